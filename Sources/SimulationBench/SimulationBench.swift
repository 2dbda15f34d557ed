import Foundation
import Simulation

/// Measures the simulation. `scripts/bench simulate` runs it in rounds, and makes a table of what it prints;
/// `scripts/simulate-ci` lets it look for broken invariants.
@main
struct SimulationBench {
    static func main() throws {
        let words = Array(CommandLine.arguments.dropFirst())
        let numbers = words.dropFirst(words.first == "idle" ? 1 : 2).compactMap { Int($0) }
        switch words.first {
        case "rate" where numbers.count == 5: try rate(try settings(words[1], numbers))
        case "check" where numbers.count == 5:
            if !(try check(try settings(words[1], numbers), profile: words[1])) { exit(1) }
        case "parts" where numbers.count == 4: try Parts.measure(try FaultProfile.named(words[1]), numbers)
        case "idle" where numbers.count == 2: try IdleWorlds.measure(count: numbers[0], days: numbers[1])
        default:
            print(
                """
                usage: SimulationBench rate PROFILE TERMINALS DAYS CUSTOMERS SEED JOBS    a whole run, as a line of JSON
                       SimulationBench check PROFILE TERMINALS DAYS CUSTOMERS SEED JOBS   the same in words; exit code 1 when
                                                                                          an invariant broke
                       SimulationBench parts calm TERMINALS DAYS CUSTOMERS SEED           its parts alone, as lines of JSON
                       SimulationBench idle TERMINALS DAYS                                memory of terminals held at once,
                                                                                          idle after so many days
                """)
            exit(2)
        }
    }

    private static func settings(_ profile: String, _ numbers: [Int]) throws -> SimulationSettings {
        var settings = SimulationSettings(
            terminals: numbers[0], days: numbers[1], transactions: numbers[2], seed: UInt64(numbers[3]),
            profile: try FaultProfile.named(profile))
        settings.jobs = numbers[4]
        return settings
    }

    private static func rate(_ settings: SimulationSettings) throws {
        let report = try SimulationRun(settings).run()
        print(
            """
            {"what":"rate","profile":"\(report.profile)","jobs":\(report.jobs),"terminals":\(report.terminals),\
            "days":\(report.counts.days),"events":\(report.counts.events),"requests":\(report.counts.requests),\
            "seconds":\(report.seconds),"processor":\(report.processorSeconds),\
            "violations":\(report.violations.count),"hash":"\(report.hash)","kilobytes":\(Memory.peakKilobytes)}
            """)
    }

    /// True when every invariant held.
    private static func check(_ settings: SimulationSettings, profile: String) throws -> Bool {
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
        return report.isPassed
    }
}
