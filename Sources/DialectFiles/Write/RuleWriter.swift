import ISO8583

/// Writes the rules of a dialect.
enum RuleWriter {
    static func lines(_ rule: MessageRule) -> [String] {
        var lines = [
            "  - types: " + YAMLText.list(rule.types.map { "\"\($0)\"" }),
            "    name: " + YAMLText.quoted(rule.name.english),
        ]
        if rule.name.chinese != rule.name.english { lines.append("    name-zh: " + YAMLText.quoted(rule.name.chinese)) }
        if !rule.when.isEmpty { lines.append("    when: " + conditions(rule.when)) }
        if !rule.mandatory.isEmpty {
            lines.append("    mandatory: " + YAMLText.list(rule.mandatory.map { String($0) }))
        }
        if !rule.optional.isEmpty { lines.append("    optional: " + YAMLText.list(rule.optional.map { String($0) })) }
        if !rule.expected.isEmpty { lines.append("    expected: " + conditions(rule.expected)) }
        if !rule.isClosed { lines.append("    closed: false") }
        if !rule.conditional.isEmpty {
            lines.append("    conditional:")
            for requirement in rule.conditional { lines.append("      - " + self.requirement(requirement)) }
        }
        return lines
    }

    private static func requirement(_ requirement: MessageRule.Requirement) -> String {
        var pairs = [(key: requirement.isRequired ? "require" : "forbid", value: String(requirement.field))]
        if !requirement.when.isEmpty { pairs.append(("when", conditions(requirement.when))) }
        pairs.append(("reason", YAMLText.quoted(requirement.reason.english)))
        if requirement.reason.chinese != requirement.reason.english {
            pairs.append(("reason-zh", YAMLText.quoted(requirement.reason.chinese)))
        }
        return YAMLText.mapping(pairs)
    }

    private static func conditions(_ conditions: [MessageRule.Condition]) -> String {
        YAMLText.list(
            conditions.map { condition in
                switch condition {
                case .present(let field): "{present: \(field)}"
                case .absent(let field): "{absent: \(field)}"
                case .begins(let field, let text): "{field: \(field), begins: \(YAMLText.quoted(text))}"
                case .part(let field, let at, let texts):
                    "{field: \(field), at: \(at), is: \(YAMLText.list(texts.map { YAMLText.quoted($0) }))}"
                }
            })
    }
}
