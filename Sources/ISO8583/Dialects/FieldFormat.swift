/// How one field goes over the wire: four choices that are made apart from each other.
public struct FieldFormat: Equatable, Sendable {
    /// What the field holds.
    public enum Content: Equatable, Sendable {
        /// Decimal digits (n).
        case digits
        /// Digits, and `D` or `=` between the parts (z): a track.
        case track
        /// Printable text (an, ans), which may be in the shop's own character set.
        case text
        /// Any bytes (b).
        case binary
    }

    /// How digits become bytes.
    public enum Coding: Equatable, Sendable {
        /// One byte for each character.
        case bytes
        /// Two digits in a byte.
        case packed
    }

    /// How long it is.
    public enum Length: Equatable, Sendable {
        /// Always so many digits or bytes.
        case fixed(Int)
        /// At most so many, with a length of so many digits before it (LL is 2, LLL is 3).
        case variable(digits: Int, most: Int)
    }

    /// On which side an odd number of packed digits is filled with a zero nibble.
    public enum Filling: Equatable, Sendable {
        /// The digits end at the right: 001 is 0001.
        case left
        /// The digits begin at the left: 071 is 0710.
        case right
    }

    /// Content.
    public let content: Content
    /// Coding of content.
    public let coding: Coding
    /// Length, in digits for packed content, else in bytes.
    public let length: Length
    /// Side of the spare nibble.
    public let filling: Filling
    /// True when the field must not be shown: account numbers, tracks, PIN blocks, keys.
    public let isSensitive: Bool

    /// A format.
    public init(
        _ content: Content, _ coding: Coding, _ length: Length, filling: Filling = .left, isSensitive: Bool = false
    ) {
        self.content = content
        self.coding = coding
        self.length = length
        self.filling = filling
        self.isSensitive = isSensitive
    }
}
