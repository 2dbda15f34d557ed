import ArgumentParser
import LogAudit
import VirtualTerminal

/// What an audit reads.
struct AuditSources: ParsableArguments {
    @OptionGroup var source: TerminalSource
    @Option(help: "YAML file with the shop's settings.") var config: String?
    @Option(help: "Ledger of the host: SQLite, or the JSON of `host ledger --json`.") var ledger: String?
    @Option(help: "Terminal, field 41, where the ledger holds several.") var terminal: String?

    func check() throws {
        try source.validate()
        guard source.isNamed || ledger != nil else {
            throw ValidationError("give at least one of --port, --dir, --flash and --ledger")
        }
    }

    /// Their names, for the log.
    var names: String { [source.port ?? source.image, ledger].compactMap { $0 }.joined(separator: ", ") }

    func read(into input: inout AuditInput) throws {
        let given = try config.map { try TerminalConfiguration.load($0) }
        let live = try source.live(try .atInterruption())
        let configuration = try given ?? live?.configuration()
        let settings = try configuration?.evidence()
        if let terminal = try source.evidence(live, at: input.now, settings) { input.read(terminal) }
        guard let ledger else { return }
        let (report, messages) = try EvidenceFile.ledger(
            ledger, otherwise: "the JSON of `tillbench host ledger --json`", hasMessages: true)
        guard input.read(report, answered: messages, terminalID: terminal ?? settings?.terminalID) else {
            throw EvidenceFile.unclearTerminal(ledger, report)
        }
    }
}
