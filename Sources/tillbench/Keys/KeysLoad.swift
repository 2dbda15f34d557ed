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
        Talk.error(TerminalInformation.Batch(try client.ask(BatchStateRequest())).stakeWords)
        guard yes else { throw KeysLoad.isNotAsked }
        let names = given.keys.map(\.name).joined(separator: ", ")
        var done: [String] = []
        func note(_ keys: [Loaded]) throws {
            try StateFolder.history.add(
                DeviceHistory.Entry(
                    kind: "keys", outcome: "\(keys.count) key(s) loaded",
                    details: keys.map { "\($0.name): check value \($0.before ?? "none") -> \($0.after ?? "none")" }),
                for: serial)
        }
        do {
            try Logged.run(.keysLoad, serial, details: [("port", client.path), ("keys", names)]) {
                try load(given, client) { done.append($0) }
            }
        } catch {
            // What went before the failure is in the terminal. Its check value may not be to be had any more.
            let after = (try? client.keys()) ?? []
            let held = done.map { Loaded(name: $0, before: value($0, before), after: value($0, after) ?? "not read") }
            do { if !held.isEmpty { try note(held) } } catch { Talk.error("note: not in the history: \(error)") }
            throw error
        }
        let after = try client.keys()
        let loaded = done.map { Loaded(name: $0, before: value($0, before), after: value($0, after)) }
        try note(loaded)
        if json { return try Talk.json(Report(port: client.path, serial: serial, keys: loaded)) }
        let rows = loaded.map { [$0.name, "check value \($0.before ?? "none") -> \($0.after ?? "none")"] }
        for line in TextTable(rows: rows).lines { Talk.say(line) }
    }

    private func load(_ given: KeyFile, _ client: ManagementClient, loaded: (String) -> Void) throws {
        for key in given.keys {
            // Each key starts the firmware anew, which signs on by itself.
            try StepWork(client, limit: .seconds(300)).waitForRest()
            _ = try client.ask(LoadKeyRequest(name: key.name, block: key.block, checkValue: key.checkValue))
            loaded(key.name)
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
