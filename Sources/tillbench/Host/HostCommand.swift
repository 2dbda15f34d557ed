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
        subcommands: [HostStart.self, HostLedger.self, HostSettle.self, HostReverse.self])
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
            approve-without-booking, withhold-response, wrong-mac, drop-connection, drop-before-booking, forced-close, \
            answer-after-next, {answer: "51"}, {delay: 3s}, {answer-twice: 3s}, {balance-flag: 2}.

            Kinds: \(HostRule.kinds.joined(separator: ", ")).

            A profile says how the host settles. With the default of each:

              # unionpay or hypercom; when money counts as paid: host (at once)
              # or terminal (once the batch is closed)
              # imbalance is said by flags, code95 or both; hypercom: always code95
              # totals that come again for a closed batch: repeat, 77 or 95
              # what was not uploaded: exceptions, or terminal (it is taken out)
              # wrong-batch is the code for totals of a batch that is not open
              profile:
                dialect: unionpay
                capture: host
                imbalance: flags
                repeated-close: repeat
                after-upload: exceptions
                wrong-batch: "77"
              # the host closes batches by itself then; without it, never
              day-cut: "23:30"
            """)

    @Option(help: "TCP port; 0 takes any free one.") var port = 8583
    @Option(help: "Address to listen on.") var listen = "127.0.0.1"
    @Option(help: "Ledger file (SQLite).") var ledger = "ledger.sqlite"
    @Option(help: "YAML file with terminals, cards, rules, profile and day cut.") var config: String?
    @Option(help: "What the clock shows, as 2026-11-23T09:00. Default: the time of this machine.") var at: String?
    @OptionGroup var capture: CaptureOption
    @Flag(help: "Do not print the messages.") var quiet = false
    @Flag(
        help: ArgumentHelp(
            "Stop when standard input is closed; a line `clock 2026-11-23T09:00` on it sets the clock ahead.",
            visibility: .hidden)) var untilStdinCloses = false

    func run() throws {
        let clock = try at.map { BenchClock(showing: try HostLeash.time($0)) }
        let configuration = try HostFile.read(config)
        let stop = try Interruption.descriptor()
        let store: SQLiteLedger
        do { store = try SQLiteLedger(path: ledger) } catch {
            throw BenchError(
                .file, "the ledger \(ledger) cannot be used", why: "\(error)",
                next: "name another file with --ledger; nothing was changed in this one")
        }
        let capture = try capture.open()
        let quiet = quiet
        let server: AcquirerServer
        do {
            server = try AcquirerServer(
                address: listen, port: port, ledger: store, configuration: configuration,
                logger: Logger(label: "tillbench.acquirer"), clock: { clock?.now ?? .workstation() },
                capture: capture
            ) { event in
                if quiet { return }
                if event.answer.isUnasked {
                    Talk.say("\(event.at) *** \(event.answer.request)")
                    for note in event.answer.notes { Talk.say("    \(note)") }
                    return
                }
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
        let profile = configuration.profile
        Talk.error("host listens on \(listen):\(server.port), ledger \(ledger)")
        Talk.error(
            "profile: \(profile.dialect.rawValue), captured by the \(profile.capture.rawValue), imbalance by "
                + "\(profile.imbalance.rawValue)" + (configuration.dayCut.map { ", day cut at \($0)" } ?? ""))
        HostLeash.wait(for: stop, orEndOfInput: untilStdinCloses, clock)
        try server.stop()
        Interruption.exitIfCaught(stop)
    }
}
