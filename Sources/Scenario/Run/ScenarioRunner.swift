import AcquirerHost
import Foundation
import Settlement
import VirtualTerminal

/// Plays a scenario on real parts: a terminal process behind a pseudo-terminal, a bridge, a TCP host, files.
public final class ScenarioRunner {
    private let scenario: ScenarioFile
    private let bench: Bench
    private let console: Console
    private let clerk: Operator
    private let checks: Checks
    /// Trace number, reference and date of sales with a label.
    private var labels: [String: RecordReport] = [:]
    private var papersShown = 0
    private var lastDisplay: DisplayReport?

    /// Lays the bench.
    ///
    /// - Parameters:
    ///   - scenario: What to play.
    ///   - folder: Where flash, ledger and papers go.
    ///   - program: The `tillbench` executable, which runs the terminal.
    ///   - console: Takes what is told.
    /// - Throws: `BenchError` when a part does not start.
    public init(_ scenario: ScenarioFile, folder: URL, program: String, console: Console) throws {
        self.scenario = scenario
        self.console = console
        bench = try Bench(scenario: scenario, folder: folder, program: program, console: console)
        clerk = Operator(bench: bench)
        checks = Checks(bench: bench, terminalID: scenario.terminal.terminalID)
    }

    /// Plays the scenario to its end, or to the first step that fails.
    public func run() -> RunReport {
        defer { bench.tearDown() }
        var report = RunReport(title: scenario.title, origin: scenario.origin, steps: [], reconciliation: nil)
        for (index, step) in scenario.steps.enumerated() {
            let begun = ContinuousClock.now
            if let note = step.note { console.line("    # \(note)") }
            console.line("[\(bench.clock.now.description.prefix(16))] \(index + 1). \(step.action.description)")
            var failure: String?
            do { try perform(step) } catch let error as BenchError {
                failure = error.what + (error.why.isEmpty ? "" : ": " + error.why)
            } catch {
                failure = "\(error)"
            }
            tellWhatChanged()
            let took = ContinuousClock.now - begun
            report.steps.append(
                StepResult(
                    number: index + 1, line: step.line, what: step.action.description, failure: failure,
                    seconds: Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18))
            if let failure {
                console.line("      FAILED (\(scenario.origin):\(step.line)): \(failure)")
                break
            }
        }
        do {
            report.reconciliation = LedgerComparison(
                journal: try bench.journal(), ledger: try bench.ledger(), terminalID: scenario.terminal.terminalID)
        } catch {
            console.problem("ledger and journal cannot be compared: \(error)")
        }
        return report
    }

    private func perform(_ step: Step) throws {
        switch step.action {
        case .signOn: try clerk.signOn()
        case .sale(let name, let minorUnits, let pin, let label):
            guard let card = TestCard.named(name) else { return }
            try clerk.sale(card: card, minorUnits: minorUnits, pin: pin)
            if let label, let record = try lastRecord() { labels[label] = record }
        case .void(let label):
            guard let sale = labels[label] else { throw unknown(label) }
            try clerk.void(trace: sale.trace)
        case .refund(let name, let minorUnits, let label):
            guard let card = TestCard.named(name) else { return }
            guard let sale = labels[label], let reference = sale.reference else { throw unknown(label) }
            let date = sale.at.prefix(10).suffix(5).replacingOccurrences(of: "-", with: "")
            try clerk.refund(card: card, minorUnits: minorUnits, monthDay: date, reference: reference)
        case .settle: try clerk.settle()
        case .press(let keys):
            try clerk.press(keys)
            try clerk.rest()
        case .swipe(let name):
            guard let card = TestCard.named(name) else { return }
            try bench.client.ask(.swipe(track2: card.track2))
            try clerk.rest()
        case .misread: try bench.client.ask(.misread)
        case .skip(let seconds): try skip(seconds)
        case .skipTo(let time): try skip(time.secondNumber - bench.clock.now.secondNumber)
        case .line(let isCut): isCut ? bench.switches.cutLine() : bench.switches.restoreLine()
        case .fault(let fault): bench.wire.arm(fault)
        case .host(let isUp): isUp ? try bench.startHost() : try bench.stopHost()
        case .printer(let problem, let lines):
            try bench.client.ask(.printer(problem: problem, afterLines: lines))
        case .power(let isOn):
            if isOn {
                bench.buryTerminal()
                try bench.powerOn()
                try clerk.rest()
            } else {
                bench.powerOff()
            }
        case .expect(let expectations, let limit): try expect(expectations, within: limit)
        }
    }

    private func skip(_ seconds: Int64) throws {
        guard seconds >= 0 else {
            throw BenchError(.file, "the clock would go back", why: "it shows \(bench.clock.now)", next: "")
        }
        bench.clock.skip(seconds: seconds)
        if bench.isPowerCut { return }
        try bench.client.ask(.skip(seconds: seconds))
    }

    private func unknown(_ label: String) -> BenchError {
        BenchError(
            .file, "the sale \"\(label)\" was not approved", why: "", next: "let it be approved before it is used")
    }

    private func lastRecord() throws -> RecordReport? { try bench.journal().batches.last?.records.last }

    /// Waits for what must be so: things take their time on real parts.
    private func expect(_ expectations: [Expectation], within limit: Double) throws {
        let end = ContinuousClock.now + .milliseconds(Int64(limit * 1000))
        for expectation in expectations {
            while let failure = try checks.failure(of: expectation) {
                guard ContinuousClock.now < end else { throw BenchError(.check, failure, why: "", next: "") }
                usleep(15_000)
            }
        }
    }

    /// Plays the scenario with one power cut at `moment` seconds, as a clerk would live through it: what the cut
    /// interrupts is not repeated, what is expected on the way is not asked for, and at the end the batch is settled.
    ///
    /// - Returns: Ledger against journal at the end, and how long the day took in seconds.
    /// - Throws: `BenchError` when the terminal does not come to an end.
    public func runWithPowerCut(at moment: Double?) throws -> (LedgerComparison, seconds: Double) {
        defer { bench.tearDown() }
        let begun = ContinuousClock.now
        if let moment {
            Thread.detachNewThread { [switches = bench.switches] in
                Thread.sleep(forTimeInterval: moment)
                switches.cutPower()
            }
        }
        for step in scenario.steps {
            if case .expect = step.action { continue }
            if bench.isPowerCut { try bench.powerOn() }
            // What the cut interrupted fails; whether anything was lost is seen at the end, and only there.
            do { try perform(step) } catch { console.line("      interrupted: \(step.action): \(error)", .everything) }
        }
        let took = ContinuousClock.now - begun
        let reconciliation = try settleUp()
        return (reconciliation, Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18)
    }

    /// Answers what the terminal asks and settles until nothing is open any more.
    private func settleUp() throws -> LedgerComparison {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            do {
                if bench.isPowerCut { try bench.powerOn() }
                guard let display = try clerk.rest() else { continue }
                let journal = try bench.journal()
                if let open = journal.batches.last, open.state == .open,
                    !open.records.contains(where: { ["approved", "sent", "reversal-pending"].contains($0.state) })
                {
                    return LedgerComparison(
                        journal: journal, ledger: try bench.ledger(), terminalID: scenario.terminal.terminalID)
                }
                switch display.screen {
                case "idle", "settle-first", "settle-reminder", "settle-now": try clerk.settle()
                case "close-interrupted", "close-unfinished", "reversal-pending", "advice-pending", "no-answer",
                    "printer-stopped", "clock-wrong":
                    try clerk.press(["ENTER"])
                default: try clerk.press(["CANCEL"])
                }
            } catch let error as BenchError where bench.isPowerCut {
                console.line("      interrupted: \(error.what)", .everything)
            }
        }
        throw BenchError(
            .check, "the batch could not be settled within a minute",
            why: "the terminal shows "
                + ((try? bench.client.ask(.show).display.lines.joined(separator: " / ")) ?? "nothing"), next: "")
    }

    /// New papers, and the display when it has changed.
    private func tellWhatChanged() {
        if let papers = try? bench.papers(), papers.count > papersShown {
            for paper in papers[papersShown...] {
                console.box(
                    "paper", paper.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init),
                    width: 32)
            }
            papersShown = papers.count
        }
        guard !bench.isPowerCut, let display = try? bench.client.ask(.show).display else { return }
        if display.lines != lastDisplay?.lines, display.screen != "idle" {
            console.box("display", display.lines, width: 24)
        }
        lastDisplay = display
    }
}
