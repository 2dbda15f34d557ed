import ArgumentParser
import SMP
import TerminalService
import VirtualTerminal

struct ParamsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "params", abstract: "A terminal's settings: show them, compare them with a file, load them.",
        discussion: """
            A file has the form of `terminal start --config` (see hardware/parameters/corner-shop.yaml). Settings that it \
            does not name stay as they are. Keys and passwords are not read, and do not go over the service port: keys go as \
            key blocks, see `tillbench keys`.

            Exit codes: 0 done or equal, 1 they differ, 2 a bad file, 3 port, 4 the terminal is silent, 5 refused by the \
            terminal, 130 interrupted.
            """,
        subcommands: [ParamsShow.self, ParamsDiff.self, ParamsLoad.self])
}

struct ParamsShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a terminal's settings, in the form of a file.",
        discussion: "What comes out can be given to `params diff` and `params load`.")

    @Argument(help: "The service port: a path, or usb:... or path:... as in `ports list`.") var port: String
    @OptionGroup var service: ServiceOption
    @Flag(help: "JSON instead of YAML.") var json = false

    func run() throws {
        let client = try ManagementClient(
            opening: try ServicePort.path(port), service.options(try .atInterruption()))
        let identity = try client.ask(IdentityRequest())
        let settings = try client.allSettings()
        if json {
            return try Talk.json(
                Report(
                    port: client.path, model: identity.model, serial: identity.serial,
                    settings: Dictionary(settings.map { ($0.name, $0.value) }) { $1 }))
        }
        Talk.say(TextTable.shown("# \(identity.model), \(identity.serial)"))
        for line in try ShopFile.text(settings).split(separator: "\n") { Talk.say(TextTable.shown(String(line))) }
    }

    private struct Report: Encodable {
        let schema = 1
        let port: String
        let model: String
        let serial: String
        let settings: [String: String]
    }
}

struct ParamsDiff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Compare terminals' settings with a file; exit code 1 when they differ.")

    @Argument(help: "YAML file with the shop's settings.") var file: String
    @OptionGroup var ports: PortsOption
    @OptionGroup var service: ServiceOption
    @Option(help: "Language of the text: en or zh.") var lang = LanguageOption.en
    @Flag(help: "JSON, one line for each terminal.") var json = false

    func run() throws {
        let shop = try ShopFile(path: file)
        let stop = try StopFlag.atInterruption()
        let outcomes = ManyPorts.run(try ports.paths()) { path in
            let client = try ManagementClient(opening: path, service.options(stop))
            return ParamsReport(try ParameterPlan(shop.settings, for: client), path, state: nil)
        }
        let text = ParamsText(language: lang)
        try ManyPorts.tell(outcomes, asJSON: json, lang) { text.lines($0) }
        let isDifferent = outcomes.contains { outcome in
            guard case .success(let report) = outcome.result else { return false }
            return report.state != "equal"
        }
        if isDifferent { throw ExitCode(1) }
    }
}
