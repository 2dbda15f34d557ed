import AcquirerHost
import ArgumentParser
import BatchEvidence
import BenchSupport
import Foundation
import Settlement
import VirtualTerminal

struct HostSettle: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle", abstract: "Settle a batch by hand, as an acquirer's people do; the host may be running.",
        discussion: """
            For a close that cannot come through. Records of the terminal (records.csv of an incident record of \
            `doctor fix`) are compared with the ledger, and what it missed is booked. The confirmation number that is printed \
            ends the close at the terminal:

              tillbench doctor fix --port PORT --yes --confirmation NUMBER --batch BATCH --by NAME --pin-file FILE

            The terminal must stand in its close, refused or without an answer: what it sells meanwhile would be of another batch \
            here and there. Without --records the ledger's word is taken. Exit code 1 when the two sides differ: nothing was changed then, \
            unless --accept-differences is given.
            """)

    @Option(help: "Terminal, field 41.") var terminal: String
    @Option(help: "Batch. Default: the one of the records, the one that the host closed by itself, or the open one.")
    var batch: UInt32?
    @Option(help: "The terminal's records, a table (CSV).") var records: String?
    @Flag(help: "Settle although ledger and records differ; the ledger's bookings stand.") var acceptDifferences = false
    @Option(help: "Ledger file (SQLite).") var ledger = "ledger.sqlite"
    @Option(help: "Host file of the host, for its profile.") var config: String?
    @Option(help: "What the clock shows, as 2026-11-23T09:00. Default: the time of this machine.") var at: String?
    @Flag(help: "JSON instead of text.") var json = false

    func run() throws {
        let now = try at.map { try HostLeash.time($0) } ?? .workstation()
        let configuration = try HostFile.read(config)
        let table = try records.map { try read($0) }
        if let table, let batch, table.batch != batch {
            throw BenchError(
                .file, "\(records ?? "") holds batch \(table.batch), not \(batch)", why: "",
                next: "leave --batch away, or name the records of that batch")
        }
        if let table, table.terminalID != terminal {
            throw BenchError(
                .file, "\(records ?? "") holds records of terminal \(table.terminalID), not of \(terminal)", why: "",
                next: "name the records of that terminal; nothing was changed")
        }
        guard FileManager.default.fileExists(atPath: ledger) else {
            throw BenchError(.file, "there is no ledger \(ledger)", why: "", next: "name it with --ledger")
        }
        func traces(_ pending: RecordTable.Pending) -> Set<UInt32> {
            Set(table?.leftOut.filter { $0.pending == pending }.map(\.trace) ?? [])
        }
        let done: SettledByHand
        do {
            var logic = HostLogic(store: try SQLiteLedger(path: ledger), configuration: configuration)
            done = try logic.settleByHand(
                terminal, batch: batch ?? table?.batch, records: table?.records, unresolved: traces(.reversal),
                undelivered: traces(.delivery), acceptsDifferences: acceptDifferences, at: now)
        } catch { throw HandSettlementError.said(error, "the batch is not settled", ledger) }
        try say(done, table, configuration.profile)
    }

    private func read(_ path: String) throws -> RecordTable {
        let text: String
        do { text = try String(contentsOfFile: path, encoding: .utf8) } catch {
            throw BenchError(
                .file, "\(path) cannot be read", why: FileReason.of(error), next: "name another file with --records")
        }
        do { return try RecordTable(text) } catch {
            throw BenchError(
                .file, "\(path) is no table of records", why: "\(error)",
                next: "give the records.csv of an incident record; nothing was changed")
        }
    }

    private func say(_ done: SettledByHand, _ table: RecordTable?, _ profile: HostProfile) throws {
        if json { return try Talk.json(done) }
        func padded(_ number: UInt32) -> String { paddedDecimal(UInt64(number), width: 6) }
        Talk.say(
            "batch \(padded(done.batch)) of terminal \(terminal) is settled by hand: \(done.count) booking(s), net "
                + "\(decimalAmount(done.netMinorUnits, exponent: 2)), totals as in \(profile.dialect.rawValue); batch "
                + "\(padded(done.openBatch)) is open")
        for trace in done.booked { Talk.say("  record \(padded(trace)) was missing in the ledger: booked") }
        for record in table?.leftOut ?? [] { Talk.say("  record \(padded(record.trace)) is not booked: \(record.why)") }
        for exception in done.exceptions { Talk.say("  ! \(exception)") }
        Talk.say("confirmation number: \(done.confirmation)")
    }
}

extension HandSettlementError {
    /// Why work by hand failed, with the next step.
    static func said(_ error: any Error, _ what: String, _ ledger: String) -> BenchError {
        guard let error = error as? HandSettlementError else {
            return BenchError(
                .file, "the ledger \(ledger) cannot be used: \(what)", why: "\(error)",
                next: "name another file with --ledger, or run it again; nothing was changed")
        }
        let next =
            switch error {
            case .noSuchTerminal, .noSuchBatch, .isSettled, .isVoided: "see `tillbench host ledger --ledger \(ledger)`"
            case .isEmpty: "with --records, what the terminal has is booked first"
            case .unresolved: "undo them first: `tillbench host reverse --trace NUMBER`"
            case .standsElsewhere: "name that batch with --batch; one that is settled stays as it is"
            case .differs: "look into them; --accept-differences settles with what the ledger has"
            }
        let isDifference = if case .differs = error { true } else { false }
        return BenchError(isDifference ? .check : .file, what, why: error.description, next: next)
    }
}
