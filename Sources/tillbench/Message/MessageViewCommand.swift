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
        let (_, contents) = try input.read(guesser)
        var trees: [MessageTree] = []
        var isUnread = false
        for candidate in contents.candidates {
            let result = guesser.guess(candidate.bytes, length: reading.length, header: header)
            guard let best = result.best, best.score > 0 || contents.kind != .log else {
                Talk.error("\(candidate): no message that \(dialect?.id ?? "any dialect") reads")
                // A log is full of digits that are no messages; any other input is meant to be one.
                isUnread = isUnread || contents.kind != .log
                continue
            }
            trees.append(
                MessageTree(
                    candidate, dialect: best.dialect, framing: best.framing, guess: dialect == nil ? result : nil))
        }
        guard !trees.isEmpty else {
            throw MessageToolError(
                "there is no message in the input", why: "no dialect reads what is there",
                next: "name the dialect with --dialect and the headers with --length and --header")
        }
        try show(trees, expectations, isUnread)
    }

    private func show(_ trees: [MessageTree], _ expectations: [Expectation], _ isUnread: Bool) throws {
        let language = reading.language
        let text = TreeText(language, showsHex: hex)
        var reports: [TreeJSON] = []
        var isUnmet = false
        for (place, tree) in trees.enumerated() {
            var report = TreeJSON(tree, language)
            report.unmet = expectations.compactMap { $0.mismatch(tree, language) }
            isUnmet = isUnmet || !report.unmet.isEmpty
            if !json {
                for line in text.lines(tree, number: trees.count > 1 ? place + 1 : nil) { Talk.say(line) }
            }
            if let failure = tree.failure {
                let lines = text.lines(failure)
                Talk.error("error: " + lines.joined(separator: "\n"))
            }
            for line in report.unmet { Talk.error(trees.count > 1 ? "message \(place + 1): " + line : line) }
            reports.append(report)
        }
        if json { try JSONLines.say(reports) }
        if isUnread || trees.contains(where: { $0.failure != nil }) { throw ExitCode(2) }
        if isUnmet { throw ExitCode(1) }
    }
}
