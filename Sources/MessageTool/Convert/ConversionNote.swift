import ISO8583

/// What became of a field on the way into another dialect, where it did not simply come along.
public struct ConversionNote: Equatable, Sendable {
    /// What became of it.
    public enum Kind: String, Sendable {
        /// It went into other fields, or into another spelling.
        case moved
        /// A content that the other dialect needs was assumed.
        case assumed
        /// It could not be carried over.
        case lost
    }

    /// What became of it.
    public let kind: Kind
    /// Number of the field in the message that was converted; that of the new field for an assumed one.
    public let field: Int
    /// Why, never with the field's content.
    public let text: FieldName

    init(_ kind: Kind, _ field: Int, _ english: String, _ chinese: String) {
        self.kind = kind
        self.field = field
        text = FieldName(english, chinese)
    }

    /// One line.
    public func line(_ language: Language) -> String {
        let word =
            switch kind {
            case .moved: language == .english ? "moved" : "转换"
            case .assumed: language == .english ? "assumed" : "假定"
            case .lost: language == .english ? "NOT CARRIED OVER" : "未能转换"
            }
        return "F\(field) " + word + ": " + text.text(language)
    }
}

/// A converted message, and what became of its fields.
public struct Conversion: Equatable, Sendable {
    /// The message in the other dialect.
    public var message: Message
    /// What did not simply come along, by field.
    public var notes: [ConversionNote]
    /// Fields whose contents are in other fields, or in another form, now.
    var moved: Set<Int> = []

    /// True when every field was carried over.
    public var isComplete: Bool { notes.allSatisfy { $0.kind != .lost } }
}
