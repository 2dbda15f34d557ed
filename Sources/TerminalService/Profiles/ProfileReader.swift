import SerialDriver
import Yams

/// Reads one profile. Mistakes are gathered, so that all of them are said together.
struct ProfileReader {
    static let keys = [
        "name", "name-zh", "vendor", "kind", "match", "stable-name", "line", "notes", "notes-zh",
    ]
    static let matchKeys = ["vendor", "product", "manufacturer", "product-name", "interface"]
    /// The largest file, in bytes.
    static let mostBytes = 64 * 1024

    let file: String
    private(set) var problems: [ProfileProblem] = []

    init(file: String) { self.file = file }

    /// The profile, or nil after mistakes were noted.
    mutating func read(_ text: String, id: String) -> TerminalProfile? {
        guard let root = root(text), let mapping = mapping(root, "a profile", ProfileReader.keys) else { return nil }
        let name = self.text(mapping, "name", in: root)
        let vendor = self.text(mapping, "vendor", in: root)
        let stableName = self.stableName(mapping, in: root)
        let kind = self.kind(mapping, in: root)
        let line = self.line(mapping, in: root)
        let matches = self.matches(mapping, in: root)
        let notes = self.text(mapping, "notes", in: root)
        let chinese = (
            name: self.text(mapping, "name-zh", in: root), notes: self.text(mapping, "notes-zh", in: root)
        )
        guard problems.isEmpty, let name, let vendor, let stableName, let kind, let line, let notes,
            let chineseName = chinese.name, let chineseNotes = chinese.notes
        else { return nil }
        return TerminalProfile(
            id: id, name: name, chineseName: chineseName, vendor: vendor, kind: kind, matches: matches,
            stableName: stableName, line: line, notes: notes, chineseNotes: chineseNotes)
    }

    // MARK: Parts

    private mutating func root(_ text: String) -> Node? {
        guard text.utf8.count <= ProfileReader.mostBytes else {
            noteLine(
                nil, "the file has \(text.utf8.count) bytes", why: "a profile has at most \(ProfileReader.mostBytes)")
            return nil
        }
        do {
            if let node = try Yams.compose(yaml: text) { return node }
            noteLine(nil, "the file is empty", next: "known keys are " + ProfileReader.keys.joined(separator: ", "))
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                noteLine(mark.line, "not YAML: \(problem)", next: "correct the line; indent with spaces")
            case .duplicatedKeysInMapping(let keys, let context):
                let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
                noteLine(context.mark.line, "a key is there twice: \(names)", next: "keep one of them")
            default: noteLine(nil, "not YAML: \(error)")
            }
        } catch {
            noteLine(nil, "not YAML: \(error)")
        }
        return nil
    }

    private mutating func matches(_ mapping: Node.Mapping, in root: Node) -> [TerminalProfile.Match] {
        guard let list = mapping["match"] else {
            note(root, "`match` is missing", next: "write it as a list, for example - {vendor: \"0403\"}")
            return []
        }
        guard let items = list.sequence, !items.isEmpty else {
            note(list, "`match` must be a list with at least one entry", next: "for example - {vendor: \"0403\"}")
            return []
        }
        return items.compactMap { match($0) }
    }

    private mutating func match(_ node: Node) -> TerminalProfile.Match? {
        guard let mapping = mapping(node, "an entry of `match`", ProfileReader.matchKeys) else { return nil }
        let match = TerminalProfile.Match(
            vendorID: hex(mapping["vendor"], "`vendor`", 4), productID: hex(mapping["product"], "`product`", 4),
            manufacturer: pattern(mapping["manufacturer"], "`manufacturer`"),
            productName: pattern(mapping["product-name"], "`product-name`"),
            interface: hex(mapping["interface"], "`interface`", 2))
        guard mapping["vendor"] != nil || mapping["manufacturer"] != nil || mapping["product-name"] != nil else {
            note(
                node, "an entry of `match` fits devices of any vendor",
                next: "add vendor, or a pattern for manufacturer or product-name")
            return nil
        }
        return match
    }

    private mutating func stableName(_ mapping: Node.Mapping, in root: Node) -> String? {
        guard let text = text(mapping, "stable-name", in: root) else { return nil }
        let isFit = text.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 }
        guard isFit else {
            note(
                mapping["stable-name"], "`stable-name` cannot be \"\(text)\"",
                why: "it begins the name of a file below /dev/tillbench", next: "use small letters and digits")
            return nil
        }
        return text
    }

    private mutating func kind(_ mapping: Node.Mapping, in root: Node) -> TerminalProfile.Kind? {
        guard let text = text(mapping, "kind", in: root) else { return nil }
        guard let kind = TerminalProfile.Kind(rawValue: text) else {
            let words = TerminalProfile.Kind.allCases.map(\.rawValue).joined(separator: " or ")
            note(mapping["kind"], "`kind` cannot be \"\(text)\"", next: "it is \(words)")
            return nil
        }
        return kind
    }

    private mutating func line(_ mapping: Node.Mapping, in root: Node) -> LineSettings? {
        guard let text = text(mapping, "line", in: root) else { return nil }
        do {
            return try LineSettings(parsing: text)
        } catch {
            note(mapping["line"], "`line` cannot be \"\(text)\"", why: error.why, next: error.nextStep)
            return nil
        }
    }

    // MARK: Values

    private mutating func mapping(_ node: Node, _ name: String, _ keys: [String]) -> Node.Mapping? {
        guard let mapping = node.mapping else {
            note(node, "\(name) must be a mapping", next: "known keys are " + keys.joined(separator: ", "))
            return nil
        }
        for (key, _) in mapping where !keys.contains(key.string ?? "") {
            note(
                key, "unknown key \"\(key.string ?? "?")\" in \(name)",
                next: "known keys are " + keys.joined(separator: ", "))
        }
        return mapping
    }

    private mutating func text(_ mapping: Node.Mapping, _ key: String, in root: Node) -> String? {
        guard let node = mapping[key] else {
            note(root, "`\(key)` is missing")
            return nil
        }
        guard let text = node.scalar?.string, !text.isEmpty else {
            note(node, "`\(key)` must be a text")
            return nil
        }
        return text
    }

    private mutating func hex(_ node: Node?, _ name: String, _ count: Int) -> String? {
        guard let node else { return nil }
        let text = node.scalar?.string ?? ""
        guard text.utf8.count == count, text.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            note(
                node, "\(name) must be \(count) hexadecimal digits", why: "it is \"\(text.prefix(40))\"",
                next: "write them in quotes, for example \"\(String("0403".suffix(count)))\"")
            return nil
        }
        return text.lowercased()
    }

    /// A pattern that fnmatch(3) and udev take in the same way.
    private mutating func pattern(_ node: Node?, _ name: String) -> String? {
        guard let node else { return nil }
        let text = node.scalar?.string ?? ""
        let isFit =
            !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "*?[]-_. ".contains($0)) }
        guard isFit else {
            note(
                node, "\(name) cannot be \"\(text.prefix(40))\"", why: "a rule of udev must be able to say the same",
                next: "use letters, digits, blanks, . - _ and the patterns * ? [abc]")
            return nil
        }
        return text
    }

    private mutating func note(_ node: Node?, _ what: String, why: String = "", next: String = "") {
        noteLine(node?.mark?.line, what, why: why, next: next)
    }

    private mutating func noteLine(_ line: Int?, _ what: String, why: String = "", next: String = "") {
        problems.append(ProfileProblem(file: file, line: line, what: what, why: why, next: next))
    }
}
