import ArgumentParser
import Foundation
import ISO8583
import MessageTool

struct MessageRedact: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact", abstract: "Write messages or a whole log with everything secret replaced.",
        discussion: """
            Account numbers keep their first six and last four digits, the others become 0 and 9 by turns. Tracks, PIN blocks, \
            keys and MACs become zeros, names become spaces; so do their copies elsewhere in the text. Lengths stay, so that \
            every message can still be read; a MAC no longer holds. Bytes that no dialect reads become zeros as well: what \
            cannot be read cannot be masked by its fields.

              tillbench msg redact host.log > host-masked.log
              tillbench msg redact frame.bin
              tillbench msg redact capture.txt --as hex --dialect hypercom

            What was replaced is told on standard error. Exit code 2 when something other than a \
            log could not be read to its end.
            """)

    /// In what form the copy is written.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case text, hex
    }

    @OptionGroup var input: MessageInput
    @OptionGroup var reading: MessageReading
    @Option(
        name: .customLong("as"),
        help:
            "text: the input line for line; hex: one line of digits for each message. Default: text; hex for raw bytes."
    )
    var form: Form?

    func run() throws {
        let guesser = Guesser()
        let dialect = try reading.namedDialect()
        let header = try reading.namedHeader()
        let (bytes, contents) = try input.read(
            dialect.map { Guesser(only: [$0]) } ?? guesser, as: reading.kind)
        let redactor = Redactor(guesser, dialect: dialect, length: reading.length, header: header)
        let copy = redactor.mask(bytes, contents)
        let isText = contents.kind != .binary && contents.kind != .capture
        if form ?? (isText ? .text : .hex) == .text {
            Talk.write(copy.output)
        } else {
            for message in copy.messages { Talk.say(message.map { String(format: "%02X", $0) }.joined()) }
        }
        for note in copy.notes { Talk.error(note.text(reading.language)) }
        // A log is full of digits that are no messages; any other input is meant to be one.
        for problem in contents.problems { Talk.error(problem) }
        if copy.unreadCount > 0 || !contents.problems.isEmpty, contents.kind != .log { throw ExitCode(2) }
    }
}
