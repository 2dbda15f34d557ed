import Foundation
import MessageTool

/// A message with the contents that independent implementations found in it, from the tests of the codec.
struct WiresharkVector: Decodable {
    let name: String
    let spec: String?
    let mti: String
    let hex: String
    let fields: [String: String]

    var bytes: [UInt8] { Hexadecimal.bytes(hex) ?? [] }
    var values: [Int: String] {
        Dictionary(uniqueKeysWithValues: fields.compactMap { key, value in Int(key).map { ($0, value) } })
    }

    static func load(_ name: String) throws -> [WiresharkVector] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../ISO8583Tests/Fixtures/\(name)")
        return try JSONDecoder().decode([WiresharkVector].self, from: try Data(contentsOf: file))
    }

    /// The built-in dialect in which it is written.
    var dialect: String? {
        switch spec {
        case "pos-bcd-1987": "iso87-binary"
        case "ascii-1987-hexbitmap": "iso87-ascii"
        case "ascii-1987-binbitmap": "iso87-ascii-binary"
        case "ebcdic-1987-binbitmap": "iso87-ebcdic"
        case "ascii-1993-binbitmap": "iso93"
        default: nil
        }
    }
}
