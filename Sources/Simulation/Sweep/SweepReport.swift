import AcquirerHost

/// What a sweep found.
package struct SweepReport: Codable, Sendable, Equatable {
    /// A day that did not end well.
    package struct Failure: Codable, Sendable, Equatable {
        /// The faults, as `--only` takes them.
        package var plan: String
        /// What broke; nil when a planned fault did not strike.
        package var invariant: Invariant?
        /// What was seen.
        package var what: String
        /// The command that plays this day alone.
        package var again: String
    }

    /// Days that were played.
    package struct Tried: Codable, Sendable, Equatable {
        /// With the power cut, once or twice.
        package var cuts = 0
        /// With a message lost, doubled, late or overtaken, one or two of them.
        package var messages = 0
        /// With both.
        package var mixed = 0
        /// All of them.
        package var total: Int { cuts + messages + mixed }
    }

    /// Version of this form.
    package var schema = 1
    /// What terminal and host spoke.
    package var dialect: HostProfile.DialectName
    /// What was swept.
    package var kind: SweepSettings.Kind
    /// Which pairs.
    package var pairs: SweepSettings.Pairs
    /// Seed of the day and of the sample.
    package var seed: UInt64
    /// Threads.
    package var jobs: Int
    /// The day, customer by customer.
    package var day: [String]
    /// Flash operations of the undisturbed day.
    package var operations: Int
    /// How many of them erase a sector.
    package var erases: Int
    /// Frames and acknowledgements from the terminal, in the undisturbed day.
    package var framesOut: Int
    /// Frames and acknowledgements to the terminal.
    package var framesIn: Int
    /// Requests at the host.
    package var requests: Int
    /// Responses of the host.
    package var responses: Int
    /// Single faults that were tried.
    package var singles = Tried()
    /// Pairs of faults that were tried.
    package var pairsTried = Tried()
    /// Pairs that there are.
    package var pairsPossible = 0
    /// Times that the power failed in all days together.
    package var powerCuts = 0
    /// Days that did not end well, in the order in which they were played.
    package var failures: [Failure] = []
    /// Hash of everything that happened on all days, 16 hexadecimal digits.
    package var hash = SimulationReport.text(0)
    /// Seconds that it took.
    package var seconds = 0.0

    init(_ settings: SweepSettings, _ undisturbed: SweepOutcome) {
        dialect = settings.profile.dialect
        kind = settings.kind
        pairs = settings.pairs
        seed = settings.seed
        jobs = settings.jobs
        day = settings.day.names
        operations = undisturbed.operations
        erases = undisturbed.erases
        framesOut = undisturbed.messages[.frameOut]
        framesIn = undisturbed.messages[.frameIn]
        requests = undisturbed.messages[.request]
        responses = undisturbed.messages[.response]
    }

    /// True when every day ended well.
    package var isPassed: Bool { failures.isEmpty }

    mutating func add(_ plan: FaultPlan, _ outcome: SweepOutcome) {
        let tried = plan.faults.count > 1 ? \SweepReport.pairsTried : \SweepReport.singles
        self[keyPath: tried][keyPath: SweepReport.place(plan)] += 1
        powerCuts += outcome.counts.powerCuts
        if let violation = outcome.violation {
            fail(plan, violation.invariant, violation.what)
        } else if let first = plan.faults.first(where: { !outcome.struck.contains($0) }) {
            fail(plan, nil, "\(first) did not strike: the day went another way than the one before it")
        }
    }

    /// Where days with these faults are counted.
    static func place(_ plan: FaultPlan) -> WritableKeyPath<Tried, Int> {
        let cuts = plan.faults.count { if case .cut = $0 { true } else { false } }
        return cuts == plan.faults.count ? \.cuts : cuts == 0 ? \.messages : \.mixed
    }

    private mutating func fail(_ plan: FaultPlan, _ invariant: Invariant?, _ what: String) {
        failures.append(
            Failure(
                plan: plan.description, invariant: invariant, what: what,
                again:
                    "tillbench simulate sweep \(kind.rawValue) --dialect \(dialect.rawValue) --seed \(seed) --only \(plan)"
            ))
    }
}
