import Foundation
import Simulation

/// Measures the simulation. `scripts/bench simulate` runs it in rounds, and makes a table of what it prints;
/// `scripts/simulate-ci` lets it look for broken invariants.
@main
struct SimulationBench {
    static func main() throws {
        let words = Array(CommandLine.arguments.dropFirst())
        let numbers = words.prefix(7).dropFirst(words.first == "idle" ? 1 : 2).compactMap { Int($0) }
        switch words.first {
        case "rate" where numbers.count == 5: try rate(try settings(words[1], numbers))
        case "check" where numbers.count == 5 && words.count <= 8:
            let hash = words.count == 8 ? words[7] : nil
            if !(try Check.run(try settings(words[1], numbers), profile: words[1], hash: hash)) { exit(1) }
        case "sweep" where numbers.count == 2 && numbers.allSatisfy({ $0 >= 1 }):
            guard let kind = SweepSettings.Kind(rawValue: words[1]) else { return usage() }
            if !(try Check.sweep(kind, seed: UInt64(numbers[0]), jobs: numbers[1])) { exit(1) }
        case "parts" where numbers.count == 4: try Parts.measure(try FaultProfile.named(words[1]), numbers)
        case "idle" where numbers.count == 2: try IdleWorlds.measure(count: numbers[0], days: numbers[1])
        default: usage()
        }
    }

    private static func usage() {
        print(
            """
            usage: SimulationBench rate PROFILE TERMINALS DAYS CUSTOMERS SEED JOBS    a whole run, as a line of JSON
                   SimulationBench check PROFILE TERMINALS DAYS CUSTOMERS SEED JOBS [HASH]
                                                                                      the same in words; exit code 1 when
                                                                                      an invariant broke, or the hash of
                                                                                      the run is another one
                   SimulationBench sweep KIND SEED JOBS                               the written-down day with each single
                                                                                      fault: power, messages or all
                   SimulationBench parts calm TERMINALS DAYS CUSTOMERS SEED           its parts alone, as lines of JSON
                   SimulationBench idle TERMINALS DAYS                                memory of terminals held at once,
                                                                                      idle after so many days
            """)
        exit(2)
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
}
