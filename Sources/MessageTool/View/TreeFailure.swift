import ISO8583

/// Where the reading of a message stopped, for people: field, byte, expected and found, and the bytes around it, masked.
public struct TreeFailure: Equatable, Sendable {
    /// What is wrong.
    public let words: FieldName
    /// Field; nil outside of the fields.
    public let field: Int?
    /// Name of the field.
    public let fieldName: FieldName?
    /// Byte of the frame.
    public let offset: Int
    /// What should stand there; nil when that cannot be said in a word.
    public let expected: FieldName?
    /// What does.
    public let found: FieldName?
    /// Sixteen bytes of the frame with their offset, `*` for what must not be seen or was not read.
    public let dump: String
    /// Marks the byte below them.
    public let mark: String

    init(_ error: ISO8583Error, _ reading: FrameReading, _ hidden: HiddenBytes) {
        words = error.kind.words
        field = error.field
        fieldName = error.field.flatMap { reading.dialect.name(of: $0) }
        offset = error.offset
        expected = error.kind.expectation?.expected
        let digits = TreeFailure.visibleByte(error, reading)
        found = error.kind.expectation.map { expectation in
            guard let digits else { return expectation.found }
            return FieldName(
                expectation.found.english + " (byte \(digits))", expectation.found.chinese + " (字节\(digits))")
        }
        let start = max(0, min(error.offset, max(0, reading.bytes.count - 1)) / 16 * 16)
        let row = (start..<min(start + 16, reading.bytes.count)).map { place in
            place == error.offset ? digits ?? hidden.digits(place) : hidden.digits(place)
        }
        let prefix = String(start, radix: 16, uppercase: false)
        let padded = String(repeating: "0", count: max(0, 4 - prefix.utf8.count)) + prefix
        dump = padded + "  " + row.joined(separator: " ")
        mark = String(repeating: " ", count: padded.utf8.count + 2 + (error.offset - start) * 3) + "^^"
    }

    /// The byte at the place, when it is one that is no digit or character and the field has nothing to hide.
    private static func visibleByte(_ error: ISO8583Error, _ reading: FrameReading) -> String? {
        guard reading.bytes.indices.contains(error.offset) else { return nil }
        switch error.kind {
        case .notADigit, .badCharacter, .notASign, .notHexadecimal: break
        default: return nil
        }
        if let field = error.field, reading.dialect.format(of: field)?.isSensitive ?? true { return nil }
        return HexDigits.text([reading.bytes[error.offset]])
    }
}
