import BenchSupport

/// How days with killed processes ended.
public struct KillReport: Codable, Sendable, Equatable {
    /// Version of this form.
    public var schema = 1
    /// Title of the scenario.
    public var title: String
    /// File name.
    public var origin: String
    /// What decided who was struck, and when; nil for a day whose strikes were given.
    public var seed: UInt64?
    /// Days that were played side by side.
    public var jobs: Int
    /// How long it took, in seconds.
    public var seconds: Double
    /// Processes that were killed on all days together.
    public var killed: KillCount
    /// Receipts that were looked up in the ledger.
    public var receipts: Int
    /// Days on which ledger, journal and receipts were not equal.
    public var failed: Int
    /// The days in order; only an undisturbed one, with number 0, when not even that ended well.
    public var days: [KillRun.Outcome]

    /// The report of a run.
    public init(_ scenario: ScenarioFile, seed: UInt64?, jobs: Int, seconds: Double, days: [KillRun.Outcome]) {
        title = scenario.title
        origin = scenario.origin
        self.seed = seed
        self.jobs = jobs
        self.seconds = seconds
        self.days = days
        killed = days.reduce(into: KillCount()) { $0 += $1.killed }
        receipts = days.reduce(0) { $0 + $1.receipts }
        failed = days.count { $0.failure != nil }
    }

    /// As JUnit XML: a test case for each day, named after its strikes.
    public var junit: String {
        let cases = days.map { day in
            JUnit.Case(
                name: "day \(day.number)" + (day.strikes.isEmpty ? "" : " " + day.moments), seconds: day.seconds,
                outcome: day.failure.map { .failed([$0]) } ?? .passed)
        }
        return JUnit.document([JUnit.Suite(title: title, cases: cases)])
    }
}
