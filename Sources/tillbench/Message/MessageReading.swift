import ArgumentParser
import ISO8583
import MessageTool

/// How messages are read, for every verb that takes a dialect.
struct MessageReading: ParsableArguments {
    @Option(help: ArgumentHelp("Dialect: \(DialectChoice.help). Default: guessed, see `tillbench msg guess`."))
    var dialect: String?
    @Option(help: "Transport header: none, tpdu or tpdu-unionpay. Default: found by the bytes.") var header: String?
    @Option(
        help: """
            Length header: none, binary, binary-inclusive, little, little-inclusive, bcd or ascii. Default: found by the \
            bytes.
            """)
    var length: FrameLength?
    @Option(
        name: .customLong("input"),
        help: "Form of the input: hex, hexdump, base64, binary, log or capture. Default: found by the content.")
    var kind: InputKind?
    @Option(help: "Language of names and meanings: en or zh.") var lang: LanguageOption = .en

    var language: Language { lang == .en ? .english : .chinese }

    /// The named dialect; nil to guess.
    func namedDialect() throws -> Dialect? { try dialect.map { try DialectChoice.named($0) } }

    /// The named transport header; nil to find it.
    func namedHeader() throws -> TransportHeader? {
        guard let header else { return nil }
        guard let named = TransportHeader(id: header) else {
            throw MessageToolError(
                "\"\(header)\" is no transport header",
                next: "use one of " + TransportHeader.allCases.map(\.id).joined(separator: ", "))
        }
        return named
    }

    /// A message that was read, and what stood before it.
    struct Read {
        let message: Message
        let dialect: Dialect
        let tpdu: TPDU?
    }

    /// The one message of an input.
    func message(_ argument: String, dialect name: String? = nil) throws -> Read {
        let all = try messages(argument, dialect: name).messages
        guard all.count == 1, let only = all.first else {
            throw MessageToolError(
                "\(argument == "-" ? "standard input" : TypedText.shown(argument)) holds \(all.count) messages",
                why: "one is wanted here", next: "cut one out: `tillbench msg view` shows them with their places")
        }
        return only
    }

    /// All messages of an input.
    ///
    /// - Returns: The messages, and whether that is all of the input; what is missing is told on standard error.
    func messages(_ argument: String?, dialect name: String? = nil) throws -> (messages: [Read], isWhole: Bool) {
        let dialect = try (name ?? self.dialect).map { try DialectChoice.named($0) }
        let guesser = dialect.map { Guesser(only: [$0]) } ?? Guesser()
        let header = try namedHeader()
        let contents = try InputReader { guesser.isMessage($0) }.read(try InputSource.load(argument), as: kind)
        var problems = contents.problems
        var read: [Read] = []
        for candidate in contents.candidates {
            let best = guesser.guess(candidate.bytes, length: length, header: header).best
            // A log is full of digits that are no messages; any other input is meant to be one.
            if contents.kind == .log, best == nil || best?.error != nil {
                guard let best, best.score > 0 else { continue }
                problems.append(unreadable(candidate, best.dialect, best.error).what)
                continue
            }
            guard let best else { throw unreadable(candidate, dialect, nil) }
            do {
                read.append(try message(candidate, best))
            } catch {
                throw unreadable(candidate, best.dialect, error)
            }
        }
        guard !read.isEmpty else {
            throw MessageToolError(
                "there is no message in the input", why: "no dialect reads what is there",
                next: "name the dialect with --dialect and the headers with --length and --header")
        }
        for problem in problems { Talk.error(problem) }
        return (read, problems.isEmpty)
    }

    private func message(_ candidate: Candidate, _ guess: Guess) throws(ISO8583Error) -> Read {
        let bytes = candidate.bytes
        let tpdu = try guess.framing.tpdu.map { range throws(ISO8583Error) in try TPDU(bytes[range]) }
        let message = try guess.dialect.decode([UInt8](bytes[guess.framing.byteCount...]))
        return Read(message: message, dialect: guess.dialect, tpdu: tpdu)
    }

    private func unreadable(_ candidate: Candidate, _ dialect: Dialect?, _ error: ISO8583Error?) -> MessageToolError {
        MessageToolError(
            "the message at \(candidate) cannot be read" + (dialect.map { " as \($0.id)" } ?? ""),
            why: error?.description ?? "no dialect reads it behind any header",
            next: "name another dialect with --dialect, or the headers with --length and --header")
    }
}

/// A language as people type it.
enum LanguageOption: String, ExpressibleByArgument, CaseIterable {
    case en, zh
}

extension InputKind: ExpressibleByArgument {}
extension FrameLength: ExpressibleByArgument {}
