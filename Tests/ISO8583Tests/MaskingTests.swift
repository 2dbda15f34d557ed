import ISO8583
import Testing
import TestSupport

@Suite("Nothing secret is in any text")
struct MaskingTests {
    private let digits = "6212345678901232"

    @Test("an account number shows its first six and last four digits, however it is printed")
    func pan() throws {
        let number = try #require(PAN(digits))
        for text in ["\(number)", String(describing: number), String(reflecting: number), number.masked] {
            #expect(text == "621234******1232")
        }
        #expect(number.exposed == digits)
        #expect(number.passesLuhn)
    }

    @Test("a track shows only its masked account number")
    func track() throws {
        let track = try #require(Track2(";\(digits)=30122010000012345678?"))
        #expect("\(track)" == "track 2 of 621234******1232")
        #expect(track.expiry == "3012" && track.serviceCode == "201" && !track.requiresPIN)
        #expect(track.exposed == digits + "D30122010000012345678")
        var dumped = ""
        dump(track.pan.masked, to: &dumped)
        #expect(!dumped.contains(digits))
    }

    @Test("a message in words holds no account number, track, PIN block, key or chip data")
    func views() throws {
        let secrets: [(Int, [UInt8])] = [
            (2, Array(digits.utf8)), (35, Array((digits + "D3012201123456789").utf8)),
            (36, Array((digits + "D99").utf8)),
            (52, [0xDE, 0xAD, 0xBE, 0xEF, 0xDE, 0xAD, 0xBE, 0xEF]), (55, [0x5A, 0x08] + bytes(digits)),
            (62, Array(repeating: 0xAB, count: 40)), (64, Array("0A1B2C3D".utf8)),
        ]
        var message = Message(.financialRequest)
        for (field, content) in secrets { message[bytes: field] = content }
        for language in Language.allCases {
            let view = MessageView(message)
            let text = (view.lines(language) + [view.summary(language)]).joined(separator: "\n")
            for leak in [digits, "D3012", "DEADBEEF", "ABABAB", "0A1B2C3D", "5678901"] {
                #expect(!text.contains(leak), "\(leak)")
            }
        }
    }

    @Test("the account numbers that an upload carries in field 48 are masked")
    func uploads() throws {
        let record = UploadedRecord48(
            isForeign: false, traceNumber: 7, pan: try #require(PAN(digits)), amountMinorUnits: 1250)
        var message = Message(.batchUpload)
        message[text: 48] = try UploadBlock48(records: [record]).text()
        #expect(MessageView(message).shown(48) == "000007 621234******1232 12.50")
        // A block that is not of the layout cannot be masked by parts, so that nothing of it is shown.
        message[text: 48] = "99" + digits + digits
        #expect(MessageView(message).shown(48) == "<34 hidden>")
    }

    @Test("a number is found where fields are free: packed, filled with zeros, with a track behind it, in any of them")
    func freeFields() throws {
        let number = "4111111111111111"
        let cases: [(Dialect, UInt16, Int, [UInt8])] = [
            (.unionPay, 0x0200, 58, bytes(number)), (.unionPay, 0x0200, 46, [0x00] + bytes("0" + number + "F")),
            (.unionPay, 0x0200, 63, Array(("X" + number + "Y").utf8)),
            (.iso87ASCII, 0x0200, 48, Array(("0000" + number).utf8)),
            (.iso93, 0x1304, 72, Array((number + "=2512").utf8)),
            (.hypercom, 0x0200, 60, Array(("REF " + number + " END").utf8)),
        ]
        for (dialect, type, field, content) in cases {
            var message = Message(MTI(type))
            message[bytes: field] = content
            let shown = MessageView(message, dialect: dialect).shown(field)
            #expect(!shown.contains(number) && !shown.contains("=2512") && !shown.contains("111111111"), "\(shown)")
        }
        // What is no number stays readable.
        var message = Message(.financialRequest)
        message[text: 48] = "REF 000000000042 AND 4111111111111112"
        #expect(MessageView(message, dialect: .iso87ASCII).shown(48) == "REF 000000000042 AND 4111111111111112")
    }

    @Test("beside a secret part, parts that nobody knows are hidden as well, and numbers in the others")
    func partsBeside() throws {
        let layout = FieldLayout.tagged(
            TagForm(tag: .characters(2), prefix: .ascii, lengthDigits: 2),
            [
                Subfield("01", FieldFormat(.text, .bytes, .fixed(4), isSensitive: true), FieldName("secret")),
                Subfield("02", FieldFormat(.text, .bytes, .variable(digits: 2, most: 30)), FieldName("free")),
            ])
        let dialect = Dialect(
            id: "t", name: "t", typeCoding: .ascii, bitmapCoding: .binary,
            fields: [
                FieldDefinition(
                    48, FieldFormat(.text, .bytes, .variable(digits: 3, most: 999), prefix: .ascii), FieldName("f"),
                    layout: layout)
            ])
        var message = Message(.financialRequest)
        message[text: 48] = "0104ABCD" + "9908UNKNOWN1" + "0216" + digits + "0205HELLO"
        let shown = MessageView(message, dialect: dialect).shown(48)
        for secret in ["ABCD", "UNKNOWN1", digits, "345678901"] { #expect(!shown.contains(secret), "\(shown)") }
        #expect(shown.contains("HELLO"))
    }
}
