import ArgumentParser
import SerialDriver
import TerminalService
import VirtualTerminal

/// Which terminals are meant: some by their ports, or all that are plugged in.
struct PortsOption: ParsableArguments {
    @Option(help: "The service port; may be given several times.") var port: [String] = []
    @Flag(help: "Every port at which a known make of terminal is plugged in (see `ports list`).") var all = false
    @OptionGroup var profiles: ProfilesOption

    func validate() throws {
        guard !port.isEmpty || all else { throw ValidationError("name a service port with --port, or all with --all") }
        guard port.isEmpty || !all else { throw ValidationError("--port and --all exclude each other") }
    }

    /// The paths of the ports, each once.
    ///
    /// - Throws: `BenchError` when --all finds no terminal.
    func paths() throws -> [String] {
        var paths: [String] = []
        for path in all ? try found() : try port.map({ try ServicePort.path($0) }) where !paths.contains(path) {
            paths.append(path)
        }
        return paths
    }

    private func found() throws -> [String] {
        let profiles = try profiles.load()
        let list = try PortList.read()
        let terminals = list.ports.filter { profiles.best(for: $0)?.kind == .terminal }
        guard !terminals.isEmpty else {
            throw BenchError(
                .port, "no terminal is plugged in, as far as --all can tell",
                why: list.ports.isEmpty
                    ? "there are no serial ports"
                    : "none of the \(list.ports.count) serial port(s) belongs to a known make of terminal",
                next:
                    "see `tillbench ports list`, or name ports with --port: a cable says nothing of what is behind it"
            )
        }
        return terminals.map(\.node)
    }
}
