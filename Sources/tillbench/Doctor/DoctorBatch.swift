import AcquirerHost
import ArgumentParser
import BatchDoctor
import BatchEvidence
import BenchSupport
import Foundation
import Settlement
import TerminalFirmware
import VirtualTerminal

struct DoctorBatch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch", abstract: "Say why a batch is stuck.",
        discussion: """
            Give what there is: the more, the surer. The ledger is a file of this bench's host, or what `host ledger --json` \
            wrote. The terminal's settings tell its number and its limits. Exit code 0 when nothing is wrong, 1 when \
            something is.
            """)

    @Option(help: "Folder of a terminal of this bench: its flash.bin is read.") var dir: String?
    @Option(help: "Flash image of a terminal.") var flash: String?
    @Option(help: "YAML file with the shop's settings.") var config: String?
    @Option(help: "Ledger of the host: SQLite, or the JSON of `host ledger --json`.") var ledger: String?
    @Option(help: "Terminal, field 41, where the ledger holds several.") var terminal: String?
    @Option(help: "Capture of the line: pcapng or pcap.") var capture: String?
    @Option(help: "When the case is looked at, as 2026-11-23T09:00. Default: the time of this machine.") var at: String?
    @Option(help: "Language: en or zh.") var lang = LanguageOption.en
    @Flag(help: "JSON instead of text; both languages.") var json = false

    func validate() throws {
        if dir != nil, flash != nil { throw ValidationError("--dir and --flash are two names for one thing") }
        if dir == nil, flash == nil, ledger == nil, capture == nil {
            throw ValidationError("give at least one of --dir, --flash, --ledger and --capture")
        }
    }

    func run() throws {
        var evidence = Evidence(now: try time())
        let settings = try config.map { try self.settings(of: TerminalConfiguration.load($0)) }
        if let path = flash ?? dir.map({ TerminalFolder($0).flash }) {
            guard let read = FlashEvidence.read(image: try bytes(path), settings: settings) else {
                throw BenchError(
                    .file, "\(path) is no flash of a terminal", why: "a flash has 1,048,576 bytes",
                    next: "name a flash image, or the folder of a terminal with --dir")
            }
            evidence.terminal = read
        }
        if let ledger {
            let report = try ledgerReport(ledger)
            guard let read = LedgerEvidence.read(report, terminalID: terminal ?? settings?.terminalID) else {
                let names = Set(report.batches.map(\.terminalID)).sorted().joined(separator: ", ")
                throw BenchError(
                    .file, "\(ledger) does not say which terminal is meant",
                    why: names.isEmpty ? "it holds no batches" : "it holds \(names)", next: "name one with --terminal")
            }
            evidence.host = read
        }
        if let capture {
            let (wire, problem) = CaptureEvidence.read(try bytes(capture))
            if let problem { Talk.error("\(capture): \(problem)") }
            guard !wire.messages.isEmpty || !wire.connections.isEmpty else {
                throw BenchError(
                    .file, "\(capture) holds no message of a terminal", why: problem ?? "",
                    next: "name a pcapng or pcap file; `tillbench bridge --capture` writes one")
            }
            evidence.wire = wire
        }
        let diagnosis = Diagnosis(evidence)
        if json {
            try Talk.json(DiagnosisReport(diagnosis, at: evidence.now))
        } else {
            for line in DiagnosisText.lines(diagnosis, lang.pick) { Talk.say(line) }
        }
        if !diagnosis.isHealthy { throw ExitCode(1) }
    }

    private func time() throws -> ClockTime {
        guard let at else { return ClockTime.workstation() }
        guard let given = ClockTime(iso8601: at) else {
            throw BenchError(.file, "\"\(at)\" is no time", why: "", next: "write it as 2026-11-23T09:00")
        }
        return given
    }

    private func bytes(_ path: String) throws -> [UInt8] {
        do { return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
            throw BenchError(.file, "\(path) cannot be read", why: FileReason.of(error), next: "name another file")
        }
    }

    private func settings(of configuration: TerminalConfiguration) throws -> TerminalSettings {
        let parameters = try configuration.parameters()
        return TerminalSettings(
            terminalID: parameters.terminalID, merchantID: parameters.merchantID, limits: parameters.limits,
            policy: parameters.settlement, businessDay: parameters.businessDay)
    }

    private func ledgerReport(_ path: String) throws -> LedgerReport {
        let content = try bytes(path)
        // A file of SQLite says so in its first bytes.
        if content.starts(with: Array("SQLite format 3".utf8)) {
            do { return try LedgerReport(try SQLiteLedger(path: path)) } catch {
                throw BenchError(
                    .file, "\(path) is no ledger", why: "\(error)", next: "name another file with --ledger")
            }
        }
        do { return try JSONDecoder().decode(LedgerReport.self, from: Data(content)) } catch {
            throw BenchError(
                .file, "\(path) is no ledger",
                why: "it is neither SQLite nor the JSON of `tillbench host ledger --json`",
                next: "name another file with --ledger")
        }
    }
}
