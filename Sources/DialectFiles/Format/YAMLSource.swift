import Yams

/// Turns the text of a file into nodes, when it is safe to do so.
///
/// A parser builds what the text asks for: before it is started, what could ask for more than the text's own size is
/// refused. Aliases are: a few lines of them stand for any number of nodes.
enum YAMLSource {
    /// The largest text, in bytes.
    static let mostBytes = 1 << 20
    /// The deepest nesting of the nodes.
    static let mostLevels = 24

    /// The root node, or nil after a problem was noted.
    ///
    /// - Parameter language: What the text is written in, for messages: YAML, or JSON, which is read as a part of it.
    static func root(_ text: String, _ log: ProblemLog, language: String = "YAML") -> Node? {
        // Some editors put a mark of the byte order before the text.
        let text = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
        guard isSafe(text, log) else { return nil }
        let root: Node?
        do {
            root = try Parser(yaml: text, encoding: .utf8).singleRoot()
        } catch {
            note(error, text, log, language)
            return nil
        }
        guard let root else {
            log.add(nil, "the file is empty")
            return nil
        }
        guard levels(of: root, within: mostLevels) else {
            log.add(root.place, "the file is nested too deeply", why: "at most \(mostLevels) levels are read")
            return nil
        }
        return root
    }

    // MARK: Before parsing

    private static func isSafe(_ text: String, _ log: ProblemLog) -> Bool {
        let bytes = text.utf8
        guard bytes.count <= mostBytes else {
            log.add(
                nil, "the file has \(bytes.count) bytes", why: "a file of at most \(mostBytes) bytes is read",
                next: "leave out what is no table of fields")
            return false
        }
        var place = Place(line: 1, column: 1)
        var levels = 0
        // The last character that was no blank, on this line.
        var last: Unicode.Scalar?
        var alias: Place?
        for scalar in text.unicodeScalars {
            if let start = alias {
                guard !isNameCharacter(scalar) else {
                    log.add(
                        start, "an alias of YAML (`*name`)", why: "anchors and aliases are not part of this format",
                        next: "use `defaults` or `extends`; in a text write \\x2A for the star, in quotes")
                    return false
                }
                alias = nil
            }
            switch scalar {
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
                if scalar == "\n" { place = Place(line: place.line + 1, column: 0) }
                last = nil
            case "\t", " ": break
            case "[", "{": levels += 1
            case "]", "}": levels -= 1
            case "*" where last.map({ "-?:[{,".unicodeScalars.contains($0) }) ?? true: alias = place
            default:
                guard scalar.value >= 0x20, scalar.value != 0x7F else {
                    log.add(
                        place, "a control character, code \(scalar.value)", why: "the file is text",
                        next: "take it out; in a text in quotes it can be written as \\xNN")
                    return false
                }
            }
            guard levels <= mostLevels * 4 else {
                log.add(place, "brackets are nested too deeply", why: "at most \(mostLevels) levels are read")
                return false
            }
            if scalar != " ", scalar != "\t", !isBreak(scalar) { last = scalar }
            place.column += 1
        }
        return true
    }

    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains(scalar)
    }

    private static func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "-")
    }

    // MARK: After parsing

    private static func levels(of node: Node, within limit: Int) -> Bool {
        guard limit > 0 else { return false }
        switch node {
        case .mapping(let mapping):
            return mapping.allSatisfy {
                levels(of: $0.key, within: limit - 1) && levels(of: $0.value, within: limit - 1)
            }
        case .sequence(let sequence): return sequence.allSatisfy { levels(of: $0, within: limit - 1) }
        default: return true
        }
    }

    private static func note(_ error: any Error, _ text: String, _ log: ProblemLog, _ language: String) {
        let next =
            language == "YAML"
            ? "correct the line; indent with spaces, and put texts with `: ` or `#` in quotes" : "correct the line"
        guard let error = error as? YamlError else {
            log.add(nil, "not \(language): \(error)", next: next)
            return
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            log.add(Place(line: mark.line, column: mark.column), "not \(language): \(problem)", next: next)
        case .duplicatedKeysInMapping(let keys, let context):
            for key in keys.prefix(20) {
                let first = context.mark.line
                log.add(
                    DuplicateKey.second(key, in: text, first: first) ?? Place(line: first, column: context.mark.column),
                    "the key \"\(key)\" is there twice", why: "the first one of such keys is on line \(first)",
                    next: "keep one of them")
            }
        case .reader(let problem, _, _, _): log.add(nil, "not \(language): \(problem)", next: "save the file as UTF-8")
        default: log.add(nil, "not \(language): \(error)", next: next)
        }
    }
}

/// Looks for the line where a key comes again: the parser only tells of the first one.
enum DuplicateKey {
    static func second(_ key: String, in text: String, first: Int) -> Place? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(first - 1) else { return nil }
        let indent = lines[first - 1].prefix { $0 == " " }.count
        for (index, line) in lines.enumerated().dropFirst(first) {
            guard line.prefix(while: { $0 == " " }).count == indent else { continue }
            let written = line.dropFirst(indent)
            for form in [key, "\"\(key)\"", "'\(key)'"] where written.hasPrefix(form + ":") {
                return Place(line: index + 1, column: indent + 1)
            }
        }
        return nil
    }
}

extension Node {
    /// Where the node begins.
    var place: Place? { mark.map { Place(line: $0.line, column: $0.column) } }
}
