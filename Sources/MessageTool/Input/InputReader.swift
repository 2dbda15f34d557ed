/// Finds what may be messages in a file, a text or a stream.
public struct InputReader {
    /// Largest input.
    public static let mostBytes = 64 << 20

    private let isMessage: ([UInt8]) -> Bool

    /// A reader.
    ///
    /// - Parameter isMessage: Says whether bytes are a whole message; decides where text could be read in two ways.
    public init(isMessage: @escaping ([UInt8]) -> Bool) { self.isMessage = isMessage }

    /// What the input holds.
    ///
    /// - Parameters:
    ///   - input: The whole input, at most `mostBytes`.
    ///   - kind: Its form; nil finds it out.
    /// - Throws: `MessageToolError` for an empty input, one that is too large, and one that is not of the form.
    public func read(_ input: [UInt8], as kind: InputKind? = nil) throws(MessageToolError) -> InputContents {
        guard input.count <= InputReader.mostBytes else { throw InputReader.tooLarge }
        guard input.contains(where: { $0 > 0x20 }) || (kind == .binary && !input.isEmpty) else {
            throw MessageToolError(
                "there is no message in the input", why: "it is empty",
                next: "give hexadecimal digits, a dump, base64, a log, or the bytes themselves")
        }
        if kind == .capture { return try CaptureInput.contents(input) }
        if let kind { return try InputContents(kind: kind, candidates: forced(input, kind)) }
        if CaptureInput.isCapture(input) {
            return try CaptureInput.contents(input)
        }
        if BinaryInput.isBinary(input) {
            return InputContents(kind: .binary, candidates: BinaryInput.candidates(input))
        }
        return try text(input)
    }

    /// The error for an input above `mostBytes`.
    public static let tooLarge = MessageToolError(
        "the input is too large", why: "at most 64 MiB are read", next: "cut the part out that matters")

    private func text(_ input: [UInt8]) throws(MessageToolError) -> InputContents {
        let lines = TextLine.all(input)
        if let dumps = dumps(input, lines) { return InputContents(kind: .hexdump, candidates: dumps) }
        let hex = HexText.candidates(input, lines, isMessage: isMessage) ?? []
        if hex.contains(where: { isMessage($0.bytes) }) { return InputContents(kind: .hex, candidates: hex) }
        if hex.isEmpty, let base64 = Base64Text.candidates(input, lines) {
            return InputContents(kind: .base64, candidates: base64)
        }
        let log = LogText.candidates(input, lines, isMessage: isMessage)
        // Digits with a time before them are a log, though all of it looks like hexadecimal digits.
        if !hex.isEmpty, !log.contains(where: { isMessage($0.bytes) }) {
            return InputContents(kind: .hex, candidates: hex)
        }
        guard !log.isEmpty else {
            throw MessageToolError(
                "there is no message in the input",
                why: "it is text without \(LogText.leastBytes) bytes of hexadecimal digits in a row",
                next: "say what it is with --input: " + InputReader.kinds)
        }
        return InputContents(kind: .log, candidates: log)
    }

    private static let kinds = InputKind.allCases.map(\.rawValue).joined(separator: ", ")

    private func forced(_ input: [UInt8], _ kind: InputKind) throws(MessageToolError) -> [Candidate] {
        let lines = kind == .binary || kind == .capture ? [] : TextLine.all(input)
        let candidates: [Candidate]? =
            switch kind {
            case .hex: HexText.candidates(input, lines, isMessage: isMessage)
            case .hexdump: dumps(input, lines)
            case .base64: Base64Text.candidates(input, lines)
            case .binary: BinaryInput.candidates(input)
            case .log: LogText.candidates(input, lines, isMessage: isMessage)
            case .capture: try CaptureInput.contents(input).candidates
            }
        guard let candidates, !candidates.isEmpty else {
            throw MessageToolError(
                "the input is not of the form \(kind.rawValue)", why: "--input says so",
                next: "leave --input out to find the form by the content")
        }
        return candidates
    }

    /// The dumps of a text that is nothing but dumps; nil when there is anything else.
    private func dumps(_ text: [UInt8], _ lines: [TextLine]) -> [Candidate]? {
        var dumps: [Candidate] = []
        var index = 0
        while index < lines.count {
            if lines[index].isBlank(text) {
                index += 1
                continue
            }
            guard let dump = HexDump.read(text, lines[index...]) else { return nil }
            dumps.append(dump.candidate)
            index += dump.lineCount
        }
        return dumps.isEmpty ? nil : dumps
    }
}
