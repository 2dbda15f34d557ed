import ArgumentParser
import MessageTool
import Settlement
import VirtualTerminal

/// Where the evidence of a case comes from.
struct EvidenceOptions: ParsableArguments {
    @OptionGroup var source: TerminalSource
    @Option(help: "YAML file with the shop's settings; a live terminal says them itself.") var config: String?
    @Option(help: "The host's side: its ledger (SQLite), or what `host ledger` printed, as text or JSON.")
    var ledger: String?
    @Option(help: "Terminal, field 41, where the ledger holds several.") var terminal: String?
    @Option(help: "Capture of the line: pcapng or pcap.") var capture: String?
    @Option(help: "When the case is looked at, as 2026-11-23T09:00. Default: the time of this machine.") var at: String?

    func validate() throws { try source.validate() }

    /// True when nothing was named to look at.
    var isEmpty: Bool { !source.isNamed && ledger == nil && capture == nil }

    /// The moment at which the case is looked at.
    func time() throws -> ClockTime {
        guard let at else { return ClockTime.workstation() }
        guard let given = ClockTime(iso8601: at) else {
            throw BenchError(
                .file, "\"\(TypedText.shown(at, most: 40))\" is no time", why: "", next: "write it as 2026-11-23T09:00")
        }
        return given
    }
}
