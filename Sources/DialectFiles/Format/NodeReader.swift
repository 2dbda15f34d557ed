import ISO8583
import Yams

/// Reads values from YAML nodes, and notes where something is wrong. A value that cannot be read is nil.
struct NodeReader {
    let log: ProblemLog

    /// The pairs of a mapping with no other keys than these.
    func mapping(_ node: Node, _ name: String, keys: [String]) -> Node.Mapping? {
        guard let mapping = node.mapping else {
            log.add(node.place, "\(name) must be a mapping", why: "it is \(kind(node))", next: known(keys))
            return nil
        }
        for (key, _) in mapping where !keys.contains(key.string ?? "") {
            log.add(key.place, "unknown key \(quoted(key)) in \(name)", next: known(keys))
        }
        return mapping
    }

    /// A text; it may be empty.
    func text(_ node: Node?, _ name: String) -> String? {
        guard let node else { return nil }
        guard let text = node.scalar?.string, text.utf8.count <= 500 else {
            log.add(node.place, "\(name) must be a text of at most 500 bytes", why: "it is \(kind(node))")
            return nil
        }
        return text
    }

    func number(_ node: Node?, _ name: String, _ range: ClosedRange<Int>) -> Int? {
        guard let node else { return nil }
        guard let text = node.scalar?.string, let number = NodeReader.number(text), range.contains(number) else {
            log.add(
                node.place, "\(name) must be a number from \(range.lowerBound) to \(range.upperBound)",
                why: "it is \(kind(node))", next: "write digits only, without a sign or a leading zero")
            return nil
        }
        return number
    }

    func numbers(_ node: Node?, _ name: String, _ range: ClosedRange<Int>) -> [(value: Int, place: Place?)] {
        items(node, name).compactMap { item in number(item, name, range).map { ($0, item.place) } }
    }

    /// One of the words of a choice.
    func word<Choice>(_ node: Node?, _ name: String, _ words: Words<Choice>) -> Choice? {
        guard let node else { return nil }
        guard let choice = words.choice(node.scalar?.string ?? "") else {
            log.add(node.place, "\(name) cannot be \(quoted(node))", next: "it is one of " + words.list)
            return nil
        }
        return choice
    }

    /// The items of a list; a single value is a list of one.
    func items(_ node: Node?, _ name: String) -> [Node] {
        guard let node else { return [] }
        switch node {
        case .sequence(let sequence): return Array(sequence)
        case .scalar(let scalar) where scalar.string != "" || scalar.style != .plain: return [node]
        default:
            log.add(node.place, "\(name) must be a list", why: "it is \(kind(node))", next: "write it as [1, 2, 3]")
            return []
        }
    }

    func type(_ node: Node, _ name: String) -> MTI? {
        guard let text = node.scalar?.string, text.utf8.count == 4, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            let value = UInt16(text, radix: 16)
        else {
            log.add(
                node.place, "\(name) must be a message type of four digits", why: "it is \(kind(node))",
                next: "write it as \"0200\"")
            return nil
        }
        return MTI(value)
    }

    /// A name in two languages: `name` and `name-zh`, either of which stands for both.
    func name(_ mapping: Node.Mapping, _ key: String = "name", missing: FieldName) -> FieldName {
        let english = text(mapping[key], "`\(key)`")
        let chinese = text(mapping[key + "-zh"], "`\(key)-zh`")
        switch (english, chinese) {
        case (nil, nil): return missing
        case (let english?, nil): return FieldName(english)
        case (nil, let chinese?): return FieldName(missing.english, chinese)
        case (let english?, let chinese?): return FieldName(english, chinese)
        }
    }

    func known(_ keys: [String]) -> String { "known keys are " + keys.joined(separator: ", ") }

    /// The text of a short scalar, for messages.
    func quoted(_ node: Node) -> String {
        guard let text = node.scalar?.string else { return kind(node) }
        return "\"" + text.unicodeScalars.prefix(40).map { $0.value < 0x20 ? "?" : String($0) }.joined() + "\""
    }

    func kind(_ node: Node) -> String {
        switch node {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .scalar(let scalar) where scalar.string.isEmpty: "empty"
        case .scalar: quoted(node)
        case .alias: "an alias"
        }
    }

    /// Decimal digits without leading zeros, at most nine of them.
    static func number(_ text: String) -> Int? {
        let digits = text.utf8
        guard (1...9).contains(digits.count), digits.allSatisfy({ 0x30...0x39 ~= $0 }),
            text == "0" || !text.hasPrefix("0")
        else { return nil }
        return Int(text)
    }
}
