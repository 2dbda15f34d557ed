import Foundation
import ISO8583
import Testing

/// A message with the contents that independent implementations found in it.
public struct Vector: Codable, Sendable, CustomTestStringConvertible {
    /// What it is called.
    public let name: String
    /// Which table it is written in.
    public let spec: String?
    /// Four digits.
    public let mti: String
    /// Bytes as hexadecimal digits.
    public let hex: String
    /// Contents by field number.
    public let fields: [String: String]

    /// The name.
    public var testDescription: String { name }

    /// Vectors that three to five independent implementations agree on.
    public static let iso = load("iso-vectors.json")
    /// Frames of Hypercom-style terminals from public code, without length and TPDU.
    public static let hypercom = load("hypercom-frames.json")

    private static func load(_ name: String) -> [Vector] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
        do {
            return try JSONDecoder().decode([Vector].self, from: try Data(contentsOf: file))
        } catch {
            Issue.record("\(file.path): \(error)")
            return []
        }
    }

    /// The built-in dialect of an ISO vector.
    public var dialect: Dialect? {
        switch spec {
        case "pos-bcd-1987": .iso87Binary
        case "ascii-1987-hexbitmap": .iso87ASCII
        case "ascii-1987-binbitmap": .iso87ASCIIBinary
        case "ebcdic-1987-binbitmap": .iso87EBCDIC
        case "ascii-1993-binbitmap": .iso93
        default: nil
        }
    }

    /// Field numbers, ascending.
    public var numbers: [Int] { fields.keys.compactMap { Int($0) }.sorted() }
}
