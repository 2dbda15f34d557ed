import AcquirerHost
import Foundation
import Synchronization
import VirtualTerminal

/// Many shops at once, for a long time, on real parts: each terminal a process on a pseudo-terminal, one bridge process for
/// all lines, one host process on one ledger. Nobody disturbs anything; nothing may be lost.
public final class SoakRun {
    /// How far a soak is.
    public struct Progress: Sendable {
        /// Seconds since the shops opened.
        public var seconds: Double
        /// Transactions so far.
        public var transactions: Int
        /// Batches closed so far.
        public var settlements: Int
        /// Problems so far.
        public var problems: Int
    }

    private let plan: SoakPlan
    private let host: HostPart
    private let wire = SoakWire()
    private let clerks: [SoakClerk]
    private var terminals: [TerminalChild] = []
    private var bridge: BridgeChild?

    /// Lays everything out in `folder` and starts it.
    ///
    /// - Parameter program: The `tillbench` executable.
    /// - Throws: `BenchError` when a part does not start.
    public init(_ plan: SoakPlan, folder: URL, program: String) throws {
        self.plan = plan
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let clerks = (1...max(1, plan.terminals)).map { SoakClerk(plan, number: $0, folder: folder) }
        self.clerks = clerks
        let clock = BenchClock(showing: SoakPlan.start)
        let known = clerks.map {
            HostTerminal(
                terminalID: $0.configuration.terminalID, merchantID: $0.configuration.merchantID,
                masterKey: $0.configuration.masterKey)
        }
        host = try HostPart(
            .child, program: program, folder: folder,
            configuration: HostConfiguration(terminals: known, cards: TestCard.all), rules: "", clock: clock
        ) { _ in }
        do { try start(folder, program, clock) } catch {
            tearDown()
            throw error
        }
    }

    private func start(_ folder: URL, _ program: String, _ clock: BenchClock) throws {
        for clerk in clerks {
            let file = URL(fileURLWithPath: clerk.folder.path + ".yaml")
            try clerk.configuration.yaml().write(to: file, atomically: true, encoding: .utf8)
            terminals.append(
                try TerminalChild(
                    program: program, folder: clerk.folder, configuration: file.path, now: clock.now))
        }
        for (terminal, clerk) in zip(terminals, clerks) { try terminal.waitUntilReady(clerk.folder) }
        let errors = folder.appendingPathComponent("bridge-errors.txt")
        let bridge = try BridgeChild(
            program: program, ports: clerks.map(\.folder.line), hostPort: host.port, baud: plan.baud, errors: errors,
            wire: wire)
        self.bridge = bridge
        let limit = ContinuousClock.now + .seconds(60)
        while wire.sums.openPorts.count < clerks.count {
            guard bridge.isRunning, ContinuousClock.now < limit else {
                throw BenchError(
                    .port, "the bridge did not open all lines",
                    why: (try? String(contentsOf: errors, encoding: .utf8)) ?? "", next: "")
            }
            usleep(10_000)
        }
    }

    /// Lets the shops open, and waits until the last one has settled.
    ///
    /// - Parameters:
    ///   - isInterrupted: Asked several times a second; the shops close when it says so.
    ///   - tell: Is told about once a second how far it is.
    public func run(isInterrupted: () -> Bool, tell: (Progress) -> Void) -> SoakReport {
        let isOver = Flag()
        var report = SoakReport(plan)
        let begun = ContinuousClock.now
        let group = DispatchGroup()
        for clerk in clerks {
            group.enter()
            Thread.detachNewThread {
                clerk.live { isOver.isSet }
                group.leave()
            }
        }
        var nextTell = 1.0
        while group.wait(timeout: .now() + 0.1) != .success {
            let took = SoakRun.seconds(since: begun)
            if !isOver.isSet, isInterrupted() { report.isInterrupted = true }
            if !isOver.isSet, report.isInterrupted || took >= plan.seconds {
                isOver.set()
                report.seconds = took
                report.transactions = wire.sums.transactions
            }
            if took >= nextTell {
                nextTell = took + 1
                tell(progress(took))
            }
        }
        // Only when every clerk gave up before the shops closed.
        if !isOver.isSet { report.seconds = SoakRun.seconds(since: begun) }
        judge(&report)
        tearDown()
        return report
    }

    private func progress(_ seconds: Double) -> Progress {
        let notes = clerks.map(\.notes)
        return Progress(
            seconds: seconds, transactions: wire.sums.transactions,
            settlements: notes.reduce(0) { $0 + $1.settlements }, problems: notes.reduce(0) { $0 + $1.problems.count })
    }

    private static func seconds(since begun: ContinuousClock.Instant) -> Double {
        let took = (ContinuousClock.now - begun).components
        return Double(took.seconds) + Double(took.attoseconds) / 1e18
    }

    /// Holds journals, ledger, receipts and what the clerks saw against each other.
    private func judge(_ report: inout SoakReport) {
        do {
            let ledger = try host.ledger()
            for clerk in clerks {
                do { try judge(clerk, ledger, &report) } catch { clerk.note("\(error)") }
            }
        } catch {
            report.problems.append("the ledger cannot be read: \(error)")
        }
        let sums = wire.sums
        report.messages = sums.messages
        report.lineNotes = sums.lineNotes
        report.response = Latency(sums.responses)
        report.counter = Latency(clerks.flatMap(\.notes.counter))
        report.problems += clerks.flatMap(\.notes.problems) + sums.disturbances
    }

    private func judge(_ clerk: SoakClerk, _ ledger: LedgerReport, _ report: inout SoakReport) throws {
        let name = clerk.configuration.terminalID
        func note(_ problem: String) { report.problems.append("terminal \(name): \(problem)") }
        guard let journal = try clerk.client.ask(.journal).journal else { return note("it kept its journal") }
        for row in LedgerComparison(journal: journal, ledger: ledger, terminalID: name).rows {
            for difference in row.differences { note("batch \(row.batch): \(difference)") }
        }
        let receipts = ReceiptCheck.missing(
            try TerminalPapers.read(clerk.folder), in: ledger, terminalID: name)
        receipts.missing.forEach(note)
        let batches = ledger.batches.filter { $0.terminalID == name }
        let postings = batches.reduce(0) { $0 + $1.postings.count { !$0.isReversed } }
        let seen = clerk.notes
        if receipts.count != seen.approved || postings != seen.approved {
            note("the clerk saw \(seen.approved) approved, \(receipts.count) receipts, \(postings) bookings")
        }
        let closed = batches.count(where: \.isClosed)
        if closed != seen.settlements {
            note("the clerk settled \(seen.settlements) times, \(closed) batches are closed")
        }
        report.approved += seen.approved
        report.receipts += receipts.count
        report.postings += postings
        report.settlements += closed
    }

    private func tearDown() {
        bridge?.stop()
        for (terminal, clerk) in zip(terminals, clerks) { terminal.stop(clerk.folder) }
        // What the host still had to say was said: its ledger was read.
        try? host.stop()
    }
}

/// Set once, seen by everybody.
private final class Flag: Sendable {
    private let value = Mutex(false)

    var isSet: Bool { value.withLock { $0 } }
    func set() { value.withLock { $0 = true } }
}
