import ArgumentParser
import SMP
import TerminalService
import VirtualTerminal

struct ParamsLoad: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Load a file of settings into terminals.",
        discussion: """
            Shows what would change, then changes it with --yes: all of the file or nothing. The terminal's firmware starts \
            anew with it; its journal is not touched. What is read back afterwards is compared with the file.

            The terminal refuses another terminal-id, merchant-id, dialect or nii while money is not settled.
            """)

    @Argument(help: "YAML file with the shop's settings.") var file: String
    @OptionGroup var ports: PortsOption
    @OptionGroup var service: ServiceOption
    @Flag(help: "Do it: settings are changed, and the firmware starts anew.") var yes = false
    @Option(help: "Language of the text: en or zh.") var lang = LanguageOption.en
    @Flag(help: "The result as JSON, one line for each terminal.") var json = false

    func run() throws {
        let shop = try ShopFile(path: file)
        let paths = try ports.paths()
        let text = ParamsText(language: lang)
        try checkIdentity(shop, paths)
        if !shop.secrets.isEmpty {
            Talk.error("not loaded, since it is secret: " + shop.secrets.joined(separator: ", "))
        }
        let stop = try StopFlag.atInterruption()
        let isMeant = yes
        let outcomes = ManyPorts.run(paths) { path in
            let client = try ManagementClient(opening: path, service.options(stop))
            let plan = try ParameterPlan(shop.settings, for: client)
            let before = ParamsReport(plan, path, state: nil)
            try plan.checkObstacles(path)
            guard !plan.changes.isEmpty else { return before }
            guard isMeant else {
                for line in text.lines(before) { Talk.error(TextTable.shown(line)) }
                throw ParamsLoad.isNotAsked
            }
            let names = plan.changes.map(\.name).joined(separator: ", ")
            _ = try Logged.run(.parametersLoad, plan.terminal.serial, details: [("port", path), ("settings", names)]) {
                try client.load(plan)
            }
            client.close()
            try StateFolder.history.add(
                DeviceHistory.Entry(
                    kind: "params", outcome: "\(plan.changes.count) setting(s) changed",
                    details: plan.changes.map { "\($0.name): \($0.before ?? "-") -> \($0.after ?? "-")" }),
                for: plan.terminal.serial)
            return ParamsReport(plan, path, state: "loaded")
        }
        try ManyPorts.tell(outcomes, asJSON: json, lang) { text.lines($0) }
    }

    /// Two terminals of one id would settle each other's batch.
    private func checkIdentity(_ shop: ShopFile, _ paths: [String]) throws {
        guard paths.count > 1, shop.settings.contains(where: { $0.name == "terminal-id" }) else { return }
        throw BenchError(
            .file, "\(file) gives \(paths.count) terminals the same terminal-id",
            why: "the host would take them for one terminal: their batches would be mixed",
            next: "leave terminal-id out of a file for many, and load each one's own with a single --port")
    }

    private static let isNotAsked = BenchError(
        .file, "nothing was changed", why: "a change of settings starts the firmware anew",
        next: "add --yes when that is meant")
}
