import AcquirerHost
import ArgumentParser
import BatchDoctor
import BatchEvidence
import BenchSupport
import Foundation
import LogAudit
import Settlement
import TerminalFirmware
import TerminalService
import VirtualTerminal

/// What an audit reads.
struct AuditSources: ParsableArguments {
    @Option(help: "Service port of a live terminal: a path, or usb:... or path:... as in `ports list`.")
    var port: String?
    @OptionGroup var service: ServiceOption
    @Option(help: "Folder of a terminal of this bench: its flash.bin is read.") var dir: String?
    @Option(help: "Flash image of a terminal.") var flash: String?
    @Option(help: "YAML file with the shop's settings.") var config: String?
    @Option(help: "Ledger of the host: SQLite, or the JSON of `host ledger --json`.") var ledger: String?
    @Option(help: "Terminal, field 41, where the ledger holds several.") var terminal: String?

    func check() throws {
        // A group within a group is not asked by the parser.
        try service.validate()
        let terminals = [("--port", port), ("--dir", dir), ("--flash", flash)].filter { $0.1 != nil }.map(\.0)
        guard terminals.count < 2 else {
            throw ValidationError("\(terminals.joined(separator: " and ")) are names for one thing: the terminal")
        }
        guard !terminals.isEmpty || ledger != nil else {
            throw ValidationError("give at least one of --port, --dir, --flash and --ledger")
        }
    }

    /// Their names, for the log.
    var names: String {
        [port ?? flash ?? dir.map { TerminalFolder($0).flash }, ledger].compactMap { $0 }.joined(separator: ", ")
    }

    func read(into input: inout AuditInput) throws {
        var settings = try config.map { try self.settings(of: TerminalConfiguration.load($0)) }
        if let port {
            let live = LiveTerminal(
                try ManagementClient(opening: try ServicePort.path(port), service.options(try .atInterruption())))
            settings = try settings ?? self.settings(of: live.configuration())
            input.read(try live.evidence(at: input.now, settings))
        } else if let path = flash ?? dir.map({ TerminalFolder($0).flash }) {
            guard let read = FlashEvidence.read(image: try bytes(path), settings: settings) else {
                throw BenchError(
                    .file, "\(path) is no flash of a terminal", why: "a flash has 1,048,576 bytes",
                    next: "name a flash image, or the folder of a terminal with --dir")
            }
            input.read(read)
        }
        guard let ledger else { return }
        let (report, messages) = try contents(of: ledger)
        guard input.read(report, answered: messages, terminalID: terminal ?? settings?.terminalID) else {
            let names = Set(report.batches.map(\.terminalID)).sorted()
            let shown = names.prefix(12).map { TextTable.shown($0) }.joined(separator: ", ")
            throw BenchError(
                .file, "\(ledger) does not say which terminal is meant",
                why: names.isEmpty ? "it holds no batches" : "it holds \(shown)" + (names.count > 12 ? ", …" : ""),
                next: names.isEmpty ? "name the ledger of a host that has worked" : "name one with --terminal")
        }
    }

    private func bytes(_ path: String) throws -> [UInt8] {
        do { return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
            throw BenchError(
                .file, "\(path) cannot be read", why: FileReason.of(error, at: path), next: "name another file")
        }
    }

    private func settings(of configuration: TerminalConfiguration) throws -> TerminalSettings {
        let parameters = try configuration.parameters()
        return TerminalSettings(
            terminalID: parameters.terminalID, merchantID: parameters.merchantID, limits: parameters.limits,
            policy: parameters.settlement, businessDay: parameters.businessDay)
    }

    /// The ledger, and all messages that were answered, where it is the host's own file.
    private func contents(of path: String) throws -> (LedgerReport, [AnsweredMessage]?) {
        let content = try bytes(path)
        // A file of SQLite says so in its first bytes.
        if content.starts(with: Array("SQLite format 3".utf8)) {
            do {
                let ledger = try SQLiteLedger(reading: path)
                return (try LedgerReport(ledger), try ledger.messages())
            } catch {
                throw BenchError(
                    .file, "\(path) is no ledger", why: "\(error)", next: "name another file with --ledger")
            }
        }
        do { return (try JSONDecoder().decode(LedgerReport.self, from: Data(content)), nil) } catch {
            throw BenchError(
                .file, "\(path) is no ledger",
                why: "it is neither SQLite nor the JSON of `tillbench host ledger --json`",
                next: "name another file with --ledger")
        }
    }
}
