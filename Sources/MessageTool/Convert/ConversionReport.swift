import ISO8583

/// A conversion as JSON. The bytes are those of the message, with everything that is in it.
public struct ConversionReport: Codable, Equatable, Sendable {
    /// What became of one field.
    public struct Row: Codable, Equatable, Sendable {
        /// Number of the field.
        public var field: Int
        /// `moved`, `assumed` or `lost`.
        public var kind: String
        /// Why.
        public var text: String
    }

    /// Number of this schema.
    public var schema = 1
    /// Short name of the dialect that the message came from.
    public var from: String
    /// Short name of the dialect that it is in now.
    public var to: String
    /// Type indicator.
    public var mti: String
    /// Hexadecimal digits of the converted message.
    public var hex: String
    /// True when every field was carried over.
    public var complete: Bool
    /// What did not simply come along.
    public var notes: [Row]

    /// A report.
    public init(_ conversion: Conversion, from: Dialect, to: Dialect, bytes: [UInt8], _ language: Language) {
        self.from = from.id
        self.to = to.id
        mti = conversion.message.mti.description
        hex = Hexadecimal.upper(bytes)
        complete = conversion.isComplete
        notes = conversion.notes.map { Row(field: $0.field, kind: $0.kind.rawValue, text: $0.text.text(language)) }
    }
}
