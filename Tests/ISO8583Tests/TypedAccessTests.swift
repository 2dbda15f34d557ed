import ISO8583
import Testing
import TestSupport

@Suite("Fields as values of their own kind")
struct TypedAccessTests {
    private let digits = "4761739001010010"

    private func sale() throws -> Message {
        let vector = try #require(Vector.iso.first { $0.name == "bench-0200-bcd" })
        return try Dialect.iso87Binary.decode(bytes(vector.hex))
    }

    @Test("a sale: amount in minor units with its currency, times, card")
    func values() throws {
        let message = try sale()
        #expect(message.amount?.minorUnits == 12_345 && message.amount?.currency.alpha == "KRW")
        #expect(message.transmissionTime?.description == "11-24 09:06:11")
        #expect(message.localTime?.description == "11-24 18:06:11")
        #expect(message.traceNumber == 42)
        #expect(message.pan?.exposed == digits)
        #expect(message.expiry?.exposed == "2812")
        #expect(message.pinBlock?.exposed.count == 8)
    }

    @Test("nothing of a card is in any text of a message or its values, however they are printed")
    func masked() throws {
        let message = try sale()
        var texts: [String] = []
        func show(_ value: Any) {
            var dumped = ""
            dump(value, to: &dumped)
            texts += [String(describing: value), String(reflecting: value), dumped]
        }
        show(message)
        show(try #require(message.pan))
        show(try #require(message.track2))
        show(try #require(message.expiry))
        show(try #require(message.pinBlock))
        let chip = try #require(message[bytes: 55]) + [0x5A, 0x08] + bytes(digits)
        show(try TLVList(decoding: chip))
        show(TLVReader(chip))
        show(try TLVList(decoding: chip).objects)
        show(Envelope(tpdu: TPDU(protocolID: 0x60, destination: 3, origin: 0), header: nil, body: bytes(digits)))
        var framing = MessageFraming(LengthHeader(.none))
        #expect(try framing.receive(Array(digits.utf8)).isEmpty)
        show(framing)
        show(SubfieldValue(key: "1", content: Array(digits.utf8)))
        let pinBlock = try #require(message.pinBlock)
        for text in texts {
            for secret in [
                digits, "2812", "900101", "0x1A", "26, 43", hex(pinBlock.exposed), "71, 97, 115", "- 71\n",
                "52, 55, 54",
            ] {
                #expect(!text.contains(secret), "\(text.prefix(60))")
            }
        }
    }

    @Test("the amount of ISO 8583:2003 says its own currency; a signed amount has its sign")
    func otherAmounts() {
        var message = Message(MTI(0x2200))
        message[text: 4] = "3922" + "000000001250"
        #expect(message.amount == Amount(minorUnits: 1250, currency: Currency(numeric: 392) ?? .cny))
        message[text: 28] = "D00000100"
        message[text: 49] = "156"
        #expect(message.signedAmount(28, currency: 49) == Amount(minorUnits: -100, currency: .cny))
        message[text: 28] = "X00000100"
        #expect(message.signedAmount(28, currency: 49) == nil)
    }

    @Test("what is no date is no date, and a year that is not said is not guessed")
    func dates() {
        #expect(MessageTime("0229", .monthDay)?.year == nil)
        #expect(MessageTime("0230", .monthDay) == nil)
        #expect(MessageTime("230229", .date) == nil)
        #expect(MessageTime("240229", .date)?.description == "2024-02-29")
        #expect(MessageTime("21000229", .longDate) == nil)
        #expect(MessageTime("20261124235959", .longDateTime)?.description == "2026-11-24 23:59:59")
        #expect(MessageTime("240000", .time) == nil && MessageTime("23596", .time) == nil)
        #expect(MessageTime("1301000000", .monthDayTime) == nil)
        #expect(ExpiryDate("2813") == nil && ExpiryDate("28A2") == nil)
    }
}
