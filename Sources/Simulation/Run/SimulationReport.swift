/// What a run, or several parts of it, found.
public struct SimulationReport: Codable, Sendable, Equatable {
    /// Version of this form.
    public var schema = 1
    /// Seed of the run.
    public var seed: UInt64
    /// Terminals of the whole run.
    public var terminals: Int
    /// Days that each trades.
    public var days: Int
    /// Customers of each terminal on each day.
    public var transactions: Int
    /// Name of the fault profile.
    public var profile: String
    /// Terminals that were run, in this report.
    public var ran = 0
    /// Parts of the run that are in this report, `1/4` and the like.
    public var shards: [String]
    /// The only terminal that was run, counted from 0; nil for a run of all terminals of its parts.
    public var only: Int?
    /// Terminals that are in none of the reports that were merged; nil in a report that was not merged.
    public var missing: [Int]?
    /// Everything that happened, counted.
    public var counts = WorldCounts()
    /// Hash of the whole event trace, 16 hexadecimal digits.
    public var hash = SimulationReport.text(0)
    /// Invariants that broke, by terminal.
    public var violations: [Violation] = []
    /// The fewest faults under which the first of them still breaks, when somebody asked for it.
    public var shrunk: Shrinking.Result?
    /// Seconds that it took; of merged reports the sum.
    public var seconds = 0.0
    /// Seconds of processor time that it took, over all threads; on a machine with other work the number that counts.
    public var processorSeconds = 0.0
    /// Threads.
    public var jobs: Int

    /// A report of nothing yet.
    init(_ settings: SimulationSettings) {
        seed = settings.seed
        terminals = settings.terminals
        days = settings.days
        transactions = settings.transactions
        profile = settings.profile.name
        shards = ["\(settings.shard.index)/\(settings.shard.count)"]
        jobs = settings.jobs
        only = settings.only
    }

    /// True when every invariant held, and no part of the run is missing.
    public var isPassed: Bool { violations.isEmpty && (missing ?? []).isEmpty }

    /// Terminal-days that were simulated in each second.
    public var daysPerSecond: Double { seconds > 0 ? Double(counts.days) / seconds : 0 }

    /// Terminal-days that one processor core simulates in a second.
    public var daysPerCoreSecond: Double { processorSeconds > 0 ? Double(counts.days) / processorSeconds : 0 }

    /// Takes the world of one terminal in. The hash holds each terminal's at its place, so that it does not matter which
    /// one is done first, or where.
    mutating func add(_ outcome: WorldOutcome) {
        ran += 1
        counts.add(outcome.counts)
        let mixed = Chance.mix(Chance.mix(UInt64(outcome.terminal)) ^ outcome.hash)
        hash = SimulationReport.text(SimulationReport.number(hash) &+ mixed)
        if let violation = outcome.violation { violations.append(violation) }
    }

    static func number(_ text: String) -> UInt64 { UInt64(text, radix: 16) ?? 0 }

    static func text(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// What became of one terminal.
struct WorldOutcome: Sendable {
    let terminal: Int
    let counts: WorldCounts
    let hash: UInt64
    let violation: Violation?
}
