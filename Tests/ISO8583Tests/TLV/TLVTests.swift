import ISO8583
import Testing
import TestSupport

@Suite("TLV objects")
struct TLVTests {
    /// A select response of a payment application. Source: the layout of EMV Book 1, 11.3.4, table 45.
    private let selectResponse = bytes(
        "6F2F8407A0000000031010A524500F4352454449544F20444520564953418701019F38069F1A029F35015F2D046573656E")

    private func tag(_ raw: UInt32) throws -> TLVTag { try #require(TLVTag(raw)) }

    @Test("a tag says class, form, number and bytes")
    func tags() throws {
        let cryptogram = try tag(0x9F26)
        #expect(cryptogram.bytes == [0x9F, 0x26] && cryptogram.byteCount == 2 && cryptogram.number == 0x26)
        #expect(cryptogram.tagClass == .contextSpecific && !cryptogram.isConstructed)
        #expect(cryptogram.description == "9F26")
        let template = try tag(0x6F)
        #expect(template.tagClass == .application && template.isConstructed && template.number == 15)
        let kernel = try tag(0xFF8106)
        #expect(kernel.tagClass == .private && kernel.isConstructed && kernel.number == 0x86 && kernel.byteCount == 3)
        #expect(try tag(0x02).tagClass == .universal)
        #expect(try tag(0xDF81_810A).byteCount == 4)
    }

    @Test("what is no tag makes none", arguments: [0, 0x9F, 0x9526, 0x9F8001, 0x9F81, 0x9F0101, 0xDF81_8181, 0x0195])
    func noTags(_ raw: UInt32) {
        #expect(TLVTag(raw) == nil)
    }

    @Test("a select response opens into its objects, and encodes to the same bytes")
    func select() throws {
        let list = try TLVList(decoding: selectResponse)
        let path = [try tag(0x6F), try tag(0xA5)]
        #expect(list.value(at: [try tag(0x6F), try tag(0x84)]) == bytes("A0000000031010"))
        #expect(list.value(at: path + [try tag(0x50)]) == Array("CREDITO DE VISA".utf8))
        let wanted = try #require(list.value(at: path + [try tag(0x9F38)]))
        #expect(try DOL(decoding: wanted).entries.map { $0.tag.description } == ["9F1A", "9F35"])
        #expect(list.encoded() == selectResponse)
        #expect(list.encodedCount == selectResponse.count)
    }

    @Test("field 55 of a request reads object by object without a copy")
    func reader() throws {
        let field = [0xEE] + sampleField55 + [0xEE]
        var reader = TLVReader(field, in: 1..<field.count - 1)
        var tags: [String] = []
        var covered = 0
        while let element = try reader.next() {
            tags.append(element.tag.description)
            covered += element.value.upperBound - element.padding.lowerBound
            if element.tag.rawValue == 0x95 { #expect(Array(field[element.value]) == bytes("8000048000")) }
        }
        #expect(tags.prefix(6) == ["9F26", "9F27", "9F10", "9F37", "9F36", "95"])
        #expect(tags.count == 21 && covered == sampleField55.count)
    }

    @Test("padding and the form of a length are kept where they stood")
    func lossless() throws {
        let odd = bytes("0000" + "5A8101AA" + "00" + "8283000003112233" + "6F8200050000950100" + "0000")
        let list = try TLVList(decoding: odd)
        #expect(list.encoded() == odd)
        #expect(list.objects.map { $0.lengthForm } == [.long1, .long3, .long2])
        #expect(list.objects[0].padding == [0, 0] && list.trailingPadding == [0, 0])
    }

    @Test("FF is padding only by the rules that say so")
    func padding() throws {
        let erased = bytes("FFFF00950100FFFF")
        #expect(try TLVList(decoding: erased, rules: TLVRules(padding: .zerosAndOnes)).encoded() == erased)
        #expect(throws: TLVError.self) { try TLVList(decoding: erased) }
        let kernel = bytes("FF810603950100")
        #expect(try TLVList(decoding: kernel).objects.first?.objects?.objects.first?.tag.description == "95")
        #expect(throws: TLVError(.badTag, offset: 3)) {
            try TLVList(decoding: bytes("95010000"), rules: TLVRules(padding: .none))
        }
    }

    @Test("tags that look constructed and hold plain text stay bytes by the flat rules")
    func flat() throws {
        // Field 55 of a published e-signature upload (0920), of a UnionPay-style host.
        let input = bytes(
            "FF001ABAD3C4CFCAA1D2F8C2A1D0C5CFA2BCBCCAF5D3D0CFDEB9ABCBBEFF0104CFFBB7D1FF020101FF060720220824141556")
        let list = try TLVList(decoding: input, rules: .flat)
        #expect(list.objects.map { $0.tag.description } == ["FF00", "FF01", "FF02", "FF06"])
        #expect(list.encoded() == input)
        #expect(throws: TLVError.self) { try TLVList(decoding: input) }
    }

    @Test("values are set, added and removed by tag and by path; the rest stays as it was")
    func editing() throws {
        var list = try TLVList(decoding: selectResponse)
        let path = [try tag(0x6F), try tag(0xA5)]
        try list.set([2], at: path + [try tag(0x87)])
        #expect(list.encodedCount == selectResponse.count)
        try list.set(Array(repeating: 7, count: 200), at: path + [try tag(0xBF0C), try tag(0x9F4D)])
        #expect(try TLVList(decoding: list.encoded()) == list)
        #expect(list.remove(at: path + [try tag(0xBF0C)]) == 1)
        #expect(list.remove(at: path + [try tag(0xBF0C)]) == 0)
        try list.set([1], at: path + [try tag(0x87)])
        list.set([0x30, 0x30], at: try tag(0x8A))
        #expect(list.remove(at: try tag(0x8A)) == 1)
        // The outer lengths had grown beyond 127 and keep their longer form, which decodes all the same.
        #expect(try TLVList(decoding: list.encoded()) == list)
        #expect(list.value(at: path + [try tag(0x87)]) == [1])
    }

    @Test("duplicates are kept in order; the first one answers")
    func duplicates() throws {
        let input = bytes("950101" + "9A0102" + "950103")
        var list = try TLVList(decoding: input)
        #expect(list.all(try tag(0x95)).map { $0.value } == [[1], [3]])
        #expect(list.value(at: try tag(0x95)) == [1])
        #expect(list.encoded() == input)
        #expect(list.remove(at: [try tag(0x95)]) == 2)
        #expect(list.encoded() == bytes("9A0102"))
    }

    @Test("an edit that cannot be made says why")
    func badEdits() throws {
        var list = TLVList([TLVObject(try tag(0x6F), [1, 2])])
        let plain = try tag(0x95)
        let template = try tag(0x6F)
        #expect(throws: TLVError(.emptyPath, offset: 0)) { try list.set([], at: []) }
        #expect(throws: TLVError(.notConstructed, offset: 0)) { try list.set([], at: [plain, plain]) }
        #expect(throws: TLVError(.notConstructed, offset: 0)) { try list.set([], at: [template, plain]) }
        let deep = Array(repeating: template, count: 16) + [plain]
        #expect(throws: TLVError(.tooDeep, offset: 0, needed: 17, available: 16)) { try list.set([], at: deep) }
        #expect(list.object(at: []) == nil && list.remove(at: []) == 0)
    }

    @Test("a list of wanted objects keeps order and lengths")
    func dol() throws {
        // CDOL1 as many cards carry it.
        let input = bytes("9F02069F03069F1A0295055F2A029A039C019F37049F35019F45029F4C089F3403")
        let list = try DOL(decoding: input)
        #expect(list.entries.count == 12 && list.valueCount == 43 && list.encoded() == input)
        #expect(throws: TLVError(.truncatedLength, offset: 2, needed: 1, available: 0)) {
            try DOL(decoding: bytes("9F02"))
        }
        #expect(throws: TLVError(.truncatedTag, offset: 3, needed: 2, available: 1)) {
            try DOL(decoding: bytes("9F02069F"))
        }
        #expect(throws: TLVError(.badTag, offset: 0)) { try DOL(decoding: [0, 0]) }
    }
}

/// Field 55 of a published 0200 request.
let sampleField55 = bytes(
    "9F2608A1B2C3D4E5F607189F2701809F100706010A03A0B0009F37049BADBCAB9F360200FF950580000480009A032611249C01009F0206"
        + "0000000123455F2A02041082025C009F1A0204109F03060000000000009F3303E0F8C89F34034203009F3501229F1E08313233343536"
        + "37388407A00000000310109F090200969F4104000000425F340101")
