import AcquirerHost
import Simulation

/// Runs that look for broken invariants, told in words.
enum Check {
    /// True when every invariant held, and the run has the hash that is expected.
    static func run(_ settings: SimulationSettings, profile: String, hash: String?) throws -> Bool {
        let report = try SimulationRun(settings).run()
        let size =
            "--seed \(report.seed) --terminals \(report.terminals) --days \(report.days)"
            + " --transactions \(report.transactions) --faults \(profile)"
        print(
            "\(size): \(report.counts.days) terminal-days, \(report.counts.powerCuts) power cuts, "
                + "\(report.violations.count) broken, hash \(report.hash), \(Int(report.seconds.rounded())) s")
        for violation in report.violations.prefix(5) {
            print("BROKEN \(violation.invariant.rawValue): \(violation.what)")
            print("  again: tillbench simulate \(size) --terminal \(violation.terminal)")
        }
        guard let hash, hash != report.hash else { return report.isPassed }
        print("OTHER HASH: \(hash) is written down: this run is another one than it was")
        return false
    }

    /// True when every invariant held on every day, in both dialects, and there was something to play.
    static func sweep(_ kind: SweepSettings.Kind, seed: UInt64, jobs: Int) throws -> Bool {
        var isPassed = true
        for dialect in HostProfile.DialectName.allCases {
            let settings = SweepSettings(kind: kind, seed: seed, jobs: jobs, profile: HostProfile(dialect: dialect))
            let report = try SweepRun<RealFirmware, RealHost>(settings).run()
            print(
                "sweep \(kind.rawValue) --dialect \(dialect.rawValue) --seed \(seed): \(report.singles.cuts) power cuts "
                    + "at \(report.operations) flash operations, \(report.singles.messages) faults of messages, "
                    + "\(report.failures.count) broken, hash \(report.hash), \(Int(report.seconds.rounded())) s")
            for failure in report.failures.prefix(5) {
                print("BROKEN \(failure.invariant?.rawValue ?? "sweep"): \(failure.what)")
                print("  again: \(failure.again)")
            }
            if !report.isPassed || report.singles.total == 0 { isPassed = false }
        }
        return isPassed
    }
}
