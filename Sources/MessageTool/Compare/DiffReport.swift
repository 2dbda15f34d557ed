import ISO8583

extension MessageDiff {
    /// A line for each difference, and one above them all.
    public func text(_ language: Language) -> String {
        let spelled = differences.count { $0.kind == .spelling }
        let real = differences.count - spelled
        let sides = [left, right].map { "\($0.message.mti) (\($0.dialect.id))" }
        let head =
            language == .english
            ? "\(sides[0]) and \(sides[1]): \(real == 0 ? "same meaning" : "\(real) difference(s)")"
                + (spelled == 0 ? "" : ", \(spelled) in spelling only")
            : "\(sides[0])与\(sides[1]): \(real == 0 ? "含义相同" : "\(real)处不同")"
                + (spelled == 0 ? "" : ", \(spelled)处仅写法不同")
        return ([head] + differences.map { $0.text(language) }).joined(separator: "\n")
    }

    /// The comparison as JSON, schema 1.
    public func report(_ language: Language) -> Report {
        Report(
            equal: isEqual, left: Report.Side(left), right: Report.Side(right),
            differences: differences.map { Report.Row($0, language) })
    }

    /// What `msg diff --json` prints.
    public struct Report: Codable, Equatable, Sendable {
        /// One of the two messages.
        public struct Side: Codable, Equatable, Sendable {
            /// Type indicator.
            public var mti: String
            /// Short name of the dialect.
            public var dialect: String

            init(_ side: MessageDiff.Side) {
                mti = side.message.mti.description
                dialect = side.dialect.id
            }
        }

        /// One difference.
        public struct Row: Codable, Equatable, Sendable {
            /// Number of the field; absent for the message type.
            public var field: Int?
            /// Place or tag within the field.
            public var part: String?
            /// What the field is called.
            public var name: String?
            /// `added`, `removed`, `changed` or `spelling`.
            public var kind: String
            /// Content at the left, masked.
            public var left: String?
            /// Content at the right, masked.
            public var right: String?
            /// What the spellings are.
            public var note: String?

            init(_ difference: Difference, _ language: Language) {
                field = difference.field
                part = difference.part
                name = difference.name?.text(language)
                kind = difference.kind.rawValue
                left = difference.left
                right = difference.right
                note = difference.note?.text(language)
            }
        }

        /// Number of this schema.
        public var schema = 1
        /// True when both mean the same.
        public var equal: Bool
        /// The left message.
        public var left: Side
        /// The right message.
        public var right: Side
        /// In what they differ.
        public var differences: [Row]
    }
}
