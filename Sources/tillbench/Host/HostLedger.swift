import AcquirerHost
import ArgumentParser
import Foundation
import Settlement
import VirtualTerminal

struct HostLedger: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Show what a ledger file holds, batch by batch.",
        discussion: """
            With the host file of the host, its profile says when money counts as paid: when it is booked, where the host \
            captures, or when its batch is closed, where the terminal does.
            """)

    @Option(help: "Ledger file (SQLite).") var ledger = "ledger.sqlite"
    @Option(help: "Host file, for its profile.") var config: String?
    @Flag(help: "JSON instead of text.") var json = false

    func run() throws {
        let profile = try HostFile.read(config).profile
        guard FileManager.default.fileExists(atPath: ledger) else {
            throw BenchError(.file, "there is no ledger \(ledger)", why: "", next: "name it with --ledger")
        }
        let report: LedgerReport
        do { report = try LedgerReport(try SQLiteLedger(reading: ledger), capture: profile.capture) } catch {
            throw BenchError(.file, "\(ledger) is no ledger", why: "\(error)", next: "name another file with --ledger")
        }
        if json { return try Talk.json(report) }
        if report.batches.isEmpty { Talk.say("the ledger holds no batches") }
        for batch in report.batches { say(batch) }
    }

    private func say(_ batch: LedgerReport.Batch) {
        Talk.say(
            "terminal \(batch.terminalID) batch \(paddedDecimal(UInt64(batch.number), width: 6)) \(batch.stateInWords)")
        for posting in batch.postings {
            let state = posting.isReversed ? "reversed" : posting.isVoided ? "voided" : "booked"
            Talk.say(
                "  \(number(posting.trace)) \(posting.bookedAt) \(posting.kind.rawValue) "
                    + "\(amount(posting.minorUnits)) \(posting.card) \(state), \(posting.source.rawValue)")
        }
        for hold in batch.holds {
            Talk.say(
                "  \(number(hold.trace)) \(hold.heldAt) hold \(amount(hold.minorUnits)) \(hold.card) "
                    + "\(hold.state.rawValue), authorization \(hold.authorization)")
        }
        for record in batch.refused {
            Talk.say(
                "  \(number(record.trace)) refused by the card \(amount(record.minorUnits)) \(record.card), "
                    + "response \(record.response)")
        }
        for exception in batch.exceptions { Talk.say("  ! \(exception)") }
        guard !batch.postings.isEmpty else { return }
        let waiting = batch.netMinorUnits - batch.paidMinorUnits
        Talk.say(
            "  net \(amount(batch.netMinorUnits)), paid \(amount(batch.paidMinorUnits))"
                + (batch.paidAt.map { " at \($0)" } ?? "") + ", waiting \(amount(waiting))")
    }

    private func number(_ trace: UInt32) -> String { paddedDecimal(UInt64(trace), width: 6) }
    private func amount(_ minorUnits: Int64) -> String { decimalAmount(minorUnits, exponent: 2) }
}

extension LedgerReport.Batch {
    /// Open, closed, or closed by force and what became of it.
    fileprivate var stateInWords: String {
        guard isClosed else { return "open" }
        if let handConfirmation { return "closed by hand, confirmation \(handConfirmation)" }
        guard isForced else { return "closed" }
        return "closed by force" + (confirmedAt == nil ? ", not settled by the terminal" : ", settled by the terminal")
            + (isCorrected ? ", corrected" : "")
    }
}
