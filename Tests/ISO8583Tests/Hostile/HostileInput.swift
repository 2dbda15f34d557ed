import ISO8583
import Testing
import TestSupport

/// Bytes that a sender should not send, or that look as if, and what must become of them.
struct HostileInput: Sendable, CustomTestStringConvertible {
    /// What must become of the bytes.
    enum Outcome: Sendable {
        /// An error of this kind, in this field, at this byte.
        case error(ISO8583Error.Kind, Int?, at: Int)
        /// A message with these contents, which is written back as it came.
        case accepted([Int: String])
        /// A message with these contents, and fields that nobody could read.
        case kept([Int: String], unread: [Int], String)
    }

    let name: String
    let dialect: Dialect
    let bytes: [UInt8]
    let outcome: Outcome

    var testDescription: String { name }

    /// Bytes of a message in hexadecimal digits; blanks are for the reader.
    init(_ name: String, _ dialect: Dialect, _ hex: String, _ outcome: Outcome) {
        self.name = name
        self.dialect = dialect
        bytes = spaced(hex)
        self.outcome = outcome
    }

    /// A message of characters.
    init(_ name: String, _ dialect: Dialect, text: String, _ outcome: Outcome) {
        self.name = name
        self.dialect = dialect
        bytes = Array(text.utf8)
        self.outcome = outcome
    }

    /// A message with field 2 of this format, whose bytes begin at byte 10.
    init(_ name: String, _ format: FieldFormat, _ hex: String, _ outcome: Outcome) {
        self.init(name, .tiny(field2: format), "0200 4000000000000000" + hex, outcome)
    }

    /// The same with field 3, eight bytes, behind it: the short ways of the codec read words of eight bytes.
    init(_ name: String, longer format: FieldFormat, _ hex: String, _ outcome: Outcome) {
        self.init(name, .tiny(field2: format), "0200 6000000000000000" + hex + "0102030405060708", outcome)
    }
}

/// Bytes of hexadecimal digits with blanks between them.
func spaced(_ hex: String) -> [UInt8] { bytes(hex.filter { $0 != " " }) }

extension Dialect {
    /// A small table with packed type, binary bitmaps, and one field in every bitmap; 65 is a field of one byte where it is
    /// no bitmap.
    static func tiny(
        bitmaps: Int = 2, field2: FieldFormat = FieldFormat(.text, .bytes, .fixed(1)), type: TypeCoding = .packed,
        bitmap: BitmapCoding = .binary
    ) -> Dialect {
        let byte = FieldFormat(.binary, .bytes, .fixed(1))
        let numbers = [4, 66, 129, 192] + (bitmaps < 3 ? [65] : [])
        return Dialect(
            id: "tiny", name: "tiny", typeCoding: type, bitmapCoding: bitmap, bitmapLimit: bitmaps,
            fields: [
                FieldDefinition(2, field2, FieldName("two")),
                FieldDefinition(3, FieldFormat(.binary, .bytes, .fixed(8)), FieldName("three")),
            ] + numbers.map { FieldDefinition($0, byte, FieldName("byte")) })
    }
}

extension FieldFormat {
    /// Fixed packed digits.
    static func packed(_ count: Int, _ side: Side = .left) -> FieldFormat {
        FieldFormat(.digits, .packed, .fixed(count), filling: side)
    }

    /// Text with a length before it.
    static func text(_ digits: Int, _ most: Int, _ prefix: Prefix) -> FieldFormat {
        FieldFormat(.text, .bytes, .variable(digits: digits, most: most), prefix: prefix)
    }
}
