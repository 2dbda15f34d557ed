extension MessageChecker {
    /// Fields that must, may and must not be there.
    func ruleFindings(_ message: Message) -> [CheckFinding] {
        var findings: [CheckFinding] = []
        if let unread = message.unread {
            findings.append(
                CheckFinding(
                    .warning, .unreadFields, unread.description + " could not be read",
                    "有无法解析的域: " + unread.fields.map { String($0) }.joined(separator: ", ")))
        }
        guard let rule = dialect.rule(for: message) else {
            findings.append(
                CheckFinding(
                    .warning, .unknownMessage, "no rule of this dialect is for a " + message.mti.description,
                    "本报文规范没有" + message.mti.description + "的规则"))
            return findings
        }
        for field in rule.mandatory where !message.has(field) {
            findings.append(
                finding(
                    .error, .missing, field, "is missing: a message \"" + rule.name.english + "\" must have it",
                    "缺失: \"" + rule.name.chinese + "\"报文必须有此域"))
        }
        for requirement in rule.conditional
        where requirement.isRequired != message.has(requirement.field)
            && requirement.when.allSatisfy({ $0.holds(in: message) })
        {
            let reason = requirement.reason
            findings.append(
                requirement.isRequired
                    ? finding(
                        .error, .missing, requirement.field, "is missing: " + reason.english, "缺失: " + reason.chinese)
                    : finding(
                        .error, .forbidden, requirement.field, "must not be there: " + reason.english,
                        "不应出现: " + reason.chinese))
        }
        if rule.isClosed {
            for field in message.fields where !rule.allows(field) {
                findings.append(
                    finding(
                        .error, .forbidden, field,
                        "must not be there: a message \"" + rule.name.english + "\" does not have it",
                        "不应出现: \"" + rule.name.chinese + "\"报文没有此域"))
            }
        }
        for condition in rule.expected where message.has(condition.field) && !condition.holds(in: message) {
            findings.append(
                finding(
                    .error, .unexpected, condition.field,
                    "is not the one of a message \"" + rule.name.english + "\"" + condition.words.english,
                    "与\"" + rule.name.chinese + "\"报文不符" + condition.words.chinese))
        }
        if dialect.carriesMAC(message.mti), !message.has(Dialect.macField), !message.has(128),
            !MessageChecker.isRefusalWithoutKey(message)
        {
            findings.append(
                finding(
                    .error, .mac, Dialect.macField, "is missing: messages of this type end with a MAC", "缺失: 此类报文须带MAC")
            )
        }
        return findings
    }

    /// A host that does not know the terminal, or has no key for it, answers without a MAC.
    private static func isRefusalWithoutKey(_ message: Message) -> Bool {
        guard !message.mti.isRequest, let code = message[text: 39] else { return false }
        return ["03", "30", "77", "97", "A0"].contains(code)
    }
}

extension MessageRule {
    /// True when the field is listed in any way.
    func allows(_ field: Int) -> Bool {
        mandatory.contains(field) || optional.contains(field) || conditional.contains { $0.field == field }
    }
}

extension MessageRule.Condition {
    /// What the condition wants, as the end of a sentence.
    var words: FieldName {
        switch self {
        case .present, .absent: FieldName("")
        case .begins(_, let text): FieldName(": it begins with " + text, ": 应以" + text + "开头")
        case .part(_, _, let texts):
            FieldName(": " + texts.joined(separator: " or "), ": 应为" + texts.joined(separator: "或"))
        }
    }
}
