import Foundation
import ISO8583
import TestSupport

/// Files beside the tests, and of the repository.
enum Fixtures {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures").path
    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    static let specs = [
        "pos-bcd-1987", "ascii-1987-hexbitmap", "ascii-1987-binbitmap", "ebcdic-1987-binbitmap", "ascii-1993-binbitmap",
    ]

    static func text(_ name: String) throws -> String {
        try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    }

    /// Messages that three to five independent libraries wrote to exactly these bytes and read back.
    static func vectors() throws -> [Vector] {
        try JSONDecoder().decode([Vector].self, from: Data(try text("vectors.json").utf8))
    }
}

/// A message as bytes and as values.
struct Vector: Decodable {
    var name: String
    var spec: String
    var mti: String
    var hex: String
    var fields: [String: String]
    /// Fields whose values are given in hexadecimal digits.
    var binary: [Int]

    /// Values as a message holds them.
    func contents() -> [Int: [UInt8]] {
        var contents: [Int: [UInt8]] = [:]
        for (key, value) in fields {
            guard let number = Int(key) else { continue }
            contents[number] = binary.contains(number) ? bytes(value) : Array(value.utf8)
        }
        return contents
    }
}

/// Everything in which two dialects differ; empty when they are equal.
func differences(_ one: Dialect, _ other: Dialect) -> [String] {
    var names: [String] = []
    if one.id != other.id { names.append("id") }
    if one.name != other.name { names.append("name") }
    if one.typeCoding != other.typeCoding { names.append("type") }
    if one.bitmapCoding != other.bitmapCoding { names.append("bitmap") }
    if one.bitmapLimit != other.bitmapLimit { names.append("bitmaps") }
    if one.header != other.header { names.append("header") }
    if one.responseTable != other.responseTable { names.append("responses") }
    if one.rules != other.rules { names.append("rules") }
    if one.macTypes != other.macTypes { names.append("mac-types") }
    if one.fields != other.fields { names.append("fields") }
    for number in one.fields where one[number] != other[number] { names.append("field \(number)") }
    return names
}
