import BenchSupport
import ArgumentParser
import Foundation
import Simulation
import VirtualTerminal

struct SimulateRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Simulate (the default). Exit code 1 when an invariant broke.")

    @Option(help: "Terminals.") var terminals = 10
    @Option(help: "Days that each terminal trades.") var days = 5
    @Option(help: "Customers of each terminal on each day.") var transactions = 100
    @Option(help: "Decides everything; the same seed gives the same run.") var seed = UInt64.random(in: 1...999_999_999)
    @Option(help: "Profile of faults: calm, shop, harsh, or a YAML file.") var faults = "shop"
    @Option(help: "Threads.") var jobs = max(1, ProcessInfo.processInfo.activeProcessorCount)
    @Option(help: ArgumentHelp("Run this part of the terminals only, as 2/4.", valueName: "i/n")) var shard: String?
    @Option(help: "Run this terminal only, counted from 0.") var terminal: Int?
    @Option(
        help: ArgumentHelp(
            "With --terminal: nothing but these faults strikes, as --shrink names them; or none.", valueName: "faults"))
    var only: String?
    @Option(
        help: ArgumentHelp(
            "With --terminal: customers who stay away, counted from 0 over all days, as 3,5-9.", valueName: "numbers"))
    var absent: String?
    @Flag(help: "Look for the fewest faults, days and customers that still break the first invariant that broke.")
    var shrink = false
    @Option(
        help: ArgumentHelp(
            "Write the first terminal at which an invariant broke as a scenario for `scenario run`: with --shrink just "
                + "the fewest faults; with --terminal that terminal, also when all held. What real parts cannot be made to do is "
                + "named in the file and on standard error, and changes no exit code.", valueName: "file"))
    var scenario: String?
    @Flag(help: "The report as JSON on standard output.") var json = false
    @Option(help: ArgumentHelp("Write the report as JUnit XML.", valueName: "file")) var junit: String?
    @Option(help: ArgumentHelp("Write what happens, line by line.", valueName: "file")) var trace: String?

    func validate() throws {
        guard terminals >= 1, days >= 1, transactions >= 0, jobs >= 1, jobs <= 1024 else {
            throw ValidationError("--terminals, --days and --jobs are 1 or more, --transactions is 0 or more")
        }
        guard transactions <= 20_000 else { throw ValidationError("--transactions is at most 20000 a day") }
        if let terminal, !(0..<terminals).contains(terminal) {
            throw ValidationError("--terminal is 0 to \(terminals - 1) when there are \(terminals) terminals")
        }
        let (index, count) = try part()
        guard index <= terminals else {
            throw ValidationError("part \(index)/\(count) of \(terminals) terminals is empty")
        }
        guard terminal == nil || shard == nil else {
            throw ValidationError("--terminal runs one terminal, --shard a part of them: leave one of them out")
        }
        guard terminal != nil || (only == nil && absent == nil) else {
            throw ValidationError("--only and --absent go with --terminal: they are about one terminal")
        }
        _ = try onlyFaults()
        _ = try absentCustomers()
    }

    private func onlyFaults() throws -> Set<FaultEvent>? {
        guard let only else { return nil }
        guard only != "none" else { return [] }
        return try Set(
            only.split(separator: ",", omittingEmptySubsequences: false).map { name in
                guard let fault = FaultEvent(name: String(name)) else {
                    throw ValidationError(
                        "\"\(name)\" is no fault; write kind@customer.n, such as request-lost@3.0, or none")
                }
                return fault
            })
    }

    private func absentCustomers() throws -> Set<Int> {
        guard let absent else { return [] }
        guard let numbers = NumberList.numbers(absent, most: days * transactions - 1) else {
            throw ValidationError(
                "\"\(absent)\" names no customers; write 3,5-9, with numbers below \(days * transactions)")
        }
        return numbers
    }

    private func part() throws -> (index: Int, count: Int) {
        guard let shard else { return (1, 1) }
        let numbers = shard.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let index = numbers[0], let count = numbers[1], count >= 1,
            (1...count).contains(index)
        else { throw ValidationError("\"\(shard)\" is no part of a run; write it as 2/4") }
        return (index, count)
    }

    func run() throws {
        let profile: FaultProfile
        do { profile = try FaultProfile.named(faults) } catch {
            throw BenchError(
                .file, "the fault profile cannot be used", why: error.description,
                next: "`tillbench simulate profile` prints a profile to begin with")
        }
        var settings = SimulationSettings(
            terminals: terminals, days: days, transactions: transactions, seed: seed, profile: profile)
        settings.jobs = jobs
        settings.shard = try part()
        settings.only = terminal
        settings.faults = try onlyFaults()
        settings.absent = try absentCustomers()
        try Interruption.atInterruption { Talk.error("") }
        let file = try trace.map { try TraceFile($0) }
        let bar = ProgressLine()
        var report = try SimulationRun(settings).run(
            trace: file.map { file in { line in try file.write(line) } }, progress: bar.show)
        bar.clear()
        try file?.close()
        if shrink, let first = report.violations.first {
            Talk.error("looking for the fewest faults, days and customers at terminal \(first.terminal)")
            report.shrunk = try Shrinking(settings).shrink(terminal: first.terminal)
        }
        if let junit { try SimulateOutput.write(report.junit, to: junit) }
        try writeScenario(report, settings)
        try SimulateOutput.finish(report, json: json, faults: faults)
    }

    /// Writes the scenario that was asked for, and says what it cannot hold.
    private func writeScenario(_ report: SimulationReport, _ settings: SimulationSettings) throws {
        guard let scenario else { return }
        guard let number = report.violations.first?.terminal ?? terminal else {
            Talk.error("no scenario is written: every invariant held; name a terminal with --terminal to have its day")
            return
        }
        var settings = settings
        report.shrunk?.apply(to: &settings)
        let replay = try ReplayScenario(settings, terminal: number)
        try SimulateOutput.write(replay.text, to: scenario)
        Talk.error(
            "\(scenario): terminal \(number), \(replay.faults) faults and \(replay.powerCuts) power cuts, for "
                + "`tillbench scenario run`")
        for part in replay.omitted { Talk.error("not in the scenario: \(part)") }
    }
}

/// A file that lines go to.
final class TraceFile {
    private let path: String
    private let handle: FileHandle
    private var buffer = Data()

    init(_ path: String) throws {
        self.path = path
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else {
            throw BenchError(
                .file, "cannot write the trace \(path)", why: "the file cannot be made", next: "name another file")
        }
        self.handle = handle
    }

    func write(_ line: String) throws {
        buffer.append(contentsOf: line.utf8)
        buffer.append(0x0A)
        if buffer.count > 1 << 20 { try flush() }
    }

    func close() throws {
        try flush()
        try handle.close()
    }

    private func flush() throws {
        do { try handle.write(contentsOf: buffer) } catch {
            throw BenchError(
                .file, "cannot write the trace \(path)", why: FileReason.of(error, at: path),
                next: "make room, or name another file"
            )
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
