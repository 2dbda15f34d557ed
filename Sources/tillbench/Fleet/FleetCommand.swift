import ArgumentParser
import Fleet
import ISO8583
import Settlement
import VirtualTerminal

struct FleetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fleet", abstract: "What the watch knows of all terminals: overdue settlements, days, costs.",
        subcommands: [
            FleetStatusCommand.self, FleetDigestCommand.self, FleetClustersCommand.self, FleetCostCommand.self,
        ])
}

/// What all of `fleet` take.
struct FleetOptions: ParsableArguments {
    @Option(help: "Store (SQLite) of `tillbench watch`.") var store = "fleet.sqlite"
    @Option(help: "The moment, as 2026-11-23T23:40. Default: now.") var at: String?
    @Option(help: "Language of the text: en or zh.") var lang = LanguageOption.en
    @Flag(help: "JSON instead of text.") var json = false

    func open() throws -> FleetStore { try FleetStore(path: store, mayMake: false) }

    func now() throws -> ClockTime { try at.map { try HostLeash.time($0) } ?? .workstation() }

    func word(_ english: String, _ chinese: String) -> String { lang.language == .english ? english : chinese }
}
