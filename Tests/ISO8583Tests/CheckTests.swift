import ISO8583
import Testing
import TestSupport

/// A message that has what a rule wants, with contents that only fit the formats.
private func sample(_ rule: MessageRule, _ type: MTI, _ dialect: Dialect) -> Message {
    var message = Message(type)
    for field in rule.mandatory { message[bytes: field] = content(field, dialect) }
    for condition in rule.when + rule.expected { fulfil(condition, &message, dialect) }
    for _ in 0..<2 {
        for requirement in rule.conditional
        where requirement.isRequired && requirement.when.allSatisfy({ $0.holds(in: message) }) {
            message[bytes: requirement.field] = content(requirement.field, dialect)
        }
    }
    return message
}

/// Digits, letters or bytes as the format of a field wants them.
private func content(_ field: Int, _ dialect: Dialect) -> [UInt8] {
    guard let format = dialect.format(of: field) else { return [] }
    let count = min(format.length.most, 16)
    switch format.content {
    case .digits, .text, .track: return [UInt8](repeating: 0x39, count: count)
    case .signed: return [0x43] + [UInt8](repeating: 0x39, count: count - 1)
    case .binary: return [UInt8](repeating: 1, count: count)
    }
}

private func fulfil(_ condition: MessageRule.Condition, _ message: inout Message, _ dialect: Dialect) {
    switch condition {
    case .present(let field): message[bytes: field] = content(field, dialect)
    case .absent(let field): message[bytes: field] = nil
    case .begins(let field, let text): write(text, field, at: 0, &message, dialect)
    case .part(let field, let place, let texts): write(texts[0], field, at: place, &message, dialect)
    }
}

private func write(_ text: String, _ field: Int, at place: Int, _ message: inout Message, _ dialect: Dialect) {
    var bytes = message[bytes: field] ?? content(field, dialect)
    bytes.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
    message[bytes: field] = bytes
}

@Suite("Rules of messages")
struct CheckTests {
    /// Every rule of every built-in dialect, with each of its types.
    private static let all: [(Dialect, MessageRule, MTI)] = Dialect.builtIn.flatMap { dialect in
        dialect.rules.flatMap { rule in rule.types.map { (dialect, rule, $0) } }
    }

    private func presence(_ message: Message, _ dialect: Dialect) -> [CheckFinding] {
        MessageChecker(dialect).findings(message).filter { [.missing, .forbidden, .unexpected].contains($0.rule) }
    }

    @Test("a message with what its rule wants is chosen by that rule and lacks nothing")
    func complete() {
        for (dialect, rule, type) in CheckTests.all {
            let message = sample(rule, type, dialect)
            #expect(dialect.rule(for: message) == rule, "\(dialect.id) \(type) \(rule.name.english)")
            let found = presence(message, dialect)
            #expect(found.isEmpty, "\(dialect.id) \(type) \(rule.name.english): \(found.map(\.text.english))")
        }
    }

    @Test("each mandatory field that is taken out is found")
    func missing() {
        for (dialect, rule, type) in CheckTests.all {
            for field in rule.mandatory where !rule.when.contains(.present(field)) {
                var message = sample(rule, type, dialect)
                message[bytes: field] = nil
                #expect(
                    presence(message, dialect).contains { $0.rule == .missing && $0.field == field },
                    "\(dialect.id) \(type) \(rule.name.english) without \(field)")
            }
        }
    }

    @Test("each field that is put in where it must not be is found")
    func forbidden() {
        for (dialect, rule, type) in CheckTests.all {
            let always = rule.conditional.filter { !$0.isRequired && $0.when.isEmpty }.map(\.field)
            let listed = rule.mandatory + rule.optional + rule.conditional.map(\.field)
            let unlisted = rule.isClosed ? dialect.fields.filter { !listed.contains($0) } : []
            for field in always + unlisted where field != 70 {
                var message = sample(rule, type, dialect)
                message[bytes: field] = content(field, dialect)
                #expect(
                    presence(message, dialect).contains { $0.rule == .forbidden && $0.field == field },
                    "\(dialect.id) \(type) \(rule.name.english) with \(field)")
            }
        }
    }

    @Test("each requirement under a condition is found when the condition holds")
    func conditional() {
        for (dialect, rule, type) in CheckTests.all {
            for requirement in rule.conditional where !requirement.when.isEmpty {
                var message = sample(rule, type, dialect)
                for condition in requirement.when { fulfil(condition, &message, dialect) }
                message[bytes: requirement.field] = requirement.isRequired ? nil : content(requirement.field, dialect)
                let wanted: CheckFinding.Rule = requirement.isRequired ? .missing : .forbidden
                #expect(
                    presence(message, dialect).contains { $0.rule == wanted && $0.field == requirement.field },
                    "\(dialect.id) \(type) \(rule.name.english): \(requirement.reason.english)")
            }
        }
    }

    @Test("each content that goes with a kind of message is held against it")
    func unexpected() {
        for (dialect, rule, type) in CheckTests.all {
            for condition in rule.expected {
                var message = sample(rule, type, dialect)
                message[text: condition.field] = "111111111111111"
                #expect(
                    presence(message, dialect).contains { $0.rule == .unexpected && $0.field == condition.field },
                    "\(dialect.id) \(type) \(rule.name.english)")
            }
        }
    }

    @Test("a repeat goes by the rule of its first sending; a type without a rule is a warning")
    func repeats() throws {
        var message = Message(MTI(0x0401))
        message[text: 11] = "000001"
        #expect(Dialect.unionPay.rule(for: message)?.name.english == "reversal")
        message.mti = MTI(0x1234)
        let finding = try #require(MessageChecker(.unionPay).findings(message).first)
        #expect(finding.rule == .unknownMessage && finding.severity == .warning && finding.field == nil)
    }

    @Test("captured frames of UnionPay-style terminals are without errors", arguments: UnionPayFrame.all)
    func unionPayFrames(_ frame: UnionPayFrame) throws {
        let errors = MessageChecker(.unionPay).findings(try Dialect.unionPay.decode(bytes(frame.hex)))
            .filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(errors.map(\.text.english))")
    }

    @Test("captured frames of Hypercom-style terminals are without errors", arguments: Vector.hypercom)
    func hypercomFrames(_ frame: Vector) throws {
        let errors = MessageChecker(.hypercom).findings(try Dialect.hypercom.decode(bytes(frame.hex)))
            .filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(errors.map(\.text.english))")
    }
}
