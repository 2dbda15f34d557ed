import ArgumentParser
import SMP
import TerminalService
import VirtualTerminal

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "A terminal's keys: their check values, and key blocks to load.",
        discussion: """
            Keys travel as key blocks alone (ANSI X9.143, formerly TR-31): enciphered under the key block protection key that \
            the terminal holds already, and bound to what each key is for. No key is ever shown.

            Exit codes: 0 done, 1 the file is for another terminal, 2 a bad file, 3 port, 4 the terminal is silent, 5 refused \
            by the terminal, also when a key has another check value, 130 interrupted.
            """,
        subcommands: [KeysShow.self, KeysLoad.self])
}

struct KeysShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Which keys a terminal holds, by their check values.")

    @Argument(help: "The service port: a path, or usb:... or path:... as in `ports list`.") var port: String
    @OptionGroup var service: ServiceOption
    @Flag(help: "JSON instead of text.") var json = false

    func run() throws {
        let client = try ManagementClient(
            opening: try ServicePort.path(port), service.options(try .atInterruption()))
        let identity = try client.ask(IdentityRequest())
        let keys = try client.keys()
        if json { return try Talk.json(Report(port: client.path, serial: identity.serial, keys: keys)) }
        let rows = keys.map { [$0.name, $0.checkValue.map { "check value \($0)" } ?? "not loaded"] }
        for line in TextTable(rows: rows).lines { Talk.say(line) }
    }

    private struct Report: Encodable {
        let schema = 1
        let port: String
        let serial: String
        let keys: [TerminalInformation.Key]
    }
}
