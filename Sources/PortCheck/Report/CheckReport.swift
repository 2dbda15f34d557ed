import SerialDriver

/// What came of a run.
public struct CheckReport: Sendable {
    /// The ports.
    public let pair: PortPair
    /// How the checks were carried out.
    public let options: CheckOptions
    /// Results, in order.
    public let results: [CheckResult]
    /// Why the rest was not tried, when a port went away in the middle.
    public let trouble: SerialError?

    /// A report.
    public init(pair: PortPair, options: CheckOptions, results: [CheckResult], trouble: SerialError? = nil) {
        self.pair = pair
        self.options = options
        self.results = results
        self.trouble = trouble
    }

    /// Names of the checks that failed.
    public var failed: [String] { names("failed") }
    /// Names of the checks that passed.
    public var passed: [String] { names("passed") }
    /// Names of the checks that the device or the cable cannot do.
    public var notSupported: [String] { names("not supported") }
    /// Names of the checks that were not tried.
    public var skipped: [String] { names("skipped") }

    private func names(_ word: String) -> [String] { results.filter { $0.outcome.word == word }.map(\.name) }

    /// The counts, in a sentence.
    public var summary: String {
        "\(results.count) checks: \(passed.count) passed, \(failed.count) failed, "
            + "\(notSupported.count) not supported, \(skipped.count) skipped"
    }
}

extension CheckReport: Encodable {
    private enum Key: String, CodingKey {
        case schema, a, b, isLoopback, isPseudoTerminal, settings, seed, results, passed, failed, notSupported, skipped
        case trouble
    }

    /// Writes the object of `tillbench ports test --json`.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(1, forKey: .schema)
        try object.encode(pair.a, forKey: .a)
        try object.encode(pair.b, forKey: .b)
        try object.encode(pair.isLoopback, forKey: .isLoopback)
        try object.encode(pair.isPseudoTerminal, forKey: .isPseudoTerminal)
        try object.encode(options.settings.description, forKey: .settings)
        try object.encode(options.seed, forKey: .seed)
        try object.encode(results, forKey: .results)
        try object.encode(passed.count, forKey: .passed)
        try object.encode(failed.count, forKey: .failed)
        try object.encode(notSupported.count, forKey: .notSupported)
        try object.encode(skipped.count, forKey: .skipped)
        try object.encodeIfPresent(trouble?.what, forKey: .trouble)
    }
}
