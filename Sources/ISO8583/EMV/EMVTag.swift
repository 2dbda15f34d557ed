/// What is known of a tag of EMV: its name, the form of its value, and whether people may see it.
///
/// Source: EMV Book 3, annex A; EMV Contactless Books B and C; UnionPay's chip specification for its own tags.
public struct EMVTag: Equatable, Sendable {
    /// The form of a value. Source: EMV Book 3, 4.3.
    public enum Format: Equatable, Sendable {
        /// Digits in nibbles, filled with zeros at the left.
        case n
        /// Digits in nibbles, filled with F at the right.
        case cn
        /// Letters.
        case a
        /// Letters and digits.
        case an
        /// Letters, digits and special characters.
        case ans
        /// Bytes or bits.
        case b
        /// TLV objects.
        case objects
        /// Tags and lengths without values: a ``DOL``.
        case dol
    }

    /// Who makes a value.
    public enum Source: Equatable, Sendable {
        /// The chip.
        case card
        /// The terminal.
        case terminal
        /// The issuer, through the acquirer.
        case issuer
        /// Nobody that the table knows.
        case unknown
    }

    /// The tag.
    public let tag: TLVTag
    /// False for a tag that the table does not have.
    public let isKnown: Bool
    /// The form of the value.
    public let format: Format
    /// Bytes that a value may have.
    public let lengths: ClosedRange<Int>
    /// Who makes the value.
    public let source: Source
    /// True when people must not see the value: account numbers, tracks, names, expiry dates, PINs, keys and what hides
    /// them, and every tag that the table does not have, since its value may be anything.
    public let isSensitive: Bool
    private let words: FieldName

    /// What is known of a tag.
    public init(_ tag: TLVTag) {
        let known = EMVTag.row(tag.rawValue)
        let row = known ?? EMVRow("unknown tag", "未知标签", .b, 0...255, .unknown, .hidden)
        self.tag = tag
        isKnown = known != nil
        format = row.format
        lengths = row.lengths
        source = row.source
        isSensitive = row.isHidden
        words = row.words
    }

    /// The name of the tag.
    public func name(_ language: Language) -> String { words.text(language) }

    private static func row(_ tag: UInt32) -> EMVRow? {
        switch tag {
        case 0...0xFF: EMVRows.oneByte(tag)
        case 0x5F00...0x5FFF: EMVRows.of5F(tag)
        case 0x9F00...0x9F3F: EMVRows.of9F(tag)
        case 0x9F40...0x9F4F: EMVRows.of9F4(tag)
        case 0x9F50...0x9F7F: EMVRows.contactless(tag)
        default: EMVRows.others(tag)
        }
    }
}

/// A row of the table of tags.
struct EMVRow {
    enum Sight { case shown, hidden }

    let words: FieldName
    let format: EMVTag.Format
    let lengths: ClosedRange<Int>
    let source: EMVTag.Source
    let isHidden: Bool

    init(
        _ english: String, _ chinese: String, _ format: EMVTag.Format, _ lengths: ClosedRange<Int>,
        _ source: EMVTag.Source, _ sight: Sight = .shown
    ) {
        words = FieldName(english, chinese)
        self.format = format
        self.lengths = lengths
        self.source = source
        isHidden = sight == .hidden
    }
}

/// The table of tags, in rooms by their first bytes.
enum EMVRows {}
