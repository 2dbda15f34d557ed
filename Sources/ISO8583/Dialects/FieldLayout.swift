/// What the content of a composite field is made of.
///
/// A layout reads the field's content as `Message` holds it: digits as ASCII characters, binary content as bytes.
public enum FieldLayout: Equatable, Sendable {
    /// Parts one behind another. The content may end before any of them: later ones are then absent.
    case positional([Subfield])
    /// Elements that each begin with a tag and a length, in any order and number.
    case tagged(TagForm, [Subfield])
    /// A bitmap of so many bytes, then the parts whose bits are set; part 1 is the highest bit.
    case bitmap(bytes: Int, [Subfield])
    /// BER-TLV data objects, as in field 55. Source: EMV Book 3, annex B.
    case berTLV
}

/// One part of a composite field.
public struct Subfield: Equatable, Sendable {
    /// Its place (1, 2, ...), its bit, or its tag, as text.
    public var key: String
    /// How it is written. In a tagged layout the length of the format only says the most; the element's own length counts.
    public var format: FieldFormat
    /// What it is called.
    public var name: FieldName

    /// A part.
    public init(_ key: String, _ format: FieldFormat, _ name: FieldName) {
        self.key = key
        self.format = format
        self.name = name
    }
}

/// How tags and lengths of a tagged layout are written.
public struct TagForm: Equatable, Sendable {
    /// Coding of the tag.
    public enum Coding: Equatable, Sendable {
        /// So many ASCII characters.
        case characters(Int)
        /// So many bytes, said as upper-case hexadecimal digits in the key.
        case binary(Int)
    }

    /// Coding of the tag.
    public var tag: Coding
    /// Coding of the length.
    public var prefix: FieldFormat.Prefix
    /// Decimal digits of the length (LL is 2).
    public var lengthDigits: Int

    /// A form.
    public init(tag: Coding, prefix: FieldFormat.Prefix, lengthDigits: Int) {
        self.tag = tag
        self.prefix = prefix
        self.lengthDigits = lengthDigits
    }
}
