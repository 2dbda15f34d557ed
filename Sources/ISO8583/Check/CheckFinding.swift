/// One thing that is wrong, or at least remarkable, in a message. Its text never holds the content of a field.
public struct CheckFinding: Equatable, Sendable {
    /// How bad it is.
    public enum Severity: UInt8, Sendable {
        /// The message breaks a rule of its dialect: a host would refuse it, or book the wrong thing.
        case error
        /// Seen in the field, and worth a look.
        case warning
    }

    /// Which rule found it.
    public enum Rule: UInt8, Sendable, CaseIterable {
        /// No rule of the dialect is for this message type.
        case unknownMessage
        /// Fields behind an unknown one were not read.
        case unreadFields
        /// The content does not fit the field's format.
        case format
        /// A field is missing that must be there.
        case missing
        /// A field is there that must not be.
        case forbidden
        /// The content is not the one that goes with this kind of message.
        case unexpected
        /// A date or time that is none.
        case date
        /// An amount of zero where money moves.
        case amount
        /// A currency that nobody knows.
        case currency
        /// An account number of wrong length or with a wrong check digit.
        case accountNumber
        /// A track that is none, or of another card.
        case track
        /// A response code that is not in the dialect's table, or stands in a request.
        case responseCode
        /// A composite field that is not of its shape.
        case shape
        /// Totals that cannot be.
        case totals
        /// The entry mode does not go with the fields that are there.
        case entryMode
        /// The MAC is missing.
        case mac
        /// Field 24 and the transport address name different hosts.
        case nii

        /// Short name for files and filters.
        public var name: String {
            switch self {
            case .unknownMessage: "unknown-message"
            case .unreadFields: "unread-fields"
            case .format: "format"
            case .missing: "missing"
            case .forbidden: "forbidden"
            case .unexpected: "unexpected"
            case .date: "date"
            case .amount: "amount"
            case .currency: "currency"
            case .accountNumber: "account-number"
            case .track: "track"
            case .responseCode: "response-code"
            case .shape: "shape"
            case .totals: "totals"
            case .entryMode: "entry-mode"
            case .mac: "mac"
            case .nii: "nii"
            }
        }
    }

    /// How bad it is.
    public let severity: Severity
    /// Number of the field; nil when it is about the message as a whole.
    public let field: Int?
    /// Character of the field's content at which it shows, 0 is the first; nil when it is about the whole field.
    public let offset: Int?
    /// Which rule found it.
    public let rule: Rule
    /// What is wrong, in two languages.
    public let text: FieldName

    /// A finding.
    public init(
        _ severity: Severity, _ rule: Rule, field: Int? = nil, offset: Int? = nil, _ english: String, _ chinese: String
    ) {
        self.severity = severity
        self.rule = rule
        self.field = field
        self.offset = offset
        text = FieldName(english, chinese)
    }
}
