import ArgumentParser
import Foundation
import TerminalService

struct TerminalHistory: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "What was done with a terminal on this workstation.",
        discussion: "Self-tests and flashed firmware, the oldest first. Kept in tillbench/devices in the state folder.")

    @Argument(help: "Serial number.") var serial: String
    @Flag(help: "JSON, one line for each event.") var json = false
    @Flag(name: .shortAndLong, help: "Also the details.") var verbose = false

    func run() throws {
        let entries = try StateFolder.history.entries(of: serial)
        if entries.isEmpty { Talk.error("nothing is known of \(TextTable.shown(serial)) on this workstation") }
        for entry in entries {
            if json {
                try Talk.json(entry, isLine: true)
                continue
            }
            Talk.say(TextTable.shown("\(entry.at) \(entry.kind): \(entry.outcome)"))
            if verbose { for detail in entry.details { Talk.say("  " + TextTable.shown(detail)) } }
        }
    }
}

/// Where this program keeps what outlives a run.
enum StateFolder {
    static var history: DeviceHistory { DeviceHistory(folder: path("devices")) }

    /// A folder of this program in it.
    static func path(_ name: String) -> String {
        let environment = ProcessInfo.processInfo.environment
        let state =
            environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? (environment["HOME"] ?? ".") + "/.local/state"
        return state + "/tillbench/" + name
    }
}
