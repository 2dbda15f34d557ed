import ArgumentParser
import SMP
import TerminalService
import VirtualTerminal

struct KeysLoad: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Load key blocks into a terminal.",
        discussion: """
            The file is YAML, for example:

              serial: VP12345678          # the terminal that they are for; may be left out
              master: D0112K0TB00N0000... # a key block alone,
              pin: {block: D0112P0TE00N0000..., kcv: 08D7B4}   # or with the check value of its key

            The terminal opens the blocks itself. It refuses one that was changed, one for another use, and one whose key \
            has another check value; keys that went before it in the file are loaded then. With a new master key the terminal \
            signs on again to get its working keys.
            """)

    @Argument(help: "YAML file with the key blocks.") var file: String
    @OptionGroup var target: OnePort
    @Flag(help: "Do it: the keys of these names are replaced, and the firmware starts anew.") var yes = false
    @Flag(help: "The result as JSON.") var json = false

    func run() throws {
        let given = try KeyFile(path: file)
        let client = try target.client()
        let serial = try client.ask(IdentityRequest()).serial
        guard given.serial == nil || given.serial == serial else {
            throw BenchError(
                .check, "the key blocks are for another terminal: \(given.serial ?? "")",
                why: "the one on \(client.path) is \(serial)", next: "use the file of this terminal; nothing was loaded"
            )
        }
        let before = try client.keys()
        func value(_ name: String, _ keys: [TerminalInformation.Key]) -> String? {
            keys.first { $0.name == name }?.checkValue
        }
        for key in given.keys {
            Talk.error(
                TextTable.shown(
                    "\(key.name): block \(key.header); check value now \(value(key.name, before) ?? "none")"))
        }
        guard yes else { throw KeysLoad.isNotAsked }
        let names = given.keys.map(\.name).joined(separator: ", ")
        try Logged.run(.keysLoad, serial, details: [("port", client.path), ("keys", names)]) {
            try load(given, client)
        }
        let after = try client.keys()
        let loaded = given.keys.map {
            Loaded(name: $0.name, before: value($0.name, before), after: value($0.name, after))
        }
        try StateFolder.history.add(
            DeviceHistory.Entry(
                kind: "keys", outcome: "\(loaded.count) key(s) loaded",
                details: loaded.map { "\($0.name): check value \($0.before ?? "none") -> \($0.after ?? "none")" }),
            for: serial)
        if json { return try Talk.json(Report(port: client.path, serial: serial, keys: loaded)) }
        let rows = loaded.map { [$0.name, "check value \($0.before ?? "none") -> \($0.after ?? "none")"] }
        for line in TextTable(rows: rows).lines { Talk.say(line) }
    }

    private func load(_ given: KeyFile, _ client: ManagementClient) throws {
        for key in given.keys {
            _ = try client.ask(LoadKeyRequest(name: key.name, block: key.block, checkValue: key.checkValue))
            Talk.error(TextTable.shown("\(key.name): loaded"))
        }
    }

    private struct Loaded: Encodable {
        let name: String
        let before: String?
        let after: String?
    }

    private struct Report: Encodable {
        let schema = 1
        let port: String
        let serial: String
        let keys: [Loaded]
    }

    private static let isNotAsked = BenchError(
        .file, "nothing was loaded", why: "the keys of these names would be replaced",
        next: "add --yes when that is meant")
}
