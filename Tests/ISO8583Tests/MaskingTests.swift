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
}
