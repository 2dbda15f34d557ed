import ArgumentParser
import MessageTool
import Settlement
import VirtualTerminal

/// Where the evidence of a case comes from.
struct EvidenceOptions: ParsableArguments {
    @Option(help: "Service port of a live terminal: a path, or usb:... or path:... as in `ports list`.")
    var port: String?
    @OptionGroup var service: ServiceOption
    @Option(help: "Folder of a terminal of this bench: its flash.bin is read.") var dir: String?
    @Option(help: "Flash image of a terminal.") var flash: String?
    @Option(help: "YAML file with the shop's settings; a live terminal says them itself.") var config: String?
    @Option(help: "The host's side: its ledger (SQLite), or what `host ledger` printed, as text or JSON.")
    var ledger: String?
    @Option(help: "Terminal, field 41, where the ledger holds several.") var terminal: String?
    @Option(help: "Capture of the line: pcapng or pcap.") var capture: String?
    @Option(help: "When the case is looked at, as 2026-11-23T09:00. Default: the time of this machine.") var at: String?

    func validate() throws {
        // A group within a group is not asked by the parser.
        try service.validate()
        let terminals = [("--port", port), ("--dir", dir), ("--flash", flash)].filter { $0.1 != nil }.map(\.0)
        guard terminals.count < 2 else {
            throw ValidationError("\(terminals.joined(separator: " and ")) are names for one thing: the terminal")
        }
    }

    /// True when nothing was named to look at.
    var isEmpty: Bool { port == nil && dir == nil && flash == nil && ledger == nil && capture == nil }

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
