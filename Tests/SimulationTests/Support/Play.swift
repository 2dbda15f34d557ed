import Simulation

/// Plays terminals of a run one after the other, with the real parts.
func play(
    _ profile: FaultProfile, seed: UInt64, terminals: Int = 1, days: Int = 2, transactions: Int = 20, jobs: Int = 1
) throws -> SimulationReport {
    var settings = SimulationSettings(
        terminals: terminals, days: days, transactions: transactions, seed: seed, profile: profile)
    settings.jobs = jobs
    return try SimulationRun(settings).run()
}

/// What broke, for the message of a failing test.
func words(_ violations: [Violation]) -> String {
    violations.map {
        "\($0.invariant.rawValue), terminal \($0.terminal), day \($0.day), step \($0.step): \($0.what)"
    }.joined(separator: "\n")
}
