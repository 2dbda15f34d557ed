import ISO8583
import Testing
import TestSupport

@Suite("EMV values in words")
struct EMVFlagTests {
    @Test("terminal verification results of three published requests")
    func verificationResults() throws {
        let pos = try #require(TerminalVerificationResults(bytes("8000048000")))
        #expect(
            pos.words(.english) == [
                "offline data authentication was not performed", "online PIN entered",
                "transaction exceeds floor limit",
            ])
        #expect(pos.words(.chinese) == ["未进行脱机数据认证", "输入联机PIN", "交易超过最低限额"])
        #expect(pos.flags.map { $0.byte } == [1, 3, 4] && pos.flags.map { $0.bit } == [8, 3, 8])
        #expect(try #require(TerminalVerificationResults(bytes("0000000000"))).flags.isEmpty)
        #expect(
            try #require(TerminalVerificationResults(bytes("4280048000"))).words(.english) == [
                "SDA failed", "SDA selected", "chip and terminal have different application versions",
                "online PIN entered", "transaction exceeds floor limit",
            ])
        #expect(TerminalVerificationResults(bytes("80000480")) == nil)
    }

    @Test("transaction status, capabilities, profile and usage")
    func flags() throws {
        #expect(
            try #require(TransactionStatusInformation(bytes("E800"))).words(.english) == [
                "offline data authentication performed", "cardholder verification performed",
                "card risk management performed", "terminal risk management performed",
            ])
        #expect(
            try #require(TerminalCapabilities(bytes("60E9C8"))).words(.english) == [
                "magnetic stripe", "chip with contacts", "plain PIN verified by chip",
                "enciphered PIN verified online", "signature on paper", "no CVM required",
                "reserved: byte 2, bit 1", "SDA", "DDA", "CDA",
            ])
        #expect(try #require(TerminalCapabilities(bytes("E0F8C8"))).flags.count == 11)
        #expect(
            try #require(ApplicationInterchangeProfile(bytes("5C00"))).words(.english) == [
                "SDA supported", "cardholder verification supported", "terminal risk management to be performed",
                "issuer authentication supported",
            ])
        #expect(try #require(ApplicationUsageControl(bytes("FF00"))).flags.count == 8)
        #expect(
            try #require(AdditionalTerminalCapabilities(bytes("6000F0A001"))).words(.english) == [
                "goods", "services", "numeric keys", "alphabetic and special keys", "command keys", "function keys",
                "print, attendant", "display, attendant", "code table 1",
            ])
        #expect(
            try #require(TerminalTransactionQualifiers(bytes("36004000"))).words(.english).last
                == "CVM on the device supported")
        #expect(try #require(CardTransactionQualifiers(bytes("8080"))).words(.english).first == "online PIN required")
    }

    @Test("every bit of every set has words in both languages, reserved ones too")
    func allBits() throws {
        func check<Table: EMVFlagTable>(_ type: EMVFlags<Table>.Type) throws {
            let value = try #require(EMVFlags<Table>([UInt8](repeating: 0xFF, count: EMVFlags<Table>.byteCount)))
            #expect(value.flags.count == EMVFlags<Table>.byteCount * 8)
            for flag in value.flags {
                // SDA, DDA and CDA have Chinese names; nothing is left in English.
                #expect(!flag.words(.english).isEmpty && flag.words(.english) != flag.words(.chinese))
            }
            #expect(
                EMVFlags<Table>([]) == nil
                    && EMVFlags<Table>([UInt8](repeating: 0, count: EMVFlags<Table>.byteCount + 1)) == nil)
        }
        try check(TerminalVerificationResults.self)
        try check(TransactionStatusInformation.self)
        try check(TerminalCapabilities.self)
        try check(AdditionalTerminalCapabilities.self)
        try check(ApplicationInterchangeProfile.self)
        try check(ApplicationUsageControl.self)
        try check(TerminalTransactionQualifiers.self)
        try check(CardTransactionQualifiers.self)
    }

    @Test("how the cardholder was verified, and by which rules")
    func verification() throws {
        let pos = try #require(CardholderVerificationResults(bytes("420300")))
        #expect(
            pos.words(.english) == ["enciphered PIN verified online", "if terminal supports it", "result unknown"])
        #expect(pos.rule.continuesWhenFailed && pos.outcome == .unknown)
        #expect(try #require(CardholderVerificationResults(bytes("1F0302"))).words(.chinese).last == "成功")
        #expect(try #require(CardholderVerificationResults(bytes("3F0000"))).words(.english)[0] == "no CVM performed")
        #expect(try #require(CardholderVerificationResults(bytes("000007"))).outcome == nil)
        #expect(CardholderVerificationResults(bytes("4203")) == nil)
        let list = try #require(CardholderVerificationList(bytes("000003E800000000" + "410342035E031F06")))
        #expect(list.amountX == 1000 && list.amountY == 0 && list.rules.count == 4)
        #expect(
            list.words(.english) == [
                "amount X: 1000", "amount Y: 0",
                "plain PIN verified by chip, if terminal supports it, otherwise the next rule",
                "enciphered PIN verified online, if terminal supports it, otherwise the next rule",
                "signature, if terminal supports it, otherwise the next rule",
                "no CVM required, if under amount X, otherwise fail",
            ])
        #expect(CardholderVerificationList(bytes("000003E80000000041")) == nil)
        #expect(CardholderVerificationList(bytes("000003E8000000")) == nil)
        for method in UInt8.min...UInt8.max {
            let rule = CardholderVerificationRule(method: method, condition: method)
            #expect(!rule.words(.english).isEmpty && rule.words(.english) != rule.words(.chinese))
        }
    }

    @Test("which cryptogram, which terminal, which records")
    func others() throws {
        #expect(CryptogramInformation(0x80).words(.english) == ["ARQC: online authorization requested"])
        #expect(CryptogramInformation(0x40).cryptogram == .approval && CryptogramInformation(0).cryptogram == .decline)
        #expect(
            CryptogramInformation(0x0A).words(.english) == [
                "AAC: declined", "advice required", "PIN try limit exceeded",
            ])
        #expect(TerminalType(0x22).words(.english) == "merchant, attended, offline with online capability")
        #expect(TerminalType(0x14).words(.chinese) == "金融机构, 无人值守, 仅联机")
        #expect(TerminalType(0x77).words(.english) == "reserved terminal type 77")
        let locator = try #require(FileLocator(bytes("0801010010010301")))
        #expect(locator.words(.english) == ["file 1: records 1 to 1, 0 signed", "file 2: records 1 to 3, 1 signed"])
        #expect(FileLocator(bytes("080101")) == nil && FileLocator([]) == nil)
    }
}
