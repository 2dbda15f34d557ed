/// What came of one check.
public struct CheckResult: Equatable, Sendable {
    /// Name of the check.
    public let name: String
    /// The rule, in a sentence.
    public let rule: String
    /// How it ended.
    public let outcome: Outcome
    /// What was measured or found on the way.
    public let facts: [Fact]
    /// How long it took.
    public let seconds: Double

    /// A result.
    public init(name: String, rule: String, outcome: Outcome, facts: [Fact] = [], seconds: Double = 0) {
        self.name = name
        self.rule = rule
        self.outcome = outcome
        self.facts = facts
        self.seconds = seconds
    }
}

extension CheckResult: Encodable {
    private enum Key: String, CodingKey {
        case name, rule, outcome, expected, got, place, offset, reason, facts, seconds
    }

    /// Writes a flat object: the outcome as a word, and beside it what belongs to that outcome.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(name, forKey: .name)
        try object.encode(rule, forKey: .rule)
        try object.encode(outcome.word, forKey: .outcome)
        switch outcome {
        case .passed: break
        case .failed(let mismatch):
            try object.encode(mismatch.expected, forKey: .expected)
            try object.encode(mismatch.got, forKey: .got)
            try object.encodeIfPresent(mismatch.place, forKey: .place)
            try object.encodeIfPresent(mismatch.offset, forKey: .offset)
        case .notSupported(let reason), .skipped(let reason): try object.encode(reason, forKey: .reason)
        }
        try object.encode(facts, forKey: .facts)
        try object.encode((seconds * 1000).rounded() / 1000, forKey: .seconds)
    }
}
