import ArgumentParser
import MessageTool

struct MessageDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Compare two messages by meaning.",
        discussion: """
            The same meaning in another spelling is said to be the same: = or D in a track, zeros before an amount, spaces \
            behind a text, the order of chip data, date and time in one field or in two. Contents of cards are masked.

            Examples:
              tillbench msg diff before.hex after.hex --ignore 7,11,12,37
              tillbench msg diff --dialect unionpay --dialect-b iso93 a.bin b.bin --json

            Exit code 1 when the messages differ in meaning.
            """)

    @OptionGroup var reading: MessageReading
    @Option(help: "Dialect of the second message, when it is another one.") var dialectB: String?
    @Option(help: "Numbers of fields that do not count, with commas between them.") var ignore: String = ""
    @Flag(help: "JSON instead of text.") var json = false
    @Argument(help: "First message: hexadecimal digits, a file, or - for standard input.") var first: String
    @Argument(help: "Second message.") var second: String

    func validate() throws {
        if first == "-", second == "-" {
            throw ValidationError("only one of the messages can come from standard input")
        }
    }

    func run() throws {
        let ignored = try ignore.split(separator: ",").map { text in
            guard let field = Int(text), (2...192).contains(field) else {
                throw MessageToolError("--ignore \(ignore) names no fields", next: "write it as --ignore 7,11,12,37")
            }
            return field
        }
        let left = try reading.message(first)
        let right = try reading.message(second, dialect: dialectB)
        let diff = MessageDiff(
            MessageDiff.Side(left.message, left.dialect), MessageDiff.Side(right.message, right.dialect),
            ignoring: Set(ignored))
        if json {
            try Talk.json(diff.report(reading.language))
        } else {
            Talk.say(diff.text(reading.language))
        }
        if !diff.isEqual { throw ExitCode(1) }
    }
}
