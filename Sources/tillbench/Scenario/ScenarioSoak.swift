import ArgumentParser
import Foundation
import Scenario
import VirtualTerminal

struct ScenarioSoak: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak", abstract: "Let many shops sell and settle for a long time on real parts.",
        discussion: """
            Each terminal is a process on a pseudo-terminal of its own; one bridge process serves all lines, one host process \
            keeps one ledger. Clerks sell, void, refund and settle. At the end the ledger is held against all journals, all \
            receipts, and what the clerks saw approved. Ctrl-C closes the shops: what was begun is finished, settled and \
            checked. Exit code 1 when anything was lost or went wrong, 130 after Ctrl-C.
            """)

    @Option(help: "Terminals.") var terminals = 50
    @Option(help: "How long the shops are open.") var minutes = 10.0
    @Option(help: "Longest pause of a clerk between two customers, in seconds.") var pause = 1.0
    @Option(help: "Customers between two settlements, on average.") var settleAfter = 25
    @Option(help: "Line rate.") var baud = 115_200
    @Option(help: "Decides cards, amounts, pauses and settlements.") var seed = UInt64.random(in: 1...UInt64.max)
    @Option(help: "Keep flash, ledger and papers in this folder.") var keep: String?
    @Flag(help: "The report as JSON on standard output.") var json = false

    func validate() throws {
        guard (1...500).contains(terminals), minutes > 0, minutes <= 10_000, (0...3600).contains(pause),
            (1...800).contains(settleAfter), (50...4_000_000).contains(baud)
        else {
            throw ValidationError(
                "--terminals is 1 to 500, --minutes up to 10000, --pause 0 to 3600 s, --settle-after 1 to 800, "
                    + "--baud 50 to 4000000")
        }
    }

    func run() throws {
        let folder = try RunFolder(keep: keep)
        defer { folder.remove() }
        let stop = try Interruption.descriptor()
        let plan = SoakPlan(
            terminals: terminals, seconds: minutes * 60, pause: pause, settleAfter: settleAfter, baud: baud, seed: seed)
        Talk.error("\(terminals) terminals, \(ScenarioSoak.text(minutes)) minutes, seed \(seed)")
        let isTTY = isatty(2) == 1
        var toldAt = 0.0
        let report = try SoakRun(plan, folder: folder.url, program: RunFolder.program).run(
            isInterrupted: {
                var watched = pollfd(fd: stop, events: Int16(POLLIN), revents: 0)
                return poll(&watched, 1, 0) > 0
            },
            tell: { progress in
                guard isTTY || progress.seconds >= toldAt + 30 else { return }
                toldAt = progress.seconds
                let left = max(0, plan.seconds - progress.seconds)
                let line =
                    "\(Int(progress.seconds)) s, \(progress.transactions) transactions, "
                    + "\(ScenarioSoak.text(Double(progress.transactions) / progress.seconds)) a second, "
                    + "\(progress.settlements) settlements, \(progress.problems) problems, \(Int(left)) s left"
                if isTTY {
                    FileHandle.standardError.write(Data("\r\(line) \u{1B}[K".utf8))
                } else {
                    Talk.error(line)
                }
            })
        if isTTY { Talk.error("") }
        for problem in report.problems.prefix(50) { Talk.error("! \(problem)") }
        if report.problems.count > 50 { Talk.error("! and \(report.problems.count - 50) more") }
        for note in report.lineNotes.prefix(10) { Talk.error("line: \(note)") }
        if json { try Talk.json(report) } else { ScenarioSoak.show(report) }
        if report.isInterrupted {
            folder.remove()
            Interruption.exitIfCaught(stop)
        }
        if !report.isPassed { throw ExitCode(1) }
    }

    private static func show(_ report: SoakReport) {
        func row(_ name: String, _ latency: Latency) {
            Talk.say(
                "\(name) (\(latency.count)): p50 \(text(latency.p50)) ms, p95 \(text(latency.p95)) ms, "
                    + "p99 \(text(latency.p99)) ms, max \(text(latency.max)) ms")
        }
        Talk.say(
            "\(report.transactions) transactions in \(text(report.seconds)) s, \(text(report.transactionsPerSecond)) a second; "
                + "\(report.messages) messages, \(report.settlements) settlements, "
                + "\(report.lineNotes.count) frames put right by the links")
        row("request to response", report.response)
        row("first key to receipt", report.counter)
        Talk.say(
            "\(report.approved) approved, \(report.receipts) receipts, \(report.postings) bookings in the ledger; "
                + (report.isPassed ? "ledger and journals equal, nothing lost" : "\(report.problems.count) PROBLEMS"))
    }

    private static func text(_ value: Double) -> String { String(format: "%.1f", value) }
}
