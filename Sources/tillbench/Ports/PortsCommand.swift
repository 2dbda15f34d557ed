import ArgumentParser

struct PortsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ports", abstract: "Serial ports of this machine.",
        subcommands: [
            PortsList.self, PortsWatch.self, PortsRules.self,
            PortsConsole.self,
            PortsVirtual.self,
            PortsTest.self,
        ])
}
