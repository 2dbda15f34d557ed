import AcquirerHost
import ArgumentParser
import Foundation
import Settlement
import VirtualTerminal

struct HostReverse: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reverse",
        abstract: "Undo a transaction by hand, as an acquirer's people do; the host may be running.",
        discussion: """
            For a reversal that cannot come through. What is booked under the trace number is undone; where nothing is, the \
            number that is printed says so. It ends the reversal at the terminal:

              tillbench doctor fix --port PORT --yes --confirmation NUMBER --reversal TRACE --by NAME --pin-file FILE
            """)

    @Option(help: "Terminal, field 41.") var terminal: String
    @Option(help: "Trace number of the transaction, field 11.") var trace: UInt32
    @Option(help: "Batch. Default: the one that the host closed by itself, or the open one.") var batch: UInt32?
    @Option(help: "Ledger file (SQLite).") var ledger = "ledger.sqlite"
    @Option(help: "Host file of the host, for its profile.") var config: String?
    @Option(help: "What the clock shows, as 2026-11-23T09:00. Default: the time of this machine.") var at: String?
    @Flag(help: "JSON instead of text.") var json = false

    func validate() throws {
        guard (1...999_999).contains(trace) else { throw ValidationError("a trace number is 1 to 999999") }
    }

    func run() throws {
        let now = try at.map { try HostLeash.time($0) } ?? .workstation()
        let configuration = try HostFile.read(config)
        guard FileManager.default.fileExists(atPath: ledger) else {
            throw BenchError(.file, "there is no ledger \(ledger)", why: "", next: "name it with --ledger")
        }
        let done: UndoneByHand
        do {
            var logic = HostLogic(store: try SQLiteLedger(path: ledger), configuration: configuration)
            done = try logic.undoByHand(terminal, batch: batch, trace: trace, at: now)
        } catch { throw HandSettlementError.said(error, "nothing is undone", ledger) }
        try say(done)
    }

    private func say(_ done: UndoneByHand) throws {
        if json { return try Talk.json(done) }
        let name = paddedDecimal(UInt64(done.trace), width: 6)
        if let undone = done.undone {
            Talk.say(
                "\(undone.kind.rawValue) \(name) over \(decimalAmount(undone.minorUnits, exponent: 2)), card "
                    + "\(undone.card), is undone")
        } else if let released = done.released {
            Talk.say(
                "hold \(name) over \(decimalAmount(released.minorUnits, exponent: 2)), card \(released.card), "
                    + (released.state == .standing ? "stands again" : "is released")
            )
        } else {
            Talk.say(
                "nothing stands under trace number \(name) in batch \(paddedDecimal(UInt64(done.batch), width: 6))")
        }
        Talk.say("confirmation number: \(done.confirmation)")
    }
}
