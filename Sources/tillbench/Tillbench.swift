import ArgumentParser

@main
struct Tillbench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tillbench",
        abstract: "A test bench for card payment terminals.",
        discussion: """
            A whole terminal on the bench: firmware with display, keypad, reader, printer, clock and flash memory. It talks \
            ISO 8583 over a serial line, a bridge carries that to an acquirer host, and at close of day the batch settles.

            Exit codes: 0 done, 1 a check failed, 2 usage or bad file, 3 device or port, 4 the other side is silent, \
            5 refused by the host or the terminal, 6 settlement overdue, 130 interrupted.
            """,
        version: "0.1.0",
        subcommands: [
            ScenarioCommand.self, TerminalCommand.self, HostCommand.self, BridgeCommand.self, PortsCommand.self,
            MessageCommand.self, SimulateCommand.self, SopCommand.self, DoctorCommand.self,
            AuditCommand.self, FlashCommand.self, ParamsCommand.self, KeysCommand.self, WatchCommand.self,
            FleetCommand.self,
        ])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            Failure.exit(error)
        }
    }
}
