import ISO8583
import Testing
import TestSupport

@Suite("Chip data for people's eyes")
struct EMVMeaningTests {
    private func words(_ tag: UInt32, _ value: String, _ language: Language = .english) throws -> [String] {
        EMVMeaning.words(tag: try #require(TLVTag(tag)), value: bytes(value), language: language)
    }

    @Test(
        "a value is written as people write it",
        arguments: [
            (0x9F02, "000000012345", "12345 minor units"), (0x81, "00003039", "12345 minor units"),
            (0x9A, "261124", "2026-11-24"), (0x9A, "991231", "1999-12-31"), (0x9A, "261324", "not a date"),
            (0x9A, "26AA24", "not a date"), (0x9F21, "180611", "18:06:11"), (0x9F21, "246060", "not a time"),
            (0x9F1A, "0410", "410 KR"), (0x9F1A, "0999", "no country 0999"), (0x9F1A, "F156", "no country F156"),
            (0x5F2A, "0156", "156 CNY"), (0x5F2A, "0191", "no currency 0191"), (0x9C, "00", "00 goods and services"),
            (0x9C, "20", "20 return of goods"), (0x9C, "FF", "not digits"), (0x9F39, "05", "05 chip"),
            (0x8A, "3030", "00 Approved"), (0x8A, "5A33", "Z3 No link, card declined"),
            (0x84, "A000000333010102", "A000000333010102 UnionPay"), (0x4F, "A00000000310", "A00000000310 Visa"),
            (0x9F36, "00FF", "255"), (0x9F1E, "3132333435363738", "12345678"), (0x50, "504254", "PBT"),
            (0x50, "B9A4D0D0", "B9A4D0D0"), (0x9F37, "9BADBCAB", "9BADBCAB"), (0x9F41, "00000042", "00000042"),
            (0x5F34, "01", "01"), (0x9F27, "80", "ARQC: online authorization requested"),
            (0x95, "0000000000", "no bit set"), (0x95, "80000480", "length 4, must be 5"),
            (0x9F26, "00", "length 1, must be 8"), (0x5F2D, "7A", "length 1, must be 2 to 8"),
            (0x9F34, "1F0302", "no CVM required"), (0x9F35, "", "length 0, must be 1"), (0x94, "", "empty"),
            (0x6F, "9501009F", "not TLV objects"), (0x6F, "9501009F360100", "2 object(s)"),
            (0x9F38, "9F", "not a list of tags and lengths"),
            (0x9F38, "9F1A02", "9F1A Terminal Country Code: 2"), (0x94, "08010100", "file 1: records 1 to 1, 0 signed"),
            (0x94, "080101", "080101"), (0x8E, "0000000000000000410342", "0000000000000000410342"),
        ] as [(UInt32, String, String)])
    func values(_ tag: UInt32, _ value: String, _ first: String) throws {
        #expect(try words(tag, value).first == first)
        #expect(try !words(tag, value, .chinese).isEmpty)
    }

    @Test("an amount takes the currency beside it")
    func amounts() throws {
        let value = bytes("000000012345")
        let currency = try #require(Currency(alpha: "KWD"))
        #expect(EMVMeaning.words(tag: .amount, value: value, language: .english, currency: currency) == ["12.345 KWD"])
        #expect(EMVMeaning.words(tag: .amount, value: value, language: .chinese) == ["12345最小货币单位"])
    }

    @Test("an account number shows its first six and last four digits, a track no more than that")
    func masked() throws {
        #expect(try words(0x5A, "6212345678901232") == ["621234******1232"])
        #expect(try words(0x5A, "378282246310005F") == ["378282*****0005"])
        #expect(try words(0x57, "6212345678901232D30122010000012345678F") == ["621234******1232"])
        #expect(try words(0x9F6B, "6212345678901232D3012201123F") == ["621234******1232"])
        #expect(try words(0x9F6B, "000000010000") == ["<6 hidden>"])
        #expect(try words(0x57, "62123456789012323012") == ["<10 hidden>"])
        #expect(try words(0x5A, "62AB") == ["<2 hidden>"])
        #expect(try words(0x5F24, "301231", .chinese) == ["<3字节不显示>"])
        #expect(try words(0xDF01, "6212345678901232") == ["<8 hidden>"])
    }

    @Test("no text of any tag shows an account number, track, name, PIN or key")
    func nothingLeaks() throws {
        let secret = "6212345678901232"
        for raw in [UInt32](0x40...0xFFFF) {
            guard let tag = TLVTag(raw), EMVTag(tag).isSensitive else { continue }
            for language in Language.allCases {
                let text = EMVMeaning.words(tag: tag, value: bytes(secret + "D3012201"), language: language).joined()
                #expect(!text.contains("345678901") && !text.contains("D3012"))
            }
        }
    }

    @Test("a whole field 55 reads line by line")
    func lines() throws {
        // Field 55 of a published UnionPay-style request.
        let field = bytes(
            "9F260846FD62985CAAE7589F2701809F101307011703A00000010A0100000500001EF41C469F37049536C9B89F36020C6695050000"
                + "0000009A032208249C01009F02060000000011115F2A02015682027C009F1A0201569F03060000000000009F330360E9C89F3403"
                + "0000009F3501229F1E0831323334353637388408A0000003330101029F090200309F410400000001")
        let lines = try EMVMeaning.lines(field, language: .english)
        #expect(lines.count == 20)
        #expect(lines.contains("9F02 Amount, Authorised (Numeric): 11.11 CNY"))
        #expect(lines.contains("95 Terminal Verification Results: no bit set"))
        #expect(lines.contains("9F36 Application Transaction Counter: 3174"))
        #expect(lines.contains("84 Dedicated File (DF) Name: A000000333010102 UnionPay"))
        #expect(lines.contains("9F34 Cardholder Verification Method Results: fail; always; result unknown"))
        #expect(try EMVMeaning.lines(field, language: .chinese).contains("9A 交易日期: 2022-08-24"))
        let nested = try EMVMeaning.lines(
            bytes("7210" + "9F180400000001" + "86070102030405" + "0607"), language: .english)
        #expect(
            nested == [
                "72 Issuer Script Template 2", "  9F18 Issuer Script Identifier: 00000001",
                "  86 Issuer Script Command: <7 hidden>",
            ])
        #expect(throws: TLVError(.truncatedValue, offset: 2, needed: 5, available: 1)) {
            try EMVMeaning.lines(bytes("950500"), language: .english)
        }
    }

    @Test("any value of any known tag has words, and none traps", arguments: 0..<4)
    func anything(_ seed: Int) throws {
        var random = Random(state: UInt64(seed))
        for raw in [UInt32](0x40...0xFFFF) + [UInt32](0xDF8100...0xDF812F) {
            guard let tag = TLVTag(raw), EMVTag(tag).isKnown else { continue }
            let lengths = EMVTag(tag).lengths
            for count in [0, 1, lengths.lowerBound, lengths.upperBound, lengths.upperBound + 1] {
                let value = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
                for language in Language.allCases {
                    let words = EMVMeaning.words(tag: tag, value: value, language: language, currency: .cny)
                    #expect(!words.isEmpty && !words.contains(""))
                }
            }
        }
    }
}
