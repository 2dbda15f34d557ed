import Foundation
import Simulation

/// Measures the simulation. `scripts/bench simulate` runs it in rounds, and makes a table of what it prints.
@main
struct SimulationBench {
    static func main() throws {
        let words = Array(CommandLine.arguments.dropFirst())
        let numbers = words.dropFirst(2).compactMap { Int($0) }
        switch words.first {
        case "rate" where numbers.count == 5: try rate(try FaultProfile.named(words[1]), numbers)
        default:
            print(
                """
                usage: SimulationBench rate PROFILE TERMINALS DAYS TRANSACTIONS SEED JOBS
                """)
            exit(2)
        }
    }

    /// A whole run as `tillbench simulate` makes it: one line of JSON.
    private static func rate(_ profile: FaultProfile, _ numbers: [Int]) throws {
        var settings = SimulationSettings(
            terminals: numbers[0], days: numbers[1], transactions: numbers[2], seed: UInt64(numbers[3]),
            profile: profile)
        settings.jobs = numbers[4]
        let report = try SimulationRun(settings).run()
        print(
            """
            {"what":"rate","profile":"\(profile.name)","jobs":\(settings.jobs),"terminals":\(settings.terminals),\
            "days":\(report.counts.days),"events":\(report.counts.events),"requests":\(report.counts.requests),\
            "seconds":\(report.seconds),"processor":\(report.processorSeconds),"violations":\(report.violations.count),\
            "hash":"\(report.hash)","rate":\(report.daysPerCoreSecond)}
            """)
    }
}
