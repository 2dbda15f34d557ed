import ArgumentParser
import ISO8583
import MessageTool

struct MessageGuess: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guess", abstract: "Say which dialect, length header and transport header bytes are, and why.",
        discussion: """
            Every built-in dialect is tried behind every header. Readings are told best first, each with its score (0 to 100) \
            and reasons; dialects that read the very same contents are named together. Where none fits, the closest ones are \
            told, with the field and byte at which they stop.

              tillbench msg guess frame.bin
              tillbench msg guess 00576000030000...
              grep 'send' host.log | tillbench msg guess --json

            Exit codes: 0 every message was recognised, 2 one was not.
            """)

    @OptionGroup var input: MessageInput
    @Option(
        name: .customLong("input"),
        help: "Form of the input: hex, hexdump, base64, binary, log or capture. Default: found by the content.")
    var kind: InputKind?
    @Option(name: .customLong("with"), help: "A dialect file that is tried as well; may be given again.")
    var others: [String] = []
    @Option(help: "Language of the reasons: en or zh.") var lang: LanguageOption = .en
    @Flag(help: "JSON instead of text: one object, or one line for each message.") var json = false

    func run() throws {
        let guesser = Guesser(others: try others.map { try DialectChoice.named($0) })
        let (_, contents) = try input.read(guesser, as: kind)
        let language: Language = lang == .en ? .english : .chinese
        let lines = JSONLines(count: contents.candidates.count)
        for problem in contents.problems { Talk.error(problem) }
        var isUnread = !contents.problems.isEmpty
        for candidate in contents.candidates {
            let result = guesser.guess(candidate.bytes)
            isUnread = isUnread || result.verdict == .none
            if json {
                try lines.say(GuessReport(candidate, result, contents.kind, language))
            } else {
                try tell(candidate, result, contents.kind, language)
            }
        }
        if isUnread { throw ExitCode(2) }
    }

    private func tell(
        _ candidate: Candidate, _ result: GuessResult, _ kind: InputKind, _ language: Language
    ) throws(MessageToolError) {
        let isEnglish = language == .english
        let verdict =
            switch result.verdict {
            case .clear: isEnglish ? "clear" : "明确"
            case .ambiguous: isEnglish ? "ambiguous" : "不唯一"
            case .none: isEnglish ? "no dialect fits; the closest are" : "没有方言相符; 最接近的是"
            }
        Talk.say("\(kind.rawValue), \(candidate): \(verdict)")
        for guess in result.guesses {
            let framing = "\(guess.framing.length.rawValue), \(guess.framing.header.id)"
            var line =
                "  \(guess.score)  \(guess.dialect.id)  (" + (isEnglish ? "length, header: " : "长度头, 传输头: ") + framing
            line += ")"
            if !guess.alike.isEmpty {
                line += (isEnglish ? "; the same: " : "; 相同: ") + guess.alike.joined(separator: ", ")
            }
            Talk.say(line)
            for reason in guess.reasons {
                let points = "\(reason.points < 0 ? "" : "+")\(reason.points)"
                Talk.say("      \(points) \(reason.words.text(language))")
            }
            if let error = guess.error {
                let place = error.field.map { isEnglish ? "field \($0), " : "\($0)域, " } ?? ""
                Talk.say(
                    "      " + place + (isEnglish ? "byte \(error.offset): " : "第\(error.offset)字节: ")
                        + error.kind.words.text(language))
            }
        }
    }
}

/// All guesses for one message.
private struct GuessReport: Encodable {
    let schema = 1
    let input: String
    let line: Int?
    let packet: Int?
    let offset: Int
    let byteCount: Int
    let verdict: String
    let guesses: [GuessJSON]

    init(_ candidate: Candidate, _ result: GuessResult, _ kind: InputKind, _ language: Language) {
        input = kind.rawValue
        line = candidate.line
        packet = candidate.packet
        offset = candidate.offset
        byteCount = candidate.bytes.count
        verdict = result.verdict.rawValue
        guesses = result.guesses.map { GuessJSON($0, result.verdict, language) }
    }
}
