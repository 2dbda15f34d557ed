import SMP
import Testing
import TestSupport

@Suite("CBOR")
struct CBORTests {
    /// Source: RFC 8949, appendix A, as far as messages may hold it.
    private static let vectors: [(String, CBORValue)] = [
        ("00", .unsigned(0)), ("17", .unsigned(23)), ("1818", .unsigned(24)), ("1864", .unsigned(100)),
        ("1903E8", .unsigned(1000)), ("1A000F4240", .unsigned(1_000_000)),
        ("1B000000E8D4A51000", .unsigned(1_000_000_000_000)), ("1BFFFFFFFFFFFFFFFF", .unsigned(UInt64.max)),
        ("3BFFFFFFFFFFFFFFFF", .negative(UInt64.max)), ("20", CBORValue(-1)), ("29", CBORValue(-10)),
        ("3863", CBORValue(-100)), ("3903E7", CBORValue(-1000)), ("F4", .flag(false)), ("F5", .flag(true)),
        ("F6", .null), ("40", .bytes([])), ("4401020304", .bytes([1, 2, 3, 4])), ("60", .text("")),
        ("6161", .text("a")), ("6449455446", .text("IETF")), ("62C3BC", .text("ü")), ("63E6B0B4", .text("水")),
        ("64F0908591", .text("𐅑")), ("80", .array([])),
        ("83010203", .array([CBORValue(1), CBORValue(2), CBORValue(3)])),
        (
            "8301820203820405",
            .array([
                CBORValue(1), .array([CBORValue(2), CBORValue(3)]), .array([CBORValue(4), CBORValue(5)]),
            ])
        ), ("A0", .map(CBORMap())),
    ]

    @Test("the examples of RFC 8949 are read, and written in the same bytes")
    func examples() throws {
        for (text, value) in CBORTests.vectors {
            #expect(try CBORValue(decoding: bytes(text)) == value, "\(text)")
            #expect(value.encoded == bytes(text), "\(text)")
        }
    }

    /// Source: RFC 8949, appendix A.
    @Test(
        "values of unknown length are read, and written with their length",
        arguments: [
            ("5F42010243030405FF", "450102030405"), ("7F657374726561646D696E67FF", "6973747265616D696E67"),
            ("9FFF", "80"), ("9F018202039F0405FFFF", "8301820203820405"),
            ("BF61610161629F0203FFFF", "A26161016162820203"), ("BF6346756EF563416D7421FF", "A263416D74216346756EF5"),
        ])
    func indefinite(_ given: String, _ wanted: String) throws {
        #expect(try hex(CBORValue(decoding: bytes(given)).encoded) == wanted)
    }

    @Test(
        "what no message may hold is refused, and the byte is named",
        arguments: [
            ("", CBORError(.truncated, at: 0)), ("18", CBORError(.truncated, at: 0)),
            ("8201", CBORError(.truncated, at: 0)), ("4401", CBORError(.truncated, at: 0)),
            ("0000", CBORError(.trailing, at: 1)), ("1C", CBORError(.reserved, at: 0)),
            ("1F", CBORError(.reserved, at: 0)), ("FF", CBORError(.reserved, at: 0)),
            ("C000", CBORError(.unsupported, at: 0)), ("F93C00", CBORError(.unsupported, at: 0)),
            ("F820", CBORError(.unsupported, at: 0)), ("62C328", CBORError(.text, at: 0)),
            ("A10000", CBORError(.key, at: 1)), ("A2616100616100", CBORError(.repeatedKey, at: 4)),
            ("5F6161FF", CBORError(.piece, at: 1)), ("5F5F4101FFFF", CBORError(.piece, at: 1)),
            ("7F61C361BCFF", CBORError(.text, at: 1)), ("9BFFFFFFFFFFFFFFFF", CBORError(.truncated, at: 0)),
            ("5BFFFFFFFFFFFFFFFF00", CBORError(.truncated, at: 0)), ("9F01", CBORError(.truncated, at: 2)),
            ("BF6161FF", CBORError(.reserved, at: 3)),
        ])
    func refused(_ given: String, _ wanted: CBORError) {
        #expect(throws: wanted) { try CBORValue(decoding: bytes(given)) }
    }

    @Test("depth, number of values and bytes are bounded")
    func bounds() throws {
        let limits = CBORLimits(depth: 3, values: 10, bytes: 100)
        #expect(throws: Never.self) { try CBORValue(decoding: bytes("818180"), limits: limits) }
        #expect(throws: CBORError(.tooDeep, at: 3)) { try CBORValue(decoding: bytes("81818180"), limits: limits) }
        #expect(throws: CBORError(.tooDeep, at: 8)) {
            try CBORValue(decoding: [UInt8](repeating: 0x9F, count: 60_000))
        }
        let ten = [0x8A] + [UInt8](repeating: 0, count: 10)
        #expect(throws: CBORError(.tooLarge, at: 10)) { try CBORValue(decoding: ten, limits: limits) }
        let long = [0x58, 99] + [UInt8](repeating: 7, count: 99)
        #expect(throws: CBORError(.tooLarge, at: 0)) { try CBORValue(decoding: long, limits: limits) }
        #expect(throws: Never.self) { try CBORValue(decoding: long) }
    }

    @Test("any value comes back from its bytes; cut off anywhere it is refused, and no bit changed brings a crash")
    func roundTrip() throws {
        var random = Random(state: 61)
        for _ in 0..<3000 {
            let value = random.value()
            let written = value.encoded
            guard try CBORValue(decoding: written) == value else {
                Issue.record("\(value) comes back as another value")
                return
            }
            let cut = random.below(written.count)
            #expect(throws: CBORError.self) { try CBORValue(decoding: [UInt8](written[..<cut])) }
            var damaged = written
            damaged[random.below(damaged.count)] ^= 1 << UInt8(random.below(8))
            do throws(CBORError) { _ = try CBORValue(decoding: damaged) } catch {
                #expect((0...damaged.count).contains(error.offset))
            }
        }
    }

    @Test("3,000 values: cbor2 reads ours as the same value, and we read its three forms as one")
    func peer() throws {
        var random = Random(state: 62)
        let ours = (0..<1500).map { _ in random.value() }
        let lines = try PeerProgram.lines("cbor.py", ["1500"], input: ours.map { hex($0.encoded) })
        try #require(lines.count == 3000)
        for (value, line) in zip(ours, lines) {
            guard bytes(String(line)) == value.encoded else {
                Issue.record("cbor2 writes \(line) for \(hex(value.encoded))")
                return
            }
        }
        for line in lines.dropFirst(1500) {
            let forms = line.split(separator: " ").map { bytes(String($0)) }
            for form in forms {
                guard try CBORValue(decoding: form).encoded == forms[0] else {
                    Issue.record("\(hex(form)) is read as another value")
                    return
                }
            }
        }
    }

    @Test("a map finds its entries whatever their order, and takes none twice")
    func maps() {
        var map = CBORMap()
        map["b"] = .flag(true)
        map["a"] = CBORValue(1)
        map["b"] = CBORValue(2)
        #expect(map.entries.map(\.key) == ["b", "a"] && map["b"] == CBORValue(2) && map["c"] == nil)
        var other = CBORMap()
        other["a"] = CBORValue(1)
        other["b"] = CBORValue(2)
        #expect(map == other && map.encoded == other.encoded)
        other["a"] = nil
        #expect(map != other && other.entries.count == 1)
    }
}
