/// How a step went.
public struct StepResult: Codable, Sendable, Equatable {
    /// Number of the step, from 1.
    public var number: Int
    /// Line in the file.
    public var line: Int
    /// What was done.
    public var what: String
    /// Why it failed, or nil.
    public var failure: String?
    /// Seconds that it took.
    public var seconds: Double
}

/// How a run went.
public struct RunReport: Codable, Sendable, Equatable {
    /// Version of this form.
    public var schema = 1
    /// Title of the scenario.
    public var title: String
    /// File name.
    public var origin: String
    /// The steps, as far as the run came.
    public var steps: [StepResult]
    /// Ledger against journal at the end, or nil when the run did not come so far.
    public var reconciliation: LedgerComparison?

    /// True when every step went well and ledger and journal are equal.
    public var isPassed: Bool { steps.allSatisfy { $0.failure == nil } && reconciliation?.isEqual == true }
}
