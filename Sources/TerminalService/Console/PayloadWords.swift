import ISO8583

/// What a frame's payload says, in words without secrets.
public struct PayloadWords: Sendable {
    private let dialect: Dialect
    private let language: Language
    private let showsFields: Bool

    /// Words for messages of a dialect.
    ///
    /// - Parameter showsFields: A line for each field, not only one for the message.
    public init(_ dialect: Dialect, language: Language = .english, showsFields: Bool = false) {
        self.dialect = dialect
        self.language = language
        self.showsFields = showsFields
    }

    /// Name of the dialect.
    public var name: String { dialect.id }

    /// The message in a payload, behind the longest transport header with which it can be read.
    public func lines(_ payload: [UInt8]) -> [String] {
        var reason = ""
        for header in [TransportHeader.tpduAndUnionPay, .tpdu, .none] where payload.count > header.byteCount {
            do throws(ISO8583Error) {
                let message = try dialect.decode([UInt8](payload[header.byteCount...]))
                let view = MessageView(message, dialect: dialect)
                let lines = [view.summary(language)] + (showsFields ? view.lines(language).map { "    " + $0 } : [])
                // A field may hold anything.
                return lines.map { ControlText.line($0) }
            } catch {
                if reason.isEmpty { reason = error.description }
            }
        }
        // The bytes stay hidden: what cannot be decoded cannot be masked.
        return ["no message of \(dialect.id)" + (reason.isEmpty ? "" : " (\(reason))")]
    }
}
