import Foundation
import ISO8583
import Testing
import TestSupport

/// A field in the words of pyiso8583; kind and most are for the program that makes messages.
private struct PeerField: Encodable {
    var data_enc: String
    var len_enc = "ascii"
    var len_type = 0
    var max_len: Int
    var len_count = "bytes"
    var left_pad: String?
    var right_pad: String?
    var desc = ""
    var kind: String?
    var most: Int?
}

@Suite("Messages between this codec and pyiso8583")
struct PeerMessageTests {
    private static let perDialect = 2500
    /// ISO 8583:1987 in four codings, and a table with fields in three bitmaps.
    private static let dialects = [
        Dialect.iso87ASCII, .iso87ASCIIBinary, .iso87Binary, .iso87EBCDIC, threeBitmaps,
    ]

    @Test("25,000 messages: what one writes the other reads with equal contents and writes in equal bytes")
    func bothWays() throws {
        var random = Random(state: 4_0_1)
        var input = Data()
        for (index, dialect) in PeerMessageTests.dialects.enumerated() {
            for _ in 0..<PeerMessageTests.perDialect { input += try line(index, dialect, &random) }
        }
        let specs = FileManager.default.temporaryDirectory.appending(path: "tillbench-specs-\(UUID()).json")
        defer { try? FileManager.default.removeItem(at: specs) }
        try JSONEncoder().encode(PeerMessageTests.dialects.map(specification)).write(to: specs)
        let lines = try PeerProgram.lines(
            "messages.py", [specs.path, String(PeerMessageTests.perDialect)], input: input)
        let count = PeerMessageTests.dialects.count * PeerMessageTests.perDialect
        try #require(lines.count == 2 * count)
        let refused = lines.prefix(count).enumerated().filter { $0.element != "ok" }
        #expect(refused.isEmpty, "\(refused.prefix(3))")
        for line in lines.dropFirst(count) { try check(line) }
    }

    /// A random message of ours, as the program takes it.
    private func line(_ index: Int, _ dialect: Dialect, _ random: inout Random) throws -> Data {
        var message = Message(random.type())
        for field in peerFields(dialect) where random.within(0...5) == 0 {
            guard let format = dialect.format(of: field) else { continue }
            message[bytes: field] = random.content(format, most: 200).map {
                // Characters that both code pages of EBCDIC have at one place, and that ASCII has.
                format.content == .text && !PeerMessageTests.characters.contains($0) ? 0x2E : $0 == 0x3D ? 0x44 : $0
            }
        }
        var parts = [String(index), message.mti.description, hex(try dialect.encode(message))]
        for field in message.fields {
            guard let content = message[bytes: field] else { continue }
            parts.append(String(field))
            parts.append(shown(content, dialect.format(of: field)))
        }
        return Data((parts.joined(separator: "\u{1F}") + "\n").utf8)
    }

    /// A message of the peer's.
    private func check(_ line: Substring) throws {
        let parts = line.split(separator: "\u{1F}", omittingEmptySubsequences: false)
        let dialect = PeerMessageTests.dialects[try #require(Int(parts[0]))]
        let wire = bytes(String(parts[2]))
        let message = try dialect.decode(wire)
        var wanted: [Int: Substring] = [:]
        for index in stride(from: 3, to: parts.count - 1, by: 2) {
            wanted[try #require(Int(parts[index]))] = parts[index + 1]
        }
        let isEqual =
            message.mti.description == parts[1] && message.fields == wanted.keys.sorted()
            && message.fields.allSatisfy {
                Substring(shown(message[bytes: $0] ?? [], dialect.format(of: $0))) == wanted[$0]
            }
        guard try dialect.encode(message) == wire, isEqual else {
            Issue.record("\(dialect.id): \(message) is not as the peer wrote it")
            return
        }
    }

    private func shown(_ content: [UInt8], _ format: FieldFormat?) -> String {
        format?.content == .binary ? hex(content) : String(decoding: content, as: UTF8.self)
    }

    private static let characters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;-/()*".utf8)

    private static let threeBitmaps: Dialect = {
        let byte = FieldFormat(.binary, .bytes, .fixed(2))
        let digits = FieldFormat(.digits, .packed, .variable(digits: 2, most: 19), filling: .right, filler: 15)
        let text = FieldFormat(.text, .bytes, .variable(digits: 3, most: 99), prefix: .binary)
        let fields = [2, 3, 4, 63, 64, 66, 67, 68, 127, 128, 129, 130, 131, 191, 192].enumerated()
        return Dialect(
            id: "three", name: "three bitmaps", typeCoding: .packed, bitmapCoding: .binary, bitmapLimit: 3,
            fields: fields.map { FieldDefinition($1, [byte, digits, text][$0 % 3], FieldName("three")) })
    }()

    // MARK: Specifications

    /// Fields that both can say: pyiso8583 takes bit 65 for a bitmap always, and has no signed packed amounts.
    private func peerFields(_ dialect: Dialect) -> [Int] {
        dialect.fields.filter {
            let format = dialect.format(of: $0)
            return $0 != 65 && !(format?.content == .signed && format?.coding == .packed)
        }
    }

    private func specification(_ dialect: Dialect) -> [String: PeerField] {
        let typeCoding = [Dialect.TypeCoding.packed: "b", .ascii: "ascii", .ebcdic: "cp037"][dialect.typeCoding] ?? ""
        let isBinary = dialect.bitmapCoding == .binary
        let bitmap = PeerField(data_enc: isBinary ? "b" : "ascii", max_len: isBinary ? 8 : 16)
        var spec = [
            "h": PeerField(data_enc: "ascii", max_len: 0), "t": PeerField(data_enc: typeCoding, max_len: 4),
            "p": bitmap, "1": bitmap,
        ]
        for field in peerFields(dialect) {
            if let format = dialect.format(of: field) { spec[String(field)] = specification(format) }
        }
        return spec
    }

    private func specification(_ format: FieldFormat) -> PeerField {
        let most = format.length.most
        var field = PeerField(data_enc: "ascii", max_len: most, kind: "\(format.content)", most: most)
        switch format.coding {
        case .packed:
            (field.data_enc, field.len_count) = ("b", "nibbles")
            let filler = String(format.filler, radix: 16, uppercase: true)
            if format.filling == .left { field.left_pad = filler } else { field.right_pad = filler }
        case .hex: field.max_len = most * 2
        case .ebcdic: field.data_enc = "cp037"
        case .bytes: if format.content == .binary { field.data_enc = "b" }
        }
        if case .variable(let digits, _) = format.length {
            field.len_type = format.prefix.byteCount(digits: digits)
            switch format.prefix {
            case .packed: field.len_enc = "bcd"
            case .ebcdic: field.len_enc = "cp037"
            case .binary: field.len_enc = "b"
            case .ascii, .hex: field.len_enc = "ascii"
            }
        }
        return field
    }
}
