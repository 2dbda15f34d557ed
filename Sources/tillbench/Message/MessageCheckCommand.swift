import ArgumentParser
import MessageTool

struct MessageCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Hold messages against the rules of their dialect.",
        discussion: """
            Fields that must and must not be there for this kind of message, and contents that make sense: dates, amounts, \
            currencies, account numbers, tracks, totals, response codes, entry mode. Nothing of a card is shown.

            Examples:
              tillbench msg check 0800002000...
              tillbench msg check --dialect hypercom --lang zh sale.hex void.hex
              cat frame.bin | tillbench msg check --json -

            Exit code 1 when there is an error (with --strict also for a warning), 2 when a part of the input cannot be read.
            """)

    @OptionGroup var reading: MessageReading
    @Flag(help: "Warnings count as errors.") var strict = false
    @Flag(help: "JSON instead of text: a list with one entry for each message.") var json = false
    @Argument(help: "Messages: hexadecimal digits, files, logs, captures, or - for standard input.")
    var messages: [String] = []

    func run() throws {
        let inputs: [String?] = messages.isEmpty ? [nil] : messages
        let read = try inputs.map { try reading.messages($0) }
        let reports = read.flatMap(\.messages).map {
            CheckReport($0.message, $0.dialect, tpdu: $0.tpdu, reading.language)
        }
        if json {
            try Talk.json(reports)
        } else {
            for report in reports { Talk.say(report.text(reading.language)) }
        }
        if reports.contains(where: { $0.errors > 0 || strict && $0.warnings > 0 }) { throw ExitCode(1) }
        if read.contains(where: { !$0.isWhole }) { throw ExitCode(2) }
    }
}
