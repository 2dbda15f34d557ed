import ISO8583
import Testing
import TestSupport

@Suite("Contents of messages, held against reason")
struct CheckValueTests {
    /// A sale that nothing is wrong with.
    private var sale: Message {
        var message = Message(.financialRequest)
        for (field, text) in [
            2: "4111111111111111", 3: "000000", 4: "000000001250", 11: "000001", 14: "3012", 22: "021", 25: "00",
            26: "12", 35: "4111111111111111D30122010000000000000", 41: "10000001", 42: "104110070110001", 49: "156",
            53: "2600000000000000", 60: "22000001000",
        ] { message[text: field] = text }
        message[bytes: 52] = [1, 2, 3, 4, 5, 6, 7, 8]
        message[bytes: 64] = [1, 2, 3, 4, 5, 6, 7, 8]
        return message
    }

    private func found(_ message: Message, _ dialect: Dialect = .unionPay) -> [CheckFinding] {
        MessageChecker(dialect).findings(message)
    }

    private func found(_ changes: [Int: String?], _ type: MTI = .financialRequest) -> [CheckFinding] {
        var message = sale
        message.mti = type
        for (field, text) in changes { message[text: field] = text }
        return found(message)
    }

    @Test("a good sale is without any finding")
    func good() { #expect(found(sale).isEmpty, "\(found(sale).map(\.text.english))") }

    @Test(
        "one wrong content, one finding, at its field and place",
        arguments: [
            (12, "246000", CheckFinding.Rule.date, 0), (12, "236060", .date, 2), (13, "1301", .date, 0),
            (13, "0230", .date, 2), (13, "0431", .date, 2), (14, "3013", .date, 2), (14, "3000", .date, 2),
            (4, "000000000000", .amount, nil), (49, "998", .currency, nil), (49, "1A6", .currency, nil),
            (2, "41111111111", .accountNumber, nil), (2, "4111111111111112", .accountNumber, nil),
            (35, "4111111111111111", .track, nil), (35, "4111111111111111D3012", .track, nil),
            (35, "4111111111111111D30132010000000000000", .track, 17), (60, "2200000", .shape, 7),
            (60, "220000010000000000", .format, 0), (60, "220000010001234", .shape, nil), (3, "00000A", .format, 5),
            (53, nil, .missing, nil), (64, nil, .mac, nil), (39, "00", .responseCode, nil),
        ] as [(Int, String?, CheckFinding.Rule, Int?)])
    func one(_ field: Int, _ text: String?, _ rule: CheckFinding.Rule, _ offset: Int?) {
        let findings = found([field: text])
        #expect(
            findings.contains { $0.field == field && $0.rule == rule && (offset == nil || $0.offset == offset) },
            "\(findings)")
    }

    @Test("track 2 of another card, or with another expiry date than field 14, is found")
    func otherCard() {
        #expect(
            found([2: "5555555555554444"]).contains { $0.rule == .track && $0.field == 35 && $0.severity == .error })
        #expect(found([14: "2912"]).contains { $0.rule == .track && $0.severity == .warning })
    }

    @Test("the entry mode is held against chip data, track and PIN block")
    func entryMode() {
        #expect(found([22: "051"]).contains { $0.rule == .entryMode && $0.severity == .error })
        #expect(found([22: "022"]).contains { $0.rule == .entryMode && $0.offset == 2 && $0.severity == .error })
        #expect(found([22: "011"]).contains { $0.rule == .entryMode && $0.severity == .warning })
        #expect(found([52: nil, 26: nil, 53: nil]).contains { $0.rule == .entryMode && $0.severity == .warning })
        #expect(
            found([2: nil, 35: nil, 22: "021"]).contains { $0.rule == .entryMode && $0.severity == .error })
    }

    @Test("a response code is known, and a refusal without a key needs no MAC")
    func responses() {
        var response = Message(.financialResponse)
        for (field, text) in [
            3: "000000", 11: "000001", 12: "100000", 13: "1123", 37: "112310000001", 39: "00", 41: "10000001",
            42: "104110070110001", 60: "22000001000",
        ] { response[text: field] = text }
        #expect(found(response).map(\.rule) == [.mac])
        response[text: 39] = "A0"
        #expect(found(response).isEmpty)
        response[text: 39] = "Q7"
        #expect(found(response).contains { $0.rule == .responseCode && $0.severity == .warning })
    }

    @Test("totals of a settlement are 62 digits, with counts where amounts are, and flags where they belong")
    func totals() {
        func settle(_ totals: String, _ type: MTI = .reconciliationRequest) -> [CheckFinding] {
            var message = Message(type)
            for (field, text) in [
                11: "000001", 41: "10000001", 42: "104110070110001", 48: totals, 49: "156", 60: "00000001201",
            ] { message[text: field] = text }
            if type == .reconciliationResponse {
                for (field, text) in [12: "230000", 13: "1123", 39: "00"] { message[text: field] = text }
            }
            return found(message)
        }
        let side = "000000012345" + "003" + "000000001000" + "001"
        let empty = String(repeating: "0", count: 30)
        #expect(settle(side + "0" + empty + "0").isEmpty)
        #expect(settle(side + "0" + empty).map(\.rule) == [.shape])
        #expect(settle(side + "4" + empty + "0").map(\.rule) == [.shape])
        #expect(settle(side + "1" + empty + "0").map(\.offset) == [30])
        #expect(settle(empty + "0" + "000000000100" + "000" + "000000000000" + "0000").map(\.offset) == [31])
        #expect(settle(empty + "0" + "000000000000000" + "000000000000" + "0010").map(\.offset) == [46])
        #expect(settle(side + "1" + empty + "1", .reconciliationResponse).isEmpty)
        #expect(settle(side + "1" + empty + "0", .reconciliationResponse).map(\.offset) == [61])
    }

    @Test("an upload's block, and the count at its end, have their shapes")
    func uploads() {
        func upload(_ text: String, _ code: String) -> [CheckFinding] {
            var message = Message(.batchUpload)
            for (field, content) in [
                11: "000001", 41: "10000001", 42: "104110070110001", 48: text, 60: "00000001" + code,
            ] { message[text: field] = content }
            return found(message)
        }
        let record = "00" + "000001" + "00004111111111111111" + "000000001250"
        #expect(upload("01" + record, "201").isEmpty)
        #expect(upload("02" + record, "201").map(\.rule) == [.shape])
        let wrong = record.replacing("4111111111111111", with: "4111111111111112")
        #expect(upload("01" + wrong, "201").map(\.rule) == [.accountNumber])
        #expect(upload("0001", "207").isEmpty && upload("001", "202").map(\.rule) == [.shape])
    }

    @Test("Hypercom-style totals, batch and invoice numbers have their shapes; field 24 names the TPDU's host")
    func hypercom() {
        var message = Message(.reconciliationRequest)
        for (field, text) in [
            3: "920000", 11: "000001", 24: "010", 41: "10000001", 42: "104110070110001", 60: "000001",
            63: "001000000001000000000000000000",
        ] { message[text: field] = text }
        #expect(found(message, .hypercom).isEmpty)
        let checker = MessageChecker(.hypercom)
        #expect(checker.findings(message, tpdu: TPDU(protocolID: 0x60, destination: 0x0010, origin: 0)).isEmpty)
        #expect(
            checker.findings(message, tpdu: TPDU(protocolID: 0x60, destination: 0x0011, origin: 0)).map(\.rule) == [
                .nii
            ])
        for (field, text) in [
            (63, "00100000000100"), (63, "001000000000000"), (60, "00001"), (3, "930000"), (62, "1"),
        ] {
            var wrong = message
            wrong[text: field] = text
            #expect(found(wrong, .hypercom).contains { $0.field == field }, "\(field) \(text)")
        }
    }

    @Test("in ISO 8583:1993 field 12 is date and time, field 13 the date from which the card is good")
    func version93() {
        var message = Message(MTI(0x1200))
        for (field, text) in [
            2: "4111111111111111", 3: "000000", 4: "000000001250", 11: "000001", 12: "261131100000", 13: "2513",
            22: "210101213000", 24: "200",
        ] { message[text: field] = text }
        #expect(found(message, .iso93).map(\.field) == [12, 13])
        #expect(found(message, .iso93).map(\.offset) == [4, 2])
        message[text: 12] = "240229100000"
        message[text: 13] = "2512"
        #expect(found(message, .iso93).isEmpty)
        message[text: 12] = "250229100000"
        #expect(found(message, .iso93).map(\.offset) == [4])
    }

    @Test("contents of any bytes and any length are findings, never a crash")
    func hostile() {
        var random = Random(state: 11)
        let types = Set(Dialect.builtIn.flatMap { $0.rules.flatMap(\.types) }).sorted { $0.rawValue < $1.rawValue }
        for dialect in Dialect.builtIn {
            for type in types {
                var message = Message(type)
                for field in 2...128 where Bool.random(using: &random) {
                    let isDigits = Bool.random(using: &random)
                    let most = dialect.format(of: field)?.length.most ?? 8
                    let count = Bool.random(using: &random) ? min(most, 99) : Int.random(in: 0...70, using: &random)
                    message[bytes: field] = (0..<count).map { _ in
                        isDigits
                            ? UInt8.random(in: 0x30...0x39, using: &random) : UInt8.random(in: 0...255, using: &random)
                    }
                }
                let tpdu = TPDU(protocolID: 0x60, destination: .random(in: 0...UInt16.max, using: &random), origin: 0)
                #expect(!MessageChecker(dialect).findings(message, tpdu: tpdu).isEmpty)
            }
        }
    }

    @Test("no finding says what a field holds")
    func masked() {
        let findings = found([2: "4111111111111112", 35: "4000000000000002D30122010000000000000", 14: "3099"])
        #expect(!findings.isEmpty)
        for text in findings.flatMap({ [$0.text.english, $0.text.chinese] }) {
            #expect(!text.contains("11111") && !text.contains("00000") && !text.contains("3099"), "\(text)")
        }
    }
}
