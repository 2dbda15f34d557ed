import ISO8583
import Testing
import TestSupport

@testable import FuzzTargets

@Suite("Any dialect, any message, any bytes")
struct CodecPropertyTests {
    /// The built-in dialects, and one random dialect for each further seed.
    private static func dialect(_ seed: Int, _ random: inout Random) -> Dialect {
        seed < Dialect.builtIn.count ? Dialect.builtIn[seed] : random.dialect()
    }

    @Test("a message that is built is read back equal, and its bytes again; scan and decode agree", arguments: 0..<40)
    func messages(_ seed: Int) throws {
        var random = Random(state: UInt64(seed))
        let dialect = CodecPropertyTests.dialect(seed, &random)
        for _ in 0..<6 {
            let message = random.message(dialect, most: random.one(of: [20, 20, 300, 300, 5000]))
            let bytes = try dialect.encode(message)
            let decoded = try dialect.decode(bytes)
            #expect(decoded == message)
            #expect(try dialect.encode(decoded) == bytes)
            #expect(FuzzTarget.problem(of: bytes, dialect, .refuse) == nil)
        }
    }

    @Test("a changed message is an error with its place, or is written back as it came", arguments: 0..<40)
    func changes(_ seed: Int) throws {
        var random = Random(state: UInt64(seed) ^ 0xC4A9)
        let dialect = CodecPropertyTests.dialect(seed, &random)
        for round in 0..<25 {
            var bytes = try dialect.encode(random.message(dialect, most: 40))
            for _ in 0...random.within(0...2) {
                let place = random.within(0...bytes.count - 1)
                switch random.within(0...4) {
                case 0: bytes[place] = UInt8(random.within(0...255))
                case 1: bytes[place] ^= 1 << UInt8(random.within(0...7))
                case 2: bytes.insert(UInt8(random.within(0...255)), at: place)
                case 3 where bytes.count > 1: bytes.remove(at: place)
                default: bytes[place] = random.one(of: [0x00, 0x0F, 0x30, 0x7F, 0x80, 0x99, 0xF0, 0xFF])
                }
            }
            let problem = FuzzTarget.problem(of: bytes, dialect, round % 2 == 0 ? .refuse : .keep)
            #expect(problem == nil)
        }
    }

    @Test("random bytes are an error with its place, or are written back as they came", arguments: 0..<40)
    func noise(_ seed: Int) {
        var random = Random(state: UInt64(seed) ^ 0x5EED)
        let dialect = CodecPropertyTests.dialect(seed, &random)
        for round in 0..<100 {
            let bytes = (0..<random.within(0...90)).map { _ in UInt8(random.within(0...255)) }
            #expect(FuzzTarget.problem(of: bytes, dialect, round % 2 == 0 ? .refuse : .keep) == nil)
        }
    }

    @Test("a message cut at any byte gives every field before the cut, and an error behind them", arguments: 0..<30)
    func cuts(_ seed: Int) throws {
        var random = Random(state: UInt64(seed) ^ 0xC07)
        let dialect = CodecPropertyTests.dialect(seed, &random)
        let message = random.message(dialect, most: 12)
        let bytes = try dialect.encode(message)
        for count in 0..<min(bytes.count, 200) {
            let (part, error) = dialect.decodePrefix(Array(bytes[..<count]))
            let end = try #require(error).field ?? 0
            // Empty fields behind the last byte are read as well, so that only what was read is asked for.
            #expect(part.fields == Array(message.fields.prefix(part.fieldCount)))
            #expect(end == 0 || message.fields.first { $0 >= end } == message.fields.dropFirst(part.fieldCount).first)
            for field in part.fields { #expect(part[bytes: field] == message[bytes: field]) }
        }
    }

    @Test("a composite field is taken apart and put together without loss, whatever it holds", arguments: 0..<40)
    func composites(_ seed: Int) {
        var random = Random(state: UInt64(seed) ^ 0xC0FFEE)
        var taken = 0
        for _ in 0..<150 {
            let layout = random.one(of: FuzzTarget.layouts)
            let bytes = (0..<random.within(0...12)).map { _ in
                random.one(of: [0x00, 0x01, 0x02, 0x30, 0x31, 0x32, 0x43, 0xF1, 0x95, UInt8(random.within(0...255))])
            }
            #expect(FuzzTarget.problem(of: bytes, layout) == nil)
            if (try? layout.split(bytes, field: 48)) != nil { taken += 1 }
        }
        #expect(taken > 3)
    }

    @Test("a message of one dialect that another can write is read there with the same contents", arguments: 0..<40)
    func transcoding(_ seed: Int) throws {
        var random = Random(state: UInt64(seed) ^ 0x7A15)
        let (from, to) = (random.dialect(), random.dialect())
        for _ in 0..<8 {
            let message = try from.decode(try from.encode(random.message(from, most: 30)))
            // Each field alone: few messages as a whole are of both dialects.
            for field in message.fields {
                guard let format = to.format(of: field), let content = message[bytes: field] else { continue }
                // What the other dialect itself would say otherwise: see `Random.content`.
                let isPacked = format.coding == .packed
                if isPacked, content.contains(0x3D) || (format.unit == .bytes && content.count % 2 == 1) { continue }
                if content.count < format.length.most, case .fixed = format.length { continue }
                var one = message
                for other in message.fields where other != field { one[bytes: other] = nil }
                guard let bytes = try? to.encode(one) else { continue }
                #expect(try to.decode(bytes)[bytes: field] == content)
            }
        }
    }
}
