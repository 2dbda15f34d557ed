import ArgumentParser

struct MessageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "msg", abstract: "ISO 8583 messages: see, build, compare, convert, mask and check them.",
        subcommands: [
            MessageViewCommand.self, MessageBuildCommand.self, MessageDiffCommand.self, MessageConvertCommand.self,
            MessageRedact.self, MessageCheckCommand.self, MessageGuess.self,
            MessageWiresharkCommand.self,
        ])
}
