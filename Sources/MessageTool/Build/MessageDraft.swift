import ISO8583

/// A message as a person writes it down: nothing is checked yet.
public struct MessageDraft: Sendable {
    /// What is written for one field.
    public indirect enum Value: Sendable {
        /// A text: digits, an amount, `now`, hexadecimal digits, whatever the field takes.
        case text(String)
        /// Parts of a composite field with their keys: places or tags.
        case parts([(key: String, value: String)])
        /// A field of a view: its text, and its bytes on the wire, which count while the text is the one that they have.
        case viewed(String, wire: [UInt8])
        /// A field of a view that is not shown.
        case masked
    }

    /// A field with its value and the place where it is written.
    public struct Field: Sendable {
        /// Number.
        public var number: Int
        /// Value.
        public var value: Value
        /// Where it stands: file and line, or the flag.
        public var origin: String

        /// A field.
        public init(_ number: Int, _ value: Value, origin: String) {
            self.number = number
            self.value = value
            self.origin = origin
        }
    }

    /// Four digits; nil when nothing says the type.
    public var mti: String?
    /// Short name of the dialect; nil when nothing says it.
    public var dialect: String?
    /// Ten hexadecimal digits; nil for no TPDU.
    public var tpdu: String?
    /// Twelve digits; nil for no UnionPay-style header.
    public var unionPayHeader: String?
    /// True when the length, two bytes, stands before everything.
    public var hasLength = false
    /// Fields in the order in which they are written.
    public var fields: [Field] = []
    /// Name of the file, or `flags`, for errors.
    public var origin: String

    /// An empty draft.
    public init(origin: String) { self.origin = origin }

    /// Writes a field over the one of the same number, if there is one.
    public mutating func set(_ field: Field) {
        fields.removeAll { $0.number == field.number }
        fields.append(field)
    }

    /// The text that is written for a field, if it is a text.
    func text(of number: Int) -> String? {
        switch fields.last(where: { $0.number == number })?.value {
        case .text(let text), .viewed(let text, _): text
        case .parts, .masked, nil: nil
        }
    }
}
