/// How a dialect writes each kind of content, so that one table of fields serves several dialects.
///
/// The kinds are those of the standard's notation: n digits, x+n a sign and digits, z track, a/an/ans text, b bytes.
public struct WireStyle: Equatable, Sendable {
    /// Coding of digits and signed digits.
    public var digits: FieldFormat.Coding
    /// Coding of tracks.
    public var track: FieldFormat.Coding
    /// Coding of text.
    public var text: FieldFormat.Coding
    /// Coding of bytes.
    public var binary: FieldFormat.Coding
    /// Coding of lengths.
    public var prefix: FieldFormat.Prefix
    /// What the length of bytes counts.
    public var binaryUnit: FieldFormat.Unit
    /// Side of the spare nibble of odd packed digits of fixed fields.
    public var fixedFilling: FieldFormat.Side
    /// The same for variable fields.
    public var variableFilling: FieldFormat.Side

    /// A style.
    public init(
        digits: FieldFormat.Coding, track: FieldFormat.Coding, text: FieldFormat.Coding, binary: FieldFormat.Coding,
        prefix: FieldFormat.Prefix, binaryUnit: FieldFormat.Unit = .characters, fixedFilling: FieldFormat.Side = .left,
        variableFilling: FieldFormat.Side = .left
    ) {
        self.digits = digits
        self.track = track
        self.text = text
        self.binary = binary
        self.prefix = prefix
        self.binaryUnit = binaryUnit
        self.fixedFilling = fixedFilling
        self.variableFilling = variableFilling
    }

    /// All characters ASCII, bytes as hexadecimal digits; the length of bytes counts their digits.
    public static let ascii = WireStyle(
        digits: .bytes, track: .bytes, text: .bytes, binary: .hex, prefix: .ascii, binaryUnit: .nibbles)
    /// ASCII characters, bytes as they are.
    public static let asciiBinary = WireStyle(
        digits: .bytes, track: .bytes, text: .bytes, binary: .bytes, prefix: .ascii)
    /// Packed digits and lengths, ASCII text, bytes as they are; a track is filled at the right.
    public static let packed = WireStyle(
        digits: .packed, track: .packed, text: .bytes, binary: .bytes, prefix: .packed)
    /// EBCDIC characters, bytes as they are.
    public static let ebcdic = WireStyle(
        digits: .ebcdic(.cp1047), track: .ebcdic(.cp1047), text: .ebcdic(.cp1047), binary: .bytes, prefix: .ebcdic)

    /// Fixed digits.
    public func n(_ count: Int, sensitive: Bool = false) -> FieldFormat {
        FieldFormat(.digits, digits, .fixed(count), filling: fixedFilling, isSensitive: sensitive)
    }

    /// Digits with a length of so many digits before them.
    public func n(_ lengthDigits: Int, _ most: Int, sensitive: Bool = false) -> FieldFormat {
        FieldFormat(
            .digits, digits, .variable(digits: lengthDigits, most: most), prefix: prefix, filling: variableFilling,
            isSensitive: sensitive)
    }

    /// A sign and so many digits.
    public func x(_ count: Int) -> FieldFormat {
        FieldFormat(.signed, digits, .fixed(count + 1), padding: .zeros)
    }

    /// A track with its length before it.
    public func z(_ lengthDigits: Int, _ most: Int) -> FieldFormat {
        FieldFormat(
            .track, track, .variable(digits: lengthDigits, most: most), prefix: prefix, filling: .right,
            isSensitive: true)
    }

    /// Fixed text, filled with spaces.
    public func ans(_ count: Int, sensitive: Bool = false) -> FieldFormat {
        FieldFormat(.text, text, .fixed(count), padding: .spaces, isSensitive: sensitive)
    }

    /// Text with its length before it.
    public func ans(_ lengthDigits: Int, _ most: Int, sensitive: Bool = false) -> FieldFormat {
        FieldFormat(
            .text, text, .variable(digits: lengthDigits, most: most), prefix: prefix, isSensitive: sensitive)
    }

    /// So many bytes.
    public func b(_ count: Int, sensitive: Bool = false) -> FieldFormat {
        FieldFormat(.binary, binary, .fixed(count), isSensitive: sensitive)
    }

    /// Bytes with their length before them.
    public func b(_ lengthDigits: Int, _ most: Int, sensitive: Bool = false) -> FieldFormat {
        // Where the length counts hexadecimal digits it can say only half as many bytes.
        let greatest = prefix.greatest(digits: lengthDigits)
        let limit = binaryUnit == .nibbles ? min(most, greatest / 2) : min(most, greatest)
        return FieldFormat(
            .binary, binary, .variable(digits: lengthDigits, most: limit), prefix: prefix, unit: binaryUnit,
            isSensitive: sensitive)
    }
}
