import ISO8583
import Testing

@Suite("EMV tags")
struct EMVTagTests {
    private static let all: [EMVTag] = {
        let raws = Array(UInt32(0)...0xFFFF) + Array(0xDF8100...0xDF81FF) + Array(0xFF8100...0xFF81FF)
        return raws.compactMap { TLVTag($0) }.map { EMVTag($0) }
    }()

    @Test("more than two hundred tags have names in both languages, no two alike")
    func names() {
        let known = EMVTagTests.all.filter { $0.isKnown }
        #expect(known.count >= 210)
        for tag in known {
            #expect(!tag.name(.english).isEmpty && !tag.name(.chinese).isEmpty)
            #expect(tag.name(.english) != tag.name(.chinese))
            #expect(tag.source != .unknown)
            #expect((tag.format == .objects) == tag.tag.isConstructed, "\(tag.tag)")
        }
    }

    @Test("every tag of field 55 requests is known, and may be seen")
    func field55() throws {
        for raw: UInt32 in [
            0x9F26, 0x9F27, 0x9F10, 0x9F37, 0x9F36, 0x95, 0x9A, 0x9C, 0x9F02, 0x5F2A, 0x82, 0x9F1A, 0x9F03, 0x9F33,
            0x9F34,
            0x9F35, 0x9F1E, 0x84, 0x9F09, 0x9F41, 0x5F34, 0x91, 0x8A, 0xDF31, 0x9F63, 0x9F74,
        ] {
            let tag = EMVTag(try #require(TLVTag(raw)))
            #expect(tag.isKnown && !tag.isSensitive, "\(tag.tag)")
        }
        let amount = EMVTag(.amount)
        #expect(amount.name(.english) == "Amount, Authorised (Numeric)" && amount.name(.chinese) == "授权金额(数值型)")
        #expect(amount.format == .n && amount.lengths == 6...6 && amount.source == .terminal)
    }

    @Test("what names or lets spend is hidden, and so is what nobody knows")
    func sensitive() throws {
        for raw: UInt32 in [
            0x57, 0x5A, 0x56, 0x99, 0x86, 0x5F20, 0x5F24, 0x5F30, 0x9F0B, 0x9F1F, 0x9F20, 0x9F46, 0x9F60, 0x9F61,
            0x9F6B,
            0x9F7C, 0xDF33, 0xDF812A, 0xDF812B, 0x5F53,
        ] {
            let tag = EMVTag(try #require(TLVTag(raw)))
            #expect(tag.isKnown && tag.isSensitive, "\(tag.tag)")
        }
        let unknown = EMVTag(try #require(TLVTag(0xDF01)))
        #expect(!unknown.isKnown && unknown.isSensitive && unknown.name(.chinese) == "未知标签")
    }
}
