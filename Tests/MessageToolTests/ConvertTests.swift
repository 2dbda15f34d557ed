import ISO8583
import MessageTool
import Testing
import TestSupport

@Suite("Messages carried into other dialects")
struct ConvertTests {
    private static let moment = LocalMoment(year: 2027, month: 1, day: 2)

    private func convert(_ message: Message, _ from: Dialect, _ to: Dialect) throws -> Conversion {
        MessageConverter(from: from, to: to, near: try #require(ConvertTests.moment)).convert(message)
    }

    @Test("between dialects of one version every field comes along, there and back, but for the MAC")
    func sameVersion() throws {
        var random = Random(state: 2)
        for target in [Dialect.iso87ASCII, .iso87ASCIIBinary, .iso87EBCDIC] {
            for _ in 0..<30 {
                let message = random.message(0x0200, .iso87Binary)
                let there = try convert(message, .iso87Binary, target)
                #expect(there.isComplete && there.notes.isEmpty, "\(there.notes)")
                _ = try target.encode(there.message)
                let back = try convert(there.message, target, .iso87Binary)
                #expect(back.message == message)
            }
        }
        var withMAC = Samples.sale
        withMAC[bytes: 64] = [UInt8](repeating: 0, count: 8)
        let conversion = try convert(withMAC, .unionPay, .iso87Binary)
        #expect(!conversion.message.has(64) && conversion.notes.map(\.field) == [64])
        #expect(conversion.notes.map(\.kind) == [.lost])
    }

    @Test("no field goes away without a note, whatever the dialects and the contents")
    func nothingSilent() throws {
        var random = Random(state: 3)
        for source in Dialect.builtIn {
            for target in Dialect.builtIn {
                for _ in 0..<4 {
                    let message = random.message(0x0100, source)
                    let conversion = try convert(message, source, target)
                    _ = try target.encode(conversion.message)
                    for field in message.fields where !conversion.message.has(field) {
                        // A field that went into another one is told under that one's row.
                        let told = conversion.notes.contains { $0.field == field }
                        let isSecond = [13: 12, 25: 22, 49: 4, 50: 5, 51: 6][field].map { lead in
                            conversion.notes.contains { $0.field == lead && $0.kind == .moved }
                        }
                        #expect(told || isSecond == true, "\(source.id) to \(target.id): field \(field)")
                    }
                }
            }
        }
    }

    @Test("a reversal of version 1987 becomes one of 1993, with the nearest year, and comes back as it was")
    func there() throws {
        let there = try convert(Samples.request87, .iso87ASCII, .iso93)
        let message = there.message
        #expect(message.mti == MTI(0x1420) && there.isComplete, "\(there.notes)")
        #expect(message[text: 12] == "261231235959" && !message.has(13))
        #expect(message[text: 15] == "270101")
        #expect(message[text: 22] == "010101200001" && !message.has(25))
        #expect(message[text: 24] == "400")
        #expect(message[text: 56] == "1200000122" + "261231235958" + "08" + "12345678" && !message.has(90))
        let back = try convert(message, .iso93, .iso87ASCII)
        var wanted = Samples.request87
        // Text of fixed length is filled with spaces.
        wanted[text: 43] = "CORNER SHOP" + String(repeating: " ", count: 29)
        #expect(back.message == wanted && back.isComplete, "\(back.notes)")
    }

    @Test("a message of version 1993 becomes one of 2003, amounts with their currency, and comes back")
    func newest() throws {
        let message = Samples.message(
            0x1200,
            [
                2: "5555555555554444", 3: "000000", 4: "000000005000", 11: "000123", 12: "261231235959", 15: "270101",
                24: "200", 41: "TERM0001", 42: "MERCHANT0000001", 49: "840", 54: "0002840C000000001000",
                56: "1200000122261231235958" + "0812345678",
            ])
        let there = try convert(message, .iso93, .iso2003)
        #expect(there.isComplete, "\(there.notes)")
        #expect(there.message.mti == MTI(0x2200))
        #expect(there.message[text: 4] == "8402000000005000" && !there.message.has(49))
        #expect(there.message[text: 11] == "000000000123" && there.message[text: 12] == "20261231235959")
        #expect(there.message[text: 54] == "00028402C000000001000")
        #expect(there.message[text: 56] == "2200000000000122" + "20261231235958" + "0812345678")
        let back = try convert(there.message, .iso2003, .iso93)
        #expect(back.isComplete && back.message == message, "\(back.notes)")
    }

    @Test(
        "response codes become action codes and come back; success has a code of its own in each class",
        arguments: [
            (UInt16(0x0210), "00", "000"), (0x0410, "00", "400"), (0x0510, "00", "500"), (0x0810, "00", "800"),
            (0x0210, "51", "116"), (0x0210, "54", "101"), (0x0210, "41", "208"), (0x0210, "94", "913"),
        ])
    func codes(_ type: UInt16, _ old: String, _ new: String) throws {
        let there = try convert(Samples.message(type, [11: "000001", 39: old]), .iso87ASCII, .iso93)
        #expect(there.message[text: 39] == new)
        let back = try convert(there.message, .iso93, .iso87ASCII)
        #expect(back.message[text: 39] == old)
    }

    @Test("what has no place in the other version is lost, and said to be")
    func lost() throws {
        let message = Samples.message(
            0x0200, [11: "000001", 12: "093000", 22: "071", 24: "010", 25: "00", 28: "C00000100", 39: "Z9"])
        let conversion = try convert(message, .iso87ASCII, .iso93)
        #expect(conversion.notes.filter { $0.kind == .lost }.map(\.field) == [12, 22, 24, 25, 28, 39])
        #expect(conversion.message.fields == [11, 24] && conversion.message[text: 24] == "200")
    }

    @Test("private fields stay behind between terminals' dialects")
    func terminals() throws {
        let conversion = try convert(Samples.sale, .unionPay, .hypercom)
        #expect(conversion.notes.map(\.field) == [60, 64])
        #expect(conversion.message[text: 2] == Samples.sale[text: 2])
        #expect(conversion.message[text: 35] == Samples.sale[text: 35])
    }

    @Test("contents of any bytes and any length convert, compare and are told, and never crash")
    func hostile() throws {
        var random = Random(state: 5)
        for source in Dialect.builtIn {
            for target in Dialect.builtIn {
                let digits = (0..<4).map { UInt16.random(in: 0...($0 == 0 ? 2 : 9), using: &random) }
                var message = Message(MTI(digits.reduce(0) { $0 << 4 | $1 }))
                for field in 2...128 where Bool.random(using: &random) {
                    let isDigits = Bool.random(using: &random)
                    message[bytes: field] = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                        isDigits
                            ? UInt8.random(in: 0x30...0x39, using: &random) : UInt8.random(in: 0...255, using: &random)
                    }
                }
                let conversion = try convert(message, source, target)
                _ = try target.encode(conversion.message)
                let diff = MessageDiff(
                    MessageDiff.Side(message, source), MessageDiff.Side(conversion.message, target))
                #expect(diff.report(.chinese).differences.count == diff.differences.count)
            }
        }
    }

    @Test("a network management code becomes a function code and comes back")
    func network() throws {
        let message = Samples.message(0x0800, [7: "0102030405", 11: "000001", 70: "301"])
        let there = try convert(message, .iso87ASCII, .iso93)
        #expect(there.message[text: 24] == "831" && !there.message.has(70))
        #expect(try convert(there.message, .iso93, .iso87ASCII).message == message)
    }
}
