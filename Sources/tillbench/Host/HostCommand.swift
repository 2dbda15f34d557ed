import AcquirerHost
import ArgumentParser
import Foundation
import Logging
import Scenario
import Settlement
import VirtualTerminal

struct HostCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "host", abstract: "An acquirer host with a ledger.",
        subcommands: [HostStart.self, HostLedger.self])
}

struct HostStart: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start a host on a TCP port; it runs until Ctrl-C.",
        discussion: """
            Rules bend its answers, and the rule that fired is named in the log. Example of a host file:

              rules:
                - name: no money above 1000
                  when: {kind: sale, amount-from: "1000.00"}
                  do: {answer: "51"}
                - name: the first sale is answered, but not booked
                  when: {kind: sale, nth: 1}
                  do: approve-without-booking

            Conditions: mti, kind, amount, amount-from, amount-up-to, card-ends, terminal, nth, times. Actions: \
            approve-without-booking, withhold-response, wrong-mac, drop-connection, drop-before-booking, {answer: "51"}, \
            {delay: 3s}, {balance-flag: 2}.
            """)

    @Option(help: "TCP port; 0 takes any free one.") var port = 8583
    @Option(help: "Address to listen on.") var listen = "127.0.0.1"
    @Option(help: "Ledger file (SQLite).") var ledger = "ledger.sqlite"
    @Option(help: "YAML file with terminals, cards and rules.") var config: String?
    @OptionGroup var capture: CaptureOption

    func run() throws {
        var configuration = HostConfiguration.test
        if let config {
            let text: String
            do { text = try String(contentsOfFile: config, encoding: .utf8) } catch {
                throw HostFileError(
                    origin: config, line: nil, what: "cannot be read: \(FileReason.of(error, at: config))")
            }
            configuration = try HostConfiguration.parse(text, origin: config)
        }
        let stop = try Interruption.descriptor()
        let store: SQLiteLedger
        do { store = try SQLiteLedger(path: ledger) } catch {
            throw BenchError(
                .file, "the ledger \(ledger) cannot be used", why: "\(error)",
                next: "name another file with --ledger; nothing was changed in this one")
        }
        let capture = try capture.open()
        let server: AcquirerServer
        do {
            server = try AcquirerServer(
                address: listen, port: port, ledger: store, configuration: configuration,
                logger: Logger(label: "tillbench.acquirer"), clock: { ClockTime.workstation() },
                capture: capture
            ) { event in
                Talk.say("\(event.at) --> \(event.answer.request)")
                if let rule = event.answer.rule { Talk.say("    rule \"\(rule)\" fired") }
                for note in event.answer.notes { Talk.say("    \(note)") }
                Talk.say("\(event.at) <-- \(event.answer.response ?? "no answer")")
            }
        } catch {
            throw BenchError(
                .port, "cannot listen on \(listen):\(port)", why: "\(error)",
                next: "another program may use that port: name another one with --port")
        }
        Talk.error("host listens on \(listen):\(server.port), ledger \(ledger)")
        var watched = pollfd(fd: stop, events: Int16(POLLIN), revents: 0)
        while poll(&watched, 1, -1) < 0, errno == EINTR {}
        try server.stop()
        Interruption.exitIfCaught(stop)
    }
}

struct HostLedger: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Show what a ledger file holds, batch by batch.")

    @Option(help: "Ledger file (SQLite).") var ledger = "ledger.sqlite"
    @Flag(help: "JSON instead of text.") var json = false

    func run() throws {
        guard FileManager.default.fileExists(atPath: ledger) else {
            throw BenchError(.file, "there is no ledger \(ledger)", why: "", next: "name it with --ledger")
        }
        let report: LedgerReport
        do { report = try LedgerReport(try SQLiteLedger(path: ledger)) } catch {
            throw BenchError(.file, "\(ledger) is no ledger", why: "\(error)", next: "name another file with --ledger")
        }
        if json { return try Talk.json(report) }
        for batch in report.batches {
            Talk.say(
                "terminal \(batch.terminalID) batch \(paddedDecimal(UInt64(batch.number), width: 6)) "
                    + (batch.isClosed ? "closed" : "open"))
            for posting in batch.postings {
                let state = posting.isReversed ? "reversed" : posting.isVoided ? "voided" : "booked"
                Talk.say(
                    "  \(paddedDecimal(UInt64(posting.trace), width: 6)) \(posting.bookedAt) \(posting.kind.rawValue) "
                        + "\(decimalAmount(posting.minorUnits, exponent: 2)) \(posting.card) \(state), \(posting.source.rawValue)"
                )
            }
        }
    }
}
