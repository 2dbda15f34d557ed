/// How one field goes over the wire: choices that are made apart from each other.
public struct FieldFormat: Equatable, Sendable {
    /// What the field holds.
    public enum Content: Equatable, Sendable {
        /// Decimal digits (n).
        case digits
        /// A sign, `C` or `D` (or `+`, `-`), and digits (x+n).
        case signed
        /// Digits, and `D` or `=` between the parts (z): a track.
        case track
        /// Printable text (a, an, ans), which may be in the shop's own character set.
        case text
        /// Any bytes (b).
        case binary
    }

    /// How content becomes bytes.
    public enum Coding: Equatable, Sendable {
        /// One byte for each character, ASCII for digits; binary content as it is.
        case bytes
        /// One byte for each character, in a code page of EBCDIC.
        case ebcdic(EBCDIC)
        /// Two digits in a byte.
        case packed
        /// Binary content as ASCII hexadecimal digits, two for a byte.
        case hex
    }

    /// How long it is.
    public enum Length: Equatable, Sendable {
        /// Always so many characters, digits or bytes of content.
        case fixed(Int)
        /// At most so many, with a length of so many digits before it (LL is 2, LLL is 3).
        case variable(digits: Int, most: Int)

        /// The longest content.
        public var most: Int {
            switch self {
            case .fixed(let count): count
            case .variable(_, let most): most
            }
        }
    }

    /// How the length before a variable field is written.
    public enum Prefix: Equatable, Sendable {
        /// Packed decimal digits, filled at the left: two digits in a byte.
        case packed
        /// ASCII digits.
        case ascii
        /// EBCDIC digits.
        case ebcdic
        /// A binary number, the high byte first: one byte for L and LL, two for LLL and LLLL, three for LLLLL.
        case binary
        /// ASCII hexadecimal digits, as many as the length has digits.
        case hex

        /// Bytes on the wire for a length of so many digits.
        public func byteCount(digits: Int) -> Int {
            switch self {
            case .packed, .binary: (digits + 1) / 2
            case .ascii, .ebcdic, .hex: digits
            }
        }
    }

    /// What the length before a variable field counts.
    public enum Unit: Equatable, Sendable {
        /// Characters of text, digits of numbers and tracks, bytes of binary content.
        case characters
        /// Bytes on the wire, the spare nibble of odd digits included.
        case bytes
        /// Half bytes of content on the wire: digits when packed, hexadecimal digits of binary content.
        case nibbles
    }

    /// A side.
    public enum Side: Equatable, Sendable {
        /// Before the content: 001 is 0001.
        case left
        /// Behind the content: 071 is 0710.
        case right
    }

    /// With what fixed content is made long enough.
    public struct Padding: Equatable, Sendable {
        /// Where.
        public var side: Side
        /// With which character or byte.
        public var byte: UInt8

        /// A padding.
        public init(_ side: Side, _ byte: UInt8) {
            self.side = side
            self.byte = byte
        }

        /// Spaces behind the text.
        public static let spaces = Padding(.right, 0x20)
        /// Zeros before the digits.
        public static let zeros = Padding(.left, 0x30)
    }

    /// Content.
    public var content: Content
    /// Coding of content.
    public var coding: Coding
    /// Length, in digits, characters or bytes of content.
    public var length: Length
    /// Coding of the length.
    public var prefix: Prefix
    /// What the length counts.
    public var unit: Unit
    /// Side of the spare nibble of an odd number of packed digits.
    public var filling: Side
    /// The spare nibble, 0 to 15.
    public var filler: UInt8
    /// What makes short fixed content long enough; nil when short content is an error.
    public var padding: Padding?
    /// From which side too long content is cut when it is written; nil when it is an error.
    public var truncation: Side?
    /// True when the field must not be shown: account numbers, tracks, PIN blocks, keys.
    public var isSensitive: Bool

    /// A format. Numbers are padded with zeros at the left unless told otherwise.
    public init(
        _ content: Content, _ coding: Coding, _ length: Length, prefix: Prefix = .packed, unit: Unit = .characters,
        filling: Side = .left, filler: UInt8 = 0, padding: Padding? = nil, truncation: Side? = nil,
        isSensitive: Bool = false
    ) {
        self.content = content
        self.coding = coding
        self.length = length
        self.prefix = prefix
        self.unit = unit
        self.filling = filling
        self.filler = filler
        self.padding = padding ?? (content == .digits ? .zeros : nil)
        self.truncation = truncation
        self.isSensitive = isSensitive
    }

    /// Why this format cannot be, or nil: a table is checked once, when it is loaded, never while a message is read.
    public var contradiction: String? {
        switch (content, coding) {
        case (.binary, .packed), (.text, .packed): return "this content cannot be packed: only digits and tracks can"
        case (.digits, .hex), (.signed, .hex), (.track, .hex), (.text, .hex):
            return "only binary content is written as hexadecimal"
        case (.binary, .ebcdic): return "binary content has no character set"
        default: break
        }
        switch length {
        case .fixed(let count):
            guard (1...99_999).contains(count) else { return "a fixed length is 1 to 99999" }
            if content == .signed, count < 2 { return "a sign and at least one digit are needed" }
        case .variable(let digits, let most):
            guard (1...5).contains(digits) else { return "a length has 1 to 5 digits" }
            guard (1...FieldMap.mostUnits).contains(most),
                FieldPlan(self).announced(units: most) <= prefix.greatest(digits: digits)
            else {
                return "a length of " + String(digits) + " digits cannot say " + String(most)
            }
            if content == .signed { return "signed content has a fixed length" }
        }
        guard filler < 16 else { return "the spare nibble is 0 to 15" }
        return nil
    }
}

extension FieldFormat.Prefix {
    /// The greatest length that so many decimal digits of length (LL is 2) can say in this coding.
    public func greatest(digits: Int) -> Int {
        switch self {
        case .packed, .ascii, .ebcdic: power(10, digits) - 1
        case .binary: power(256, byteCount(digits: digits)) - 1
        case .hex: power(16, digits) - 1
        }
    }

    private func power(_ base: Int, _ exponent: Int) -> Int {
        var result = 1
        for _ in 0..<min(max(exponent, 0), 5) { result *= base }
        return result
    }
}
