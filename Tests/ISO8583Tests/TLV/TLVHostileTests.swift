import ISO8583
import Testing
import TestSupport

/// Bytes that a sender may not send, and what is said about them.
struct HostileTLV: Sendable, CustomTestStringConvertible {
    let name: String
    let hex: String
    let error: TLVError
    var rules = TLVRules.emv

    init(_ name: String, _ hex: String, _ error: TLVError, rules: TLVRules = .emv) {
        self.name = name
        self.hex = hex
        self.error = error
        self.rules = rules
    }

    var testDescription: String { name }
}

private func cut(_ kind: TLVError.Kind, _ offset: Int, _ needed: Int, _ available: Int) -> TLVError {
    TLVError(kind, offset: offset, needed: needed, available: available)
}

private func nested(_ depth: Int) -> String {
    var inner: [UInt8] = []
    for _ in 0..<depth { inner = [0x6F, UInt8(inner.count)] + inner }
    return hex(inner)
}

@Suite("TLV that nobody should send")
struct TLVHostileTests {
    static let tags: [HostileTLV] = [
        .init("a tag of two bytes with one", "9F", cut(.truncatedTag, 0, 2, 1)),
        .init("a tag of three bytes with two", "9F81", cut(.truncatedTag, 0, 3, 2)),
        .init("a tag of four bytes with three", "DF8181", cut(.truncatedTag, 0, 4, 3)),
        .init("a tag of five bytes", "DF8181810A0100", TLVError(.tagTooLong, offset: 0)),
        .init("a tag of six bytes", "1F81828384050100", TLVError(.tagTooLong, offset: 0)),
        .init("a tag that never ends", "1FFFFFFFFFFFFFFFFF", TLVError(.tagTooLong, offset: 0)),
        .init("a tag of four bytes that goes on at the end", "1FFFFFFF", TLVError(.tagTooLong, offset: 0)),
        .init("leading zeros in a number", "9F800100", TLVError(.tagLeadingZeros, offset: 0)),
        .init("leading zeros, longer", "9F80818100", TLVError(.tagLeadingZeros, offset: 0)),
        .init("leading zeros, cut off", "9F80", TLVError(.tagLeadingZeros, offset: 0)),
        .init("leading zeros of a private tag", "FF8001", TLVError(.tagLeadingZeros, offset: 0)),
        .init("leading zeros after an object", "9501009F8001", TLVError(.tagLeadingZeros, offset: 3)),
        .init("FF alone", "FF", cut(.truncatedTag, 0, 2, 1)),
        .init("FF twice", "FFFF", cut(.truncatedTag, 0, 3, 2)),
        .init("erased memory", "FFFFFFFFFFFF", TLVError(.tagTooLong, offset: 0)),
        .init("zero where no padding may be", "00", TLVError(.badTag, offset: 0), rules: TLVRules(padding: .none)),
        .init(
            "zero between objects where no padding may be", "9501000095", TLVError(.badTag, offset: 3),
            rules: TLVRules(padding: .none)),
        .init("a cut tag after padding", "00009F", cut(.truncatedTag, 2, 2, 1)),
        .init("a cut tag after erased padding", "FFFF5F", cut(.truncatedTag, 2, 2, 1), rules: .erased),
        .init("a cut tag in a template", "6F019F", cut(.truncatedTag, 2, 2, 1)),
        .init("a tag that goes on behind its template", "6F019F260100", cut(.truncatedTag, 2, 2, 1)),
        .init("a tag of five bytes in a template", "6F07DF8181810A0100", TLVError(.tagTooLong, offset: 2)),
    ]

    static let lengths: [HostileTLV] = [
        .init("no length", "95", cut(.truncatedLength, 1, 1, 0)),
        .init("no length after a long tag", "9F26", cut(.truncatedLength, 2, 1, 0)),
        .init("81 and nothing", "9581", cut(.truncatedLength, 1, 2, 1)),
        .init("82 and nothing", "9582", cut(.truncatedLength, 1, 3, 1)),
        .init("82 and one byte", "958201", cut(.truncatedLength, 1, 3, 2)),
        .init("83 and two bytes", "95830001", cut(.truncatedLength, 1, 4, 3)),
        .init("84 and three bytes", "9584000001", cut(.truncatedLength, 1, 5, 4)),
        .init("indefinite", "9580", TLVError(.indefiniteLength, offset: 1)),
        .init("indefinite with an end mark", "6F809501000000", TLVError(.indefiniteLength, offset: 1)),
        .init("indefinite in a template", "6F029580", TLVError(.indefiniteLength, offset: 3)),
        .init("five bytes of length", "95850000000001AA", cut(.lengthTooLong, 1, 5, 4)),
        .init("six bytes of length", "9586000000000001AA", cut(.lengthTooLong, 1, 6, 4)),
        .init("seven bytes of length", "958700000000000001AA", cut(.lengthTooLong, 1, 7, 4)),
        .init("2^63", "95888000000000000000", cut(.lengthTooLong, 1, 8, 4)),
        .init("2^63 - 1", "95887FFFFFFFFFFFFFFF", cut(.lengthTooLong, 1, 8, 4)),
        .init("2^64 - 1", "9588FFFFFFFFFFFFFFFF", cut(.lengthTooLong, 1, 8, 4)),
        .init("eight bytes that say 1", "95880000000000000001AA", cut(.lengthTooLong, 1, 8, 4)),
        .init("126 bytes of length", "95FE", cut(.lengthTooLong, 1, 126, 4)),
        .init("the reserved length FF", "95FF", cut(.lengthTooLong, 1, 127, 4)),
        .init("a cut length in a template", "6F0295820005", cut(.truncatedLength, 3, 3, 1)),
        .init("a length that starts behind its template", "6F0195010000", cut(.truncatedLength, 3, 1, 0)),
    ]

    static let values: [HostileTLV] = [
        .init("one of one byte", "9501", cut(.truncatedValue, 2, 1, 0)),
        .init("seven of eight bytes", "9F260801020304050607", cut(.truncatedValue, 3, 8, 7)),
        .init("127 bytes of none", "957F", cut(.truncatedValue, 2, 127, 0)),
        .init("128 bytes of one", "958180AA", cut(.truncatedValue, 3, 128, 1)),
        .init("255 bytes of none", "9581FF", cut(.truncatedValue, 3, 255, 0)),
        .init("65535 bytes of none", "9582FFFF", cut(.truncatedValue, 4, 65_535, 0)),
        .init("2^24 - 1 bytes of none", "9583FFFFFF", cut(.truncatedValue, 5, 16_777_215, 0)),
        .init("2^31 bytes of none", "958480000000", cut(.truncatedValue, 6, 2_147_483_648, 0)),
        .init("2^31 - 1 bytes of one", "95847FFFFFFFAA", cut(.truncatedValue, 6, 2_147_483_647, 1)),
        .init("2^32 - 1 bytes of none", "9584FFFFFFFF", cut(.truncatedValue, 6, 4_294_967_295, 0)),
        .init("2^32 - 1 after an object", "9501009584FFFFFFFF", cut(.truncatedValue, 9, 4_294_967_295, 0)),
        .init("a long form that says 1, of none", "958400000001", cut(.truncatedValue, 6, 1, 0)),
        .init("a child longer than its template", "6F039502AABB", cut(.truncatedValue, 4, 2, 1)),
        .init("a child that takes what follows", "6F0395029501009A0100", cut(.truncatedValue, 4, 2, 1)),
        .init("a child of 2^32 - 1 bytes", "6F069584FFFFFFFF", cut(.truncatedValue, 8, 4_294_967_295, 0)),
        .init("a grandchild longer than its parent", "6F07A5039502AABBCC", cut(.truncatedValue, 6, 2, 1)),
        .init("a template longer than the input", "6F0A950100", cut(.truncatedValue, 2, 10, 3)),
        .init("text in a constructed tag", "FF0004BA53C4CF", cut(.truncatedValue, 5, 83, 2)),
        .init("a track that is cut", "57136217000000000004D301", cut(.truncatedValue, 2, 19, 10)),
        .init("objects 17 deep", nested(17), cut(.tooDeep, 32, 17, 16)),
        .init("objects 40 deep", nested(40), cut(.tooDeep, 32, 17, 16)),
        .init("a template of a template that is cut", "6F046F036F01", cut(.truncatedValue, 4, 3, 2)),
    ]

    @Test("is refused, with the place and the amounts", arguments: tags + lengths + values)
    func refused(_ sample: HostileTLV) {
        #expect(throws: sample.error) { try TLVList(decoding: bytes(sample.hex), rules: sample.rules) }
    }

    @Test("there are more than sixty of them, and no description shows content")
    func texts() {
        let all = TLVHostileTests.tags + TLVHostileTests.lengths + TLVHostileTests.values
        #expect(all.count > 60)
        for sample in all { #expect(!sample.error.description.contains("6217000")) }
        #expect(
            cut(.truncatedValue, 6, 9, 2).description
                == "TLV at byte 6: the value is cut off, 9 byte(s) needed, 2 there")
    }

    @Test("objects 16 deep are taken")
    func deepest() throws {
        #expect(try TLVList(decoding: bytes(nested(16))).encoded() == bytes(nested(16)))
    }

    @Test("a range outside of the bytes reads nothing, or what there is")
    func ranges() throws {
        var outside = TLVReader([0x95, 0x00], in: 7..<9)
        #expect(try outside.next() == nil)
        var partly = TLVReader([0x95, 0x00], in: 0..<900)
        #expect(try partly.next()?.tag.rawValue == 0x95)
        #expect(try partly.next() == nil)
    }
}

extension TLVRules {
    fileprivate static let erased = TLVRules(padding: .zerosAndOnes)
}
