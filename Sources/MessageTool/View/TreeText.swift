import ISO8583

/// A tree as text: one line for each node.
public struct TreeText: Sendable {
    private let language: Language
    private let showsHex: Bool

    /// A renderer.
    ///
    /// - Parameter showsHex: Also the bytes of each node, below it.
    public init(_ language: Language = .english, showsHex: Bool = false) {
        self.language = language
        self.showsHex = showsHex
    }

    /// The lines of a message.
    ///
    /// - Parameter number: Which of several messages it is; nil for the only one.
    public func lines(_ tree: MessageTree, number: Int? = nil) -> [String] {
        var lines = [title(tree, number)]
        if let guess = tree.guess { lines += guessed(guess) }
        for note in tree.notes { lines.append("  ! " + note.text(language)) }
        for node in tree.nodes { lines += self.lines(node, depth: 1) }
        return lines
    }

    /// What stopped the reading, with the place marked.
    public func lines(_ failure: TreeFailure) -> [String] {
        let isEnglish = language == .english
        let name = failure.fieldName.map { " " + $0.text(language) } ?? ""
        let field = failure.field.map { (isEnglish ? "field \($0)" : "\($0)域") + name }
        let place = (field.map { $0 + ", " } ?? "") + (isEnglish ? "byte \(failure.offset)" : "第\(failure.offset)字节")
        var lines = [place + ": " + failure.words.text(language)]
        if let expected = failure.expected, let found = failure.found {
            lines.append("  " + (isEnglish ? "expected: " : "应为: ") + expected.text(language))
            lines.append("  " + (isEnglish ? "found:    " : "实际: ") + found.text(language))
        }
        lines.append("  " + failure.dump)
        lines.append("  " + failure.mark)
        return lines
    }

    private func title(_ tree: MessageTree, _ number: Int?) -> String {
        let isEnglish = language == .english
        var parts = [isEnglish ? "message" : "报文"]
        if let number { parts.append(String(number)) }
        if let line = tree.line { parts.append(isEnglish ? "(line \(line))" : "(第\(line)行)") }
        if let packet = tree.packet { parts.append(isEnglish ? "(packet \(packet))" : "(第\(packet)包)") }
        let reading = tree.reading
        return parts.joined(separator: " ") + ": "
            + [
                reading.dialect.id + " (" + reading.dialect.name + ")",
                isEnglish ? "\(tree.byteCount) bytes" : "\(tree.byteCount)字节",
                reading.framing.length.name.text(language), reading.framing.header.name.text(language),
            ].joined(separator: ", ")
    }

    private func guessed(_ guess: GuessResult) -> [String] {
        guard let best = guess.best else { return [] }
        let isEnglish = language == .english
        var line = isEnglish ? "  guessed, score \(best.score)" : "  推测, 评分\(best.score)"
        if !best.alike.isEmpty {
            line += (isEnglish ? "; reads the same as " : "; 读法相同: ") + best.alike.joined(separator: ", ")
        }
        var lines = [line]
        if guess.verdict == .ambiguous, guess.guesses.count > 1 {
            let other = guess.guesses[1]
            lines.append(
                isEnglish
                    ? "  ! ambiguous: \(other.dialect.id) is nearly as good (score \(other.score)); name one with --dialect"
                    : "  ! 不唯一: \(other.dialect.id)相近(评分\(other.score)); 请用--dialect指定")
        }
        return lines
    }

    private func lines(_ node: TreeNode, depth: Int) -> [String] {
        let indent = String(repeating: "  ", count: depth)
        let label =
            switch node.kind {
            case .field: "F" + node.id
            case .object: node.id
            // Parts of a header have no numbers.
            case .part: node.id.utf8.first.map { $0 < 0x3A } ?? false ? node.id : ""
            default: ""
            }
        let width = node.kind == .field ? 5 : 0
        let padding = label.isEmpty ? "" : String(repeating: " ", count: max(1, width - label.utf8.count))
        var line = indent + label + padding + node.name.text(language) + ":"
        if !node.value.isEmpty { line += " " + node.value }
        if let meaning = node.meaning { line += "  (" + meaning.text(language) + ")" }
        line += "  [\(node.range.lowerBound)+\(node.range.count)]"
        var lines = [line]
        for note in node.notes { lines.append(indent + "  ! " + note.text(language)) }
        if showsHex, node.children.isEmpty || node.kind == .tpdu || node.kind == .header || node.kind == .field {
            lines += hex(node.hex).map { indent + "  = " + $0 }
        }
        for child in node.children { lines += self.lines(child, depth: depth + 1) }
        return lines
    }

    /// Thirty-two bytes a line.
    private func hex(_ digits: String) -> [String] {
        let characters = Array(digits.utf8)
        return stride(from: 0, to: characters.count, by: 64).map { start in
            String(decoding: characters[start..<min(start + 64, characters.count)], as: UTF8.self)
        }
    }
}
