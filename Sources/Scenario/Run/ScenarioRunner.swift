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
    /// What carries a label, with the card that it was made with.
    private var labels: [String: Labelled] = [:]
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
    public convenience init(_ scenario: ScenarioFile, folder: URL, program: String, console: Console) throws {
        try self.init(scenario, folder: folder, program: program, console: console, host: .inside)
    }

    /// Lays a bench with the host at this place.
    init(
        _ scenario: ScenarioFile, folder: URL, program: String, console: Console, host place: HostPart.Place
    ) throws {
        self.scenario = scenario
        self.console = console
        bench = try Bench(scenario: scenario, folder: folder, program: program, console: console, host: place)
        clerk = Operator(
            client: bench.client, isPowerCut: { [switches = bench.switches] in switches.isPowerCut.withLock { $0 } },
            bench: bench)
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
            report.steps.append(
                StepResult(
                    number: index + 1, line: step.line, what: step.action.description, failure: failure,
                    seconds: seconds(since: begun)))
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
            guard let card = card(name) else { return }
            try clerk.sale(card: card, minorUnits: minorUnits, pin: pin)
            try remember(label, card)
        case .void(let label):
            guard let made = labels[label] else { throw unknown(label) }
            try clerk.void(made)
        case .refund(let name, let minorUnits, let label):
            guard let card = card(name) else { return }
            guard let sale = labels[label], let reference = sale.record.reference else { throw unknown(label) }
            try clerk.refund(card: card, minorUnits: minorUnits, monthDay: sale.monthDay, reference: reference)
        case .settle: try clerk.settle()
        case .press(let keys):
            try clerk.press(keys)
            try clerk.rest()
        case .swipe(let name):
            guard let card = card(name) else { return }
            try clerk.hands(.swipe(track2: card.track2))
            try clerk.rest()
        case .misread: try clerk.hands(.misread)
        case .wait(let seconds):
            let end = ContinuousClock.now + .milliseconds(Int64(seconds * 1000))
            while ContinuousClock.now < end {
                try bench.returnPower()
                usleep(20_000)
            }
        case .skip(let seconds): try skip(seconds)
        case .skipTo(let time):
            let seconds = time.secondNumber - bench.clock.now.secondNumber
            // Real parts take their time: a moment that has passed just now is no mistake in the file.
            try skip(seconds < 0 && seconds >= -ScenarioRunner.slack ? 0 : seconds)
        case .line(let isCut): isCut ? bench.switches.cutLine() : bench.switches.restoreLine()
        case .fault(let fault): bench.wire.arm(fault)
        case .release(let label): bench.release(label)
        case .host(let isUp): isUp ? try bench.host.start() : try bench.host.stop()
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
        case .shop(let shop): try perform(shop)
        case .expect(let expectations, let limit): try expect(expectations, within: limit)
        }
    }

    private func perform(_ step: ShopStep) throws {
        switch step {
        case .card(let wanted):
            guard let card = card(wanted.card) else { return }
            try clerk.make(wanted, with: card)
            try remember(wanted.label, card)
        case .complete(let label, let minorUnits, let pin, let ownLabel):
            guard let held = labels[label], let code = held.record.authorization else { throw unknown(label) }
            try clerk.complete(held, authorization: code, minorUnits: minorUnits, pin: pin)
            try remember(ownLabel, held.card)
        case .tip(let label, let minorUnits):
            guard let sale = labels[label] else { throw unknown(label) }
            try clerk.tip(on: sale, minorUnits: minorUnits)
        case .balance(let name, let pin):
            guard let card = card(name) else { return }
            try clerk.balance(of: card, pin: pin)
        case .insert(let name, let chip):
            guard let card = card(name), let request = card.inserted(chip: chip) else { return }
            try bench.client.ask(request)
            try clerk.rest()
        case .signOff: try clerk.choose(["9", "4"])
        case .sendStored: try clerk.choose(["9", "5"])
        case .tradeOn: try clerk.tradeOn()
        case .forceClose: try bench.host.forceClose(scenario.terminal.terminalID)
        }
    }

    private func card(_ name: String) -> TestCard? { scenario.host.cards.first { $0.name == name } }

    /// Remembers what was made last under a label.
    private func remember(_ label: String?, _ card: TestCard) throws {
        guard let label, let record = try lastRecord() else { return }
        labels[label] = Labelled(record: record, card: card)
    }

    private func skip(_ seconds: Int64) throws {
        guard seconds >= 0 else {
            throw BenchError(.file, "the clock would go back", why: "it shows \(bench.clock.now)", next: "")
        }
        bench.clock.skip(seconds: seconds)
        bench.host.clockWasSet()
        if bench.isPowerCut { return }
        try clerk.hands(.skip(seconds: seconds))
    }

    /// Seconds by which real parts may be behind the moments of a file.
    private static let slack: Int64 = 120

    private func unknown(_ label: String) -> BenchError {
        BenchError(
            .file, "\"\(label)\" was not approved", why: "", next: "let it be approved before it is used")
    }

    private func lastRecord() throws -> RecordReport? { try bench.journal().batches.last?.records.last }

    /// Waits for what must be so: things take their time on real parts.
    private func expect(_ expectations: [Expectation], within limit: Double) throws {
        let end = ContinuousClock.now + .milliseconds(Int64(limit * 1000))
        for expectation in expectations {
            while let failure = try failure(of: expectation) {
                guard ContinuousClock.now < end else { throw BenchError(.check, failure, why: "", next: "") }
                usleep(15_000)
            }
        }
    }

    private func failure(of expectation: Expectation) throws -> String? {
        try bench.returnPower()
        do { return try checks.failure(of: expectation) } catch {
            guard bench.isDyingAsPlanned() else { throw error }
            return "the power is cut"
        }
    }

    /// Plays the scenario while processes are struck, as a clerk would live through it: what a strike interrupts is not
    /// repeated, what is expected on the way is not asked for, and at the end the batch is settled.
    ///
    /// - Parameter tally: Counts the strikes that find a process alive.
    /// - Throws: `BenchError` when the terminal does not come to an end, or a host does not come back.
    func live(through strikes: [Strike], tally: StrikeTally) throws -> LivedDay {
        defer { bench.tearDown() }
        let striker = Striker(strikes, bench: bench, tally: tally)
        var day = LivedDay()
        for (index, step) in scenario.steps.enumerated() {
            let begun = ContinuousClock.now
            striker.begin(step: index + 1)
            if case .expect = step.action {
            } else {
                if bench.isPowerCut { try bench.powerOn() }
                // What a strike interrupted fails; whether anything was lost is seen at the end, and only there.
                do { try perform(step) } catch {
                    console.line("      interrupted: \(step.action): \(error)", .everything)
                }
            }
            day.stepSeconds.append(seconds(since: begun))
        }
        let begun = ContinuousClock.now
        striker.begin(step: scenario.steps.count + 1)
        _ = try settleUp()
        day.stepSeconds.append(seconds(since: begun))
        try striker.wait()
        // Whatever fell after that: nothing more will.
        day.comparison = try settleUp()
        let receipts = ReceiptCheck.missing(
            try bench.papers(), in: try bench.ledger(), terminalID: scenario.terminal.terminalID)
        day.receiptCount = receipts.count
        day.missingReceipts = receipts.missing
        return day
    }

    private func seconds(since begun: ContinuousClock.Instant) -> Double {
        let took = ContinuousClock.now - begun
        return Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
    }

    /// Answers what the terminal asks and settles until nothing is open any more.
    private func settleUp() throws -> LedgerComparison {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            do {
                if bench.isPowerCut { try bench.powerOn() }
                guard let display = try clerk.rest() else { continue }
                let journal = try bench.journal()
                if journal.isSettled {
                    return LedgerComparison(
                        journal: journal, ledger: try bench.ledger(), terminalID: scenario.terminal.terminalID)
                }
                try clerk.answerOrSettle(display.screen)
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
