import ArgumentParser
import ISO8583
import MessageTool

struct MessageViewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view", abstract: "Show messages as trees: headers, type, bitmap, every field and what is in it.",
        discussion: """
            Account numbers are shown with their first six and last four digits; tracks, PIN blocks, MACs, keys and names are \
            never shown, and there is no option that shows them: output may go into a ticket as it is.

              tillbench msg view frame.bin
              tillbench msg view 0057600003000060310031... --lang zh
              tillbench msg view host.log --json
              xxd frame.bin | tillbench msg view --hex
              tillbench msg view answer.hex --expect mti=0210 --expect 39=00 --expect '!64' --expect 4=12.50

            At the end of a line stand the place of its bytes and how many they are. JSON is one object, or one line for each \
            of several messages; its schema has a number and is described with the module MessageTool.

            Exit codes: 0 done, 1 an expectation is not met, 2 a message cannot be read to its end: what was read is shown, \
            then the field and byte at which it stops.
            """)

    @OptionGroup var input: MessageInput
    @OptionGroup var reading: MessageReading
    @Flag(help: "JSON instead of text.") var json = false
    @Flag(help: "Also the bytes of each field, masked.") var hex = false
    @Option(help: "What the message should hold: 39=00, 39, !64, 4=12.50 or mti=0210; may be given again.")
    var expect: [String] = []

    func run() throws {
        let expectations = try expect.map { try Expectation($0) }
        let dialect = try reading.namedDialect()
        let header = try reading.namedHeader()
        let guesser = dialect.map { Guesser(only: [$0]) } ?? Guesser()
        let (_, contents) = try input.read(guesser, as: reading.kind)
        let lines = JSONLines(count: contents.candidates.count)
        for problem in contents.problems { Talk.error(problem) }
        var (shown, isUnread, isUnmet) = (0, !contents.problems.isEmpty, false)
        for candidate in contents.candidates {
            let result = guesser.guess(candidate.bytes, length: reading.length, header: header)
            guard let best = result.best, best.score > 0 || contents.kind != .log else {
                Talk.error("\(candidate): no message that \(dialect?.id ?? "any dialect") reads")
                // A log is full of digits that are no messages; any other input is meant to be one.
                isUnread = isUnread || contents.kind != .log
                continue
            }
            shown += 1
            let tree = MessageTree(
                candidate, dialect: best.dialect, framing: best.framing, guess: dialect == nil ? result : nil)
            let unmet = expectations.compactMap { $0.mismatch(tree, reading.language) }
            try show(tree, unmet, number: contents.candidates.count > 1 ? shown : nil, lines)
            isUnread = isUnread || tree.failure != nil
            isUnmet = isUnmet || !unmet.isEmpty
        }
        guard shown > 0 else {
            throw MessageToolError(
                "there is no message in the input", why: "no dialect reads what is there",
                next: "name the dialect with --dialect and the headers with --length and --header")
        }
        if isUnread { throw ExitCode(2) }
        if isUnmet { throw ExitCode(1) }
    }

    private func show(_ tree: MessageTree, _ unmet: [String], number: Int?, _ lines: JSONLines) throws {
        let text = TreeText(reading.language, showsHex: hex)
        if json {
            var report = TreeJSON(tree, reading.language)
            report.unmet = unmet
            try lines.say(report)
        } else {
            for line in text.lines(tree, number: number) { Talk.say(line) }
        }
        if let failure = tree.failure { Talk.error("error: " + text.lines(failure).joined(separator: "\n")) }
        for line in unmet { Talk.error((number.map { "message \($0): " } ?? "") + line) }
    }
}
