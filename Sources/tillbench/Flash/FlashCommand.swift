import ArgumentParser

struct FlashCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flash", abstract: "Put firmware on a terminal through its service port.",
        discussion: """
            Images are MCUboot's, made by imgtool; the port speaks SMP. A new image is started on trial first: a terminal \
            that is switched off before it is confirmed goes back to its old one. Nothing is flashed while money is not \
            settled.

            Exit codes: 0 done, 1 a check failed, 2 a bad file or one for another board, 3 port, 4 the terminal is silent, \
            5 refused by the terminal, 130 interrupted.
            """,
        subcommands: [
            FlashInfo.self, FlashPlanCommand.self, FlashWrite.self, FlashVerify.self, FlashConfirm.self,
            FlashRollback.self,
        ])
}

/// Which terminal is meant.
struct OnePort: ParsableArguments {
    @Option(help: "The service port: a path, or usb:... or path:... as in `ports list`.") var port: String
    @OptionGroup var service: ServiceOption
}
