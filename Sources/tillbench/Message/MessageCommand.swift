import ArgumentParser

struct MessageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "msg", abstract: "ISO 8583 messages: see, build, compare, convert, mask and check them.",
        subcommands: [
            MessageBuildCommand.self, MessageDiffCommand.self, MessageConvertCommand.self, MessageCheckCommand.self,
            MessageWiresharkCommand.self,
        ])
}
