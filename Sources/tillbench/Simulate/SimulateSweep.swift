import AcquirerHost
import ArgumentParser
import Foundation
import Simulation
import VirtualTerminal

extension SweepSettings.Kind: ExpressibleByArgument {}
extension SweepSettings.Pairs: ExpressibleByArgument {}

/// Which dialects a sweep is played in.
enum SweepDialects: String, CaseIterable, ExpressibleByArgument {
    case unionpay
    case hypercom
    case both

    var names: [HostProfile.DialectName] {
        switch self {
        case .unionpay: [.unionPay]
        case .hypercom: [.hypercom]
        case .both: HostProfile.DialectName.allCases
        }
    }
}

struct SimulateSweep: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Play a written-down day with a fault at every place. Exit code 1 when an invariant broke.",
        discussion: """
            The day holds every kind of transaction, a close that does not balance and is uploaded, and one that balances. power \
            cuts the power at each flash operation: before it, half done in three ways, after it. messages lets each frame on the \
            line and each request and response at the host be lost, doubled, late or overtaken. Pairs are a second cut in the \
            recovery from the first, a second message after the first, and with all a cut and a message; of the last kind \
            there are millions, and a sample is played also with full. Each dialect is a sweep of its own.

            --only plays one day: cut@57:torn-2 is the 57th flash operation, response@4:late the 4th response; ways are \
            frame-out (from the terminal), frame-in, request and response; several faults are joined by commas.
            """)

    @Argument(help: "power, messages or all.") var kind = SweepSettings.Kind.all
    @Option(help: "What terminal and host speak: unionpay, hypercom or both.") var dialect = SweepDialects.both
    @Option(help: "Pairs of faults: none, sampled or full (default: none).") var pairs: SweepSettings.Pairs?
    @Option(help: "Pairs that are played when they are sampled, in each dialect (default: 1000).") var samples: Int?
    @Option(help: "Decides the day's chance and the sample.") var seed: UInt64 = 1
    @Option(help: "Threads (default: as many as there are processors).") var jobs: Int?
    @Option(help: ArgumentHelp("Play the day once, with these faults.", valueName: "faults")) var only: String?
    @Option(help: ArgumentHelp("With --only: write what happens, line by line.", valueName: "file")) var trace: String?
    @Flag(help: "The reports as JSON on standard output: a list, one for each dialect.") var json = false
    @Option(help: ArgumentHelp("Write the report as JUnit XML.", valueName: "file")) var junit: String?

    func validate() throws {
        guard samples ?? 1 >= 1, (1...1024).contains(jobs ?? 1) else {
            throw ValidationError("--samples is 1 or more, --jobs is 1 to 1024")
        }
        guard trace == nil || only != nil else { throw ValidationError("--trace goes with --only") }
        guard samples == nil || pairs == .sampled else { throw ValidationError("--samples goes with --pairs sampled") }
        if let only { try check(only) }
    }

    private func check(_ only: String) throws {
        guard !json, junit == nil, pairs == nil, jobs == nil else {
            throw ValidationError(
                "--only plays one day, and has no report: leave --json, --junit, --pairs and --jobs out")
        }
        guard let plan = FaultPlan(only) else {
            throw ValidationError("\"\(only)\" is no list of faults; write it as cut@57:torn-2,response@4:late")
        }
        if let place = plan.placeNamedTwice {
            throw ValidationError("\(place) has two faults, and only one can strike: leave one of them out")
        }
        let other = plan.faults.first { kind == .power ? !$0.isCut : kind == .messages ? $0.isCut : false }
        if let other { throw ValidationError("\(other) is no fault of a sweep of \(kind.rawValue)") }
    }

    func run() throws {
        let sweeps = try dialect.names.map { name in
            let settings = SweepSettings(
                kind: kind, pairs: pairs ?? .none, samples: samples ?? 1000, seed: seed,
                jobs: jobs ?? max(1, ProcessInfo.processInfo.activeProcessorCount), profile: HostProfile(dialect: name))
            return (name: name, sweep: try SweepRun<RealFirmware, RealHost>(settings))
        }
        if let plan = only.flatMap({ FaultPlan($0) }) { return try play(plan, sweeps) }
        try Interruption.atInterruption { Talk.error("") }
        var reports: [SweepReport] = []
        for (name, sweep) in sweeps {
            let bar = SweepProgress(name: name.rawValue)
            do { reports.append(try sweep.run(progress: bar.show)) } catch let error as SweepError {
                throw BenchError(
                    .check, "the sweep in \(name.rawValue) cannot begin", why: error.description,
                    next: "try another --seed")
            }
            bar.clear()
            if let report = reports.last, !json { lines(report).forEach(Talk.say) }
        }
        if let junit { try SimulateOutput.write(SweepReport.junit(reports), to: junit) }
        if json { try Talk.json(reports) }
        if !reports.allSatisfy(\.isPassed) { throw ExitCode(1) }
    }

    private func play(
        _ plan: FaultPlan, _ sweeps: [(name: HostProfile.DialectName, sweep: SweepRun<RealFirmware, RealHost>)]
    ) throws {
        let file = try trace.map { try TraceFile($0) }
        var isWell = true
        var hasStruck = true
        for (name, sweep) in sweeps {
            var lines: [String] = []
            let outcome = try sweep.play(plan, log: file == nil ? nil : { lines.append("\(name.rawValue) \($0)") })
            for line in lines { try file?.write(line) }
            say(plan, outcome, name)
            if outcome.violation != nil { isWell = false }
            if outcome.struck.count < plan.faults.count { hasStruck = false }
        }
        try file?.close()
        if !isWell { throw ExitCode(1) }
        guard hasStruck else {
            throw BenchError(
                .check, "not every fault of --only struck, so nothing is proved",
                why: "the day of this seed is over before it", next: "name a place within the counts, or another --seed"
            )
        }
    }

    private func say(_ plan: FaultPlan, _ outcome: SweepOutcome, _ name: HostProfile.DialectName) {
        Talk.say(
            "\(name.rawValue): \(outcome.counts.customers) customers, \(outcome.operations) flash operations, "
                + "\(outcome.messages[.request]) requests, \(outcome.counts.powerCuts) power cuts")
        for fault in plan.faults {
            Talk.say(
                "\(fault) \(outcome.struck.contains(fault) ? "struck" : "did not strike: the day is over before it")")
        }
        guard let violation = outcome.violation else {
            if outcome.struck.count == plan.faults.count { Talk.say("every invariant held") }
            return
        }
        Talk.say("BROKEN \(violation.invariant.rawValue): \(violation.what)")
        Talk.say("  step \(violation.step), \(violation.at)")
    }

    private func lines(_ report: SweepReport) -> [String] {
        let days = report.singles.total + report.pairsTried.total
        var lines = [
            "\(report.dialect.rawValue): a day of \(report.day.count) customers, seed \(report.seed): \(report.operations) flash operations "
                + "(\(report.erases) erases), \(report.framesOut) frames from and \(report.framesIn) to the terminal, \(report.requests) requests, "
                + "\(report.responses) responses",
            "single faults: \(report.singles.cuts) power cuts, \(report.singles.messages) messages",
        ]
        if report.pairs != .none {
            lines.append(
                "pairs: \(report.pairsTried.cuts) of power cuts, \(report.pairsTried.messages) of messages, "
                    + "\(report.pairsTried.mixed) of both, of \(report.pairsPossible) that there are")
        }
        lines.append(
            "\(days) days, \(report.powerCuts) times without power, in \(Int(report.seconds.rounded())) s with "
                + "\(report.jobs) \(report.jobs == 1 ? "thread" : "threads"), hash \(report.hash)")
        for failure in report.failures.prefix(20) {
            lines.append("BROKEN \(failure.invariant?.rawValue ?? "sweep"): \(failure.what)")
            lines.append("  again: \(failure.again)")
        }
        if report.failures.count > 20 { lines.append("... and \(report.failures.count - 20) more") }
        lines.append(
            report.isPassed ? "every invariant held on every day" : "\(report.failures.count) days broke an invariant")
        return lines
    }
}

/// One line on standard error that tells how far a sweep is; only where somebody sees it.
struct SweepProgress {
    let name: String
    private let isShown = isatty(2) == 1
    private let begun = Date()

    func show(_ done: Int, _ total: Int) {
        guard isShown, total > 0 else { return }
        let filled = String(repeating: "#", count: done * 20 / total)
        let bar = filled + String(repeating: ".", count: 20 - filled.count)
        let seconds = -begun.timeIntervalSinceNow
        let rate = seconds > 0 ? Int(Double(done) / seconds) : 0
        write("\r\(name) [\(bar)] \(done * 100 / total) %  \(done) of \(total) days, \(rate) a second   ")
    }

    func clear() { if isShown { write("\r\u{1B}[K") } }

    private func write(_ text: String) {
        // Where talk cannot be written there is nobody to tell.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
