import ISO8583

/// What the checker found in one message, for people and as JSON.
public struct CheckReport: Codable, Equatable, Sendable {
    /// One finding.
    public struct Row: Codable, Equatable, Sendable {
        /// `error` or `warning`.
        public var severity: String
        /// Short name of the rule.
        public var rule: String
        /// Number of the field; absent for the whole message.
        public var field: Int?
        /// Character of the content, 0 is the first.
        public var offset: Int?
        /// What is wrong.
        public var text: String
    }

    /// Number of this schema.
    public var schema = 1
    /// Type indicator.
    public var mti: String
    /// Short name of the dialect.
    public var dialect: String
    /// What kind of message it is; absent when no rule is for it.
    public var kind: String?
    /// Number of errors.
    public var errors: Int
    /// Number of warnings.
    public var warnings: Int
    /// What was found.
    public var findings: [Row]

    /// Checks a message.
    public init(_ message: Message, _ dialect: Dialect, tpdu: TPDU?, _ language: Language) {
        let found = MessageChecker(dialect).findings(message, tpdu: tpdu)
        mti = message.mti.description
        self.dialect = dialect.id
        kind = dialect.rule(for: message)?.name.text(language)
        errors = found.count { $0.severity == .error }
        warnings = found.count - errors
        findings = found.map {
            Row(
                severity: $0.severity == .error ? "error" : "warning", rule: $0.rule.name, field: $0.field,
                offset: $0.offset, text: $0.text.text(language))
        }
    }

    /// A line for the message, and one for each finding.
    public func text(_ language: Language) -> String {
        let isEnglish = language == .english
        let head =
            "\(mti) (\(dialect))" + (kind.map { " " + $0 } ?? "") + ": "
            + (isEnglish ? "\(errors) error(s), \(warnings) warning(s)" : "\(errors)个错误, \(warnings)个警告")
        let lines = findings.map { row in
            let word =
                row.severity == "error" ? (isEnglish ? "error" : "错误") : (isEnglish ? "warning" : "警告")
            let place = row.offset.map { isEnglish ? " (character \($0 + 1))" : " (第\($0 + 1)个字符)" } ?? ""
            return "  \(word) [\(row.rule)] \(row.text)\(place)"
        }
        return ([head] + lines).joined(separator: "\n")
    }
}
