import AcquirerHost
import BatchDoctor
import BatchEvidence
import Foundation
import Settlement
import TestSupport
import Testing
import VirtualTerminal

/// A shop of processes: a terminal on its pseudo-terminals, a bridge, and a host over TCP with its ledger in a file.
final class LiveShop {
    let folder: URL
    let style: SettlementStyle
    private var host: RunningProgram?
    private var terminal: RunningProgram?
    private var bridge: RunningProgram?
    private let terminalFolder: TerminalFolder
    private var port = "0"

    static let supervisor = "4711"
    /// Whoever looks at a running shop is patient for so long.
    static let limit = Duration.seconds(60)

    /// - Parameters:
    ///   - rules: What the host does wrong, lines of its file.
    ///   - repeatsBytes: True when a message goes out again byte for byte, as a reversal does: the line takes equal bytes
    ///     within twelve seconds for one frame. An answer may take thirteen seconds then.
    init(_ style: SettlementStyle, rules: [String] = [], repeatsBytes: Bool = false) throws {
        self.style = style
        // Short: a path of a socket has no more than 107 bytes.
        folder = URL(fileURLWithPath: NSTemporaryDirectory() + "td-\(getpid())-\(UInt32.random(in: 0...UInt32.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        terminalFolder = TerminalFolder(folder.path + "/t")
        let dialect = style == .unionPay ? "unionpay" : "hypercom"
        try write(
            "t.yaml",
            [
                "dialect: \(dialect)", "response-timeout: \(repeatsBytes ? 13 : 2)",
                "acknowledge-timeout: \(repeatsBytes ? 3 : 0.5)", "attempts: 1",
                // The doctor is there before it tries again by itself.
                "retry-delay: 3000", "supervisor-password: \"\(LiveShop.supervisor)\"",
            ])
        try write("pin", [LiveShop.supervisor])
        try startHost(rules: rules)
        try startTerminal()
        bridge = try RunningProgram(
            ["bridge", terminalFolder.line, "--host", "127.0.0.1:\(port)", "--dialect", dialect, "--wait"], in: folder)
        try press("FUNC", "5")
    }

    deinit {
        for program in [bridge, terminal, host] { program?.end(SIGKILL) }
        try? FileManager.default.removeItem(at: folder)
    }

    var servicePort: String { terminalFolder.service }
    var ledger: String { folder.path + "/ledger.sqlite" }
    var incidents: String { folder.path + "/incidents" }
    var pinFile: String { folder.path + "/pin" }
    var flash: String { terminalFolder.flash }

    func write(_ name: String, _ lines: [String]) throws {
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: folder.appending(path: name))
    }

    /// Starts the host, on the same ledger and port as before.
    func startHost(rules: [String]) throws {
        host?.end(SIGTERM)
        let dialect = style == .unionPay ? "unionpay" : "hypercom"
        try write("host.yaml", ["profile:", "  dialect: \(dialect)"] + (rules.isEmpty ? [] : ["rules:"] + rules))
        let started = try RunningProgram(
            [
                "host", "start", "--port", port, "--ledger", ledger, "--config", folder.path + "/host.yaml", "--quiet",
            ], in: folder)
        host = started
        try wait("host") { try started.said().contains("profile:") }
        port = try #require(
            try started.said().split(separator: "\n").first { $0.contains("listens on") }?
                .split(separator: ",")[0].split(separator: ":").last.map(String.init))
    }

    /// The acquirer's people settle by hand at the running host.
    func settleAtHost(records: String) throws -> FinishedRun {
        try FinishedRun([
            "host", "settle", "--ledger", ledger, "--config", folder.path + "/host.yaml", "--terminal", "10000001",
            "--records", records,
        ])
    }

    /// Sets the terminal's clock ahead of this machine's.
    func setClockAhead(seconds: Int) throws {
        let set = try FinishedRun(["terminal", "clock", "--dir", terminalFolder.path, "--skip", "\(seconds)"])
        try #require(set.status == 0, "\(set.complaint)")
    }

    /// The acquirer's people undo a transaction at the running host.
    func undoAtHost(_ trace: String) throws -> FinishedRun {
        try FinishedRun([
            "host", "reverse", "--ledger", ledger, "--config", folder.path + "/host.yaml", "--terminal", "10000001",
            "--trace", trace,
        ])
    }

    func stopHost() { host?.end(SIGTERM) }

    func startTerminal() throws {
        let started = try RunningProgram(
            ["terminal", "start", "--dir", terminalFolder.path, "--config", folder.path + "/t.yaml", "--quiet"],
            in: folder)
        terminal = started
        try wait("terminal") { (try? ControlClient(terminalFolder).ask(.show)) != nil }
    }

    /// The power goes.
    func cutPower() { terminal?.end(SIGKILL) }

    func display() throws -> DisplayReport { try ControlClient(terminalFolder).ask(.show).display }

    func wait(_ what: String, until condition: () throws -> Bool) throws {
        let limit = ContinuousClock.now + LiveShop.limit
        while try !condition() {
            try #require(ContinuousClock.now < limit, "no \(what)")
            usleep(20_000)
        }
    }

    func waitForRest() throws { try wait("rest") { try !display().isBusy } }

    func press(_ keys: String...) throws {
        try waitForRest()
        _ = try ControlClient(terminalFolder).ask(.press(keys: keys))
    }

    func swipe(_ name: String = "visa-test-1") throws {
        let card = try #require(TestCard.named(name))
        _ = try ControlClient(terminalFolder).ask(.swipe(track2: card.track2))
    }

    /// What came out of the printer.
    func papers() throws -> [String] { try TerminalPapers.read(terminalFolder) }

    /// Sells; amounts in minor units.
    func sell(_ amounts: Int64...) throws {
        for (index, amount) in amounts.enumerated() {
            try press("CANCEL")
            for digit in String(amount) { try press(String(digit)) }
            try press("ENTER")
            try swipe(["visa-test-1", "unionpay-test-2", "mastercard-test-1"][index % 3])
            try wait("approval") { try ["approved", "declined", "reversal-pending"].contains(display().screen) }
            #expect(try display().screen == "approved")
        }
    }

    /// Presses settle and waits for what comes of it.
    func settle() throws -> String {
        try press("CANCEL")
        try press("FUNC", "4", "ENTER")
        try waitForRest()
        return try display().screen
    }

    /// Runs the doctor on this shop.
    func doctor(_ verb: String, _ arguments: String...) throws -> FinishedRun {
        try FinishedRun(["doctor", verb, "--port", servicePort, "--ledger", ledger] + arguments)
    }

    func fix(_ arguments: String...) throws -> FinishedRun {
        try FinishedRun(fixArguments + arguments)
    }

    var fixArguments: [String] {
        ["doctor", "fix", "--port", servicePort, "--ledger", ledger, "--incidents", incidents]
    }

    /// What the terminal's flash says.
    func book() throws -> BatchBook {
        let image = [UInt8](try Data(contentsOf: URL(fileURLWithPath: flash)))
        return try #require(FlashEvidence.read(image: image)).book
    }

    /// Journal and ledger hold the same bookings in the batches that were closed, and nothing is open.
    func compare(_ amounts: [Int64]) throws {
        let book = try book()
        #expect(book.records.isEmpty && book.close == .open && book.unresolved == nil)
        let own = book.closed.flatMap(\.records).filter(\.movesMoney).map {
            "\($0.transaction.batch) \($0.transaction.trace) \($0.transaction.minorUnits)"
        }
        let report = try LedgerReport(try SQLiteLedger(path: ledger))
        let booked = report.batches.filter(\.isClosed).flatMap { batch in
            batch.postings.filter { !$0.isReversed }.map { posting in
                "\(paddedDecimal(UInt64(batch.number), width: 6)) \(paddedDecimal(UInt64(posting.trace), width: 6)) "
                    + "\(posting.minorUnits)"
            }
        }
        #expect(own.sorted() == booked.sorted())
        #expect(report.batches.filter { !$0.isClosed }.allSatisfy { $0.postings.isEmpty })
        let settled = book.closed.flatMap(\.records).filter(\.movesMoney).map(\.transaction.minorUnits)
        #expect(settled.sorted() == amounts.sorted())
    }

    /// The newest incident record.
    func incident() throws -> (record: IncidentRecord, folder: URL) {
        let names = try FileManager.default.contentsOfDirectory(atPath: incidents).sorted()
        let last = URL(fileURLWithPath: incidents).appending(path: try #require(names.last))
        let content = try Data(contentsOf: last.appending(path: "incident.json"))
        return (try JSONDecoder().decode(IncidentRecord.self, from: content), last)
    }
}
