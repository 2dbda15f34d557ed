import ArgumentParser
import BenchSupport
import CloseWatch
import Fleet
import Foundation
import ISO8583
import Scenario
import Settlement
import TerminalService
import VirtualTerminal

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Watch for shops that forgot to settle; it runs until Ctrl-C.",
        discussion: """
            It follows a host's ledger, terminals at their service ports and lines of JSON, learns when each shop usually \
            closes, and raises one alarm for a batch that is overdue. An alarm says which number of which statistic raised it, \
            is told to terminal, shop, supervisor and acquirer one after the other, and is over when the batch is closed. What \
            is known is kept in the store: a watch that is started again raises nothing twice.

              tillbench watch --ledger ledger.sqlite --lang zh
              tillbench watch --port ~/shop/service --config watch.yaml --json
              tillbench watch --events - --once --at 2026-11-23T23:40 < events.ndjson

            A line of JSON: {"merchant":"104110070110001","terminal":"10000001","at":"2026-11-23T21:40","event":"booked",\
            "batch":7,"record":12,"minor-units":4500,"currency":156}; other events: undone, closed, present, waiting, trouble, \
            about.

            A watch file (--config), all of it optional:

              store: fleet.sqlite
              ledger: ledger.sqlite
              merchants: {"10000001": "104110070110001"}
              ports: [/dev/ttyUSB0]
              rules:
                alarms: sparing        # or eager: earlier, and more often false
                deadline: "23:30"      # a fixed time by which batches are closed
                cut-off: "23:45"       # when the host closes by itself
                cut-off-lead: 30
                settle-after: 60       # minutes; then the terminal settles by itself
                steps: {terminal: 0, shop: 15, supervisor: 60, acquirer: 240}
              terminals:
                - {terminal: "10000002", watched: false}
              channels:
                - {name: office, type: webhook, url: "https://example.org/alarms",
                   secret-file: hook.key, steps: [supervisor, acquirer]}
                - {name: mail, type: mail, server: "smtp://mail.example.org:587", user: till,
                   password-env: MAIL_PASSWORD, from: till@example.org, to: [boss@example.org], steps: [shop]}
                - {name: display, type: terminal}
              metrics-port: 9464

            A webhook is signed: X-Tillbench-Signature is sha256= and HMAC-SHA256 of X-Tillbench-Timestamp, a full stop and the \
            body. Idempotency-Key is the same in every try.

            Exit code with --once: 6 when a settlement is overdue, otherwise 0.
            """)

    @Option(help: "Watch file (YAML).") var config: String?
    @Option(help: "Store (SQLite). Default: fleet.sqlite.") var store: String?
    @Option(help: "Ledger of a host to follow (SQLite).") var ledger: String?
    @Option(help: "Host file, for the merchants of its terminals.") var hostConfig: String?
    @Option(help: "Service port of a terminal; may be given several times.") var port: [String] = []
    @OptionGroup var service: ServiceOption
    @Option(help: "File with events as lines of JSON; - for standard input.") var events: String?
    @Option(help: "Seconds between two looks.") var every = 5
    @Flag(help: "Read what is there, look once, tell, and end.") var once = false
    @Option(help: "What the clock shows, as 2026-11-23T23:40. Default: the time of this machine.") var at: String?
    @Option(help: "Loopback port of the metrics, for Prometheus; 0 takes any free one.") var metricsPort: Int?
    @Option(help: "Language of the text: en or zh.") var lang = LanguageOption.en
    @Flag(help: "Lines of JSON instead of text.") var json = false

    func validate() throws {
        guard (1...3600).contains(every) else { throw ValidationError("--every is 1 to 3600 seconds") }
        if let metricsPort, !(0...65_535).contains(metricsPort) {
            throw ValidationError("--metrics-port is 0 to 65535")
        }
    }

    func run() throws {
        var file = try WatchFiles.watch(config)
        file.store = store ?? file.store
        file.ledger = ledger ?? file.ledger
        file.ports += port
        file.metricsPort = metricsPort ?? file.metricsPort
        for terminal in try HostFile.read(hostConfig).terminals where file.merchants[terminal.terminalID] == nil {
            file.merchants[terminal.terminalID] = terminal.merchantID
        }
        guard file.ledger != nil || !file.ports.isEmpty || events != nil else {
            throw BenchError(
                .file, "nothing is named to watch", why: "a watch follows a ledger, service ports, or events",
                next: "name one: --ledger FILE, --port PATH, or --events -")
        }
        let clock = try at.map { BenchClock(showing: try HostLeash.time($0)) }
        let loop = try WatchLoop(
            file, events: events, service: ServiceOption.options(baud: service.baud),
            clock: { clock?.now ?? .workstation() }, talk: WatchTalk(language: lang.language, json: json))
        if once {
            if try loop.once() { throw ExitCode(6) }
            return
        }
        let stop = try Interruption.descriptor()
        try loop.follow(every: every, stop)
        Interruption.exitIfCaught(stop)
    }
}

/// Files that a watch names.
enum WatchFiles {
    static func watch(_ path: String?) throws -> WatchFile {
        guard let path else { return WatchFile() }
        return try WatchFile(try text(path, "the watch file"), origin: path)
    }

    static func text(_ path: String, _ what: String) throws -> String {
        do { return try String(contentsOfFile: path, encoding: .utf8) } catch {
            throw BenchError(
                .file, "\(what) \(path) cannot be read", why: FileReason.of(error, at: path), next: "name another file")
        }
    }
}
