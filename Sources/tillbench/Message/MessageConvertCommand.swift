import ArgumentParser
import ISO8583
import MessageTool

struct MessageConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert", abstract: "Carry a message into another dialect, by meaning.",
        discussion: """
            The new message goes to standard output, without headers; what moved, what was assumed, and what could not be \
            carried over is told on standard error. A MAC never comes along: it is over the bytes.

            Examples:
              tillbench msg convert --dialect iso87-ascii --to iso93 request.hex
              tillbench msg convert --to iso87-binary --strict --at 2026-11-23 0200...
              tillbench msg convert --to hypercom --json frame.bin

            Exit code 1 with --strict when a field could not be carried over; then no bytes are printed.
            """)

    @OptionGroup var reading: MessageReading
    @Option(help: "Dialect of the new message: \(DialectChoice.help).") var to: String
    @Option(help: "Dates without a year lie nearest to this one (YYYY-MM-DD); without it, today.") var at: String?
    @Flag(help: "A field that cannot be carried over is an error.") var strict = false
    @Option(help: "How the bytes are printed: hex, raw, base64.") var format = ByteFormat.hex
    @Flag(help: "JSON: the message in hexadecimal, and what became of its fields.") var json = false
    @Argument(help: "Message: hexadecimal digits, a file, or - for standard input.") var message: String

    func run() throws {
        let target = try DialectChoice.named(to)
        let read = try reading.message(message)
        let converter = MessageConverter(from: read.dialect, to: target, near: try LocalMoment.at(at))
        let conversion = converter.convert(read.message)
        let bytes: [UInt8]
        do { bytes = try target.encode(conversion.message) } catch {
            throw MessageToolError("the message cannot be written as \(target.id)", why: error.description)
        }
        if json {
            let report = ConversionReport(conversion, from: read.dialect, to: target, bytes: bytes, reading.language)
            try Talk.json(report)
        } else {
            for note in conversion.notes { Talk.error(note.line(reading.language)) }
        }
        if strict, !conversion.isComplete { throw ExitCode(1) }
        if !json { try format.write(bytes) }
    }
}
