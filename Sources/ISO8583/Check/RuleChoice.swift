extension Dialect {
    /// The rule that a message goes by: the first one for its type whose conditions hold; nil when there is none.
    ///
    /// A repeat (0221, 0401) goes by the rule of its first sending. Source: ISO 8583:1987, section 4.1, message origin.
    public func rule(for message: Message) -> MessageRule? {
        let type = MTI(message.mti.rawValue & 0xFFFE)
        return rules.first { rule in
            rule.types.contains(type) && rule.when.allSatisfy { $0.holds(in: message) }
        }
    }
}

extension MessageRule.Condition {
    /// True when the message fulfils the condition.
    public func holds(in message: Message) -> Bool {
        switch self {
        case .present(let field): return message.has(field)
        case .absent(let field): return !message.has(field)
        case .begins(let field, let text):
            return MessageRule.Condition.equals(message, field, at: 0, text)
        case .part(let field, let place, let texts):
            return texts.contains { MessageRule.Condition.equals(message, field, at: place, $0) }
        }
    }

    private static func equals(_ message: Message, _ field: Int, at place: Int, _ text: String) -> Bool {
        guard place >= 0 else { return false }
        return message.withContent(of: field) { content in
            content.count >= place && content[place...].starts(with: text.utf8)
        } ?? false
    }
}
