import ISO8583
import Yams

/// Reads drafts from YAML, of which JSON is a part. A view of a message as JSON is read as well; what it masks must be given
/// again.
///
/// ```yaml
/// dialect: unionpay
/// mti: "0200"
/// header: {tpdu: "6000030000", unionpay: "603100310100"}
/// length: true
/// fields:
///   4: 12.50
///   11: auto
///   55: {9F26: "0102030405060708", 9F02: "000000001250"}
///   60: {1: "22", 2: "000001", 3: "000"}
/// ```
public struct DraftReader {
    /// The longest file that is read, in bytes.
    public static let mostBytes = 1_000_000

    private let origin: String

    /// A reader.
    ///
    /// - Parameter origin: Name of the file, for errors.
    public init(origin: String) { self.origin = origin }

    /// Reads a draft.
    ///
    /// - Throws: `MessageToolError` with file and line.
    public func read(_ yaml: String) throws -> MessageDraft {
        guard yaml.utf8.count <= DraftReader.mostBytes else {
            throw MessageToolError(
                "\(origin) is too long", why: "a message file has at most \(DraftReader.mostBytes) bytes")
        }
        guard !DraftReader.hasAnchor(yaml) else {
            throw MessageToolError(
                "\(origin): a message file has no anchors",
                why: "&name stands for a copy, and copies of copies grow without end",
                next: "write the content out; a text with & before a letter as hex:...")
        }
        let node: Node?
        do { node = try Yams.compose(yaml: yaml) } catch let error as YamlError { throw unreadable(error) }
        guard let node, let mapping = DraftReader.single(node)?.mapping else {
            throw MessageToolError(
                "\(origin): no message in it", why: "a message file is a mapping",
                next: "see `tillbench msg build --help`")
        }
        var draft = MessageDraft(origin: origin)
        if let nodes = mapping["nodes"]?.sequence {
            draft.mti = mapping["mti"]?.string
            draft.dialect = mapping["dialect"]?.string
            for node in nodes { try readViewed(node, &draft) }
            return draft
        }
        for (key, value) in mapping {
            switch key.string {
            case "schema": break
            case "mti": draft.mti = try text(of: value, "mti")
            case "dialect": draft.dialect = try text(of: value, "dialect")
            case "length": draft.hasLength = try flag(value)
            case "header": try readHeader(value, &draft)
            case "fields": try readFields(value, &draft)
            default:
                throw error(
                    key, "unknown key \"\(key.string ?? "?")\"", "the keys are mti, dialect, header, length, fields")
            }
        }
        return draft
    }

    /// An ampersand where a value may begin, with a name behind it, quoted or not: who quotes what is the reader's to find
    /// out, and that comes too late.
    private static func hasAnchor(_ yaml: String) -> Bool {
        var before: UInt8 = 0x20
        var isOpen = false
        for byte in yaml.utf8 {
            if isOpen, byte > 0x20 { return true }
            isOpen = byte == 0x26 && (before <= 0x20 || "[{,:?-".utf8.contains(before))
            before = byte
        }
        return false
    }

    /// A list of one message, or what is in `messages`, is that message.
    private static func single(_ node: Node) -> Node? {
        let list = node.sequence ?? node.mapping?["messages"]?.sequence
        guard let list else { return node }
        return list.count == 1 ? list.first : nil
    }

    /// A node of a view of a message.
    private func readViewed(_ node: Node, _ draft: inout MessageDraft) throws {
        guard let kind = node.mapping?["kind"]?.string else { throw error(node, "a node of a view has a kind", nil) }
        let hex = node.mapping?["hex"]?.string ?? ""
        switch kind {
        case "length": draft.hasLength = true
        case "tpdu": draft.tpdu = hex
        case "header": draft.unionPayHeader = hex
        case "field":
            guard let id = node.mapping?["id"] else { throw error(node, "a field of a view has an id", nil) }
            let value = node.mapping?["value"]?.string ?? ""
            var content = MessageDraft.Value.masked
            if let wire = Hexadecimal.bytes(hex) { content = .viewed(value, wire: wire) }
            draft.set(MessageDraft.Field(try number(id), content, origin: place(id)))
        case "unread": throw error(node, "the view is of a message that could not be read to its end", nil)
        default: break
        }
    }

    private func readHeader(_ node: Node, _ draft: inout MessageDraft) throws {
        if node.null != nil || node.string == "none" { return }
        guard let mapping = node.mapping else {
            throw error(node, "header is a mapping", "write tpdu and unionpay in it")
        }
        for (key, value) in mapping {
            switch key.string {
            case "tpdu": draft.tpdu = try text(of: value, "tpdu")
            case "unionpay": draft.unionPayHeader = try text(of: value, "unionpay")
            default:
                throw error(key, "unknown key \"\(key.string ?? "?")\" in header", "the keys are tpdu and unionpay")
            }
        }
    }

    /// A mapping of numbers to values, or a list of mappings with `field` and `value` or `parts`.
    private func readFields(_ node: Node, _ draft: inout MessageDraft) throws {
        if let sequence = node.sequence {
            for row in sequence { try readRow(row, &draft) }
            return
        }
        guard let mapping = node.mapping else { throw error(node, "fields is a mapping", "write the numbers as keys") }
        for (key, value) in mapping { try add(try number(key), value, at: key, &draft) }
    }

    private func readRow(_ row: Node, _ draft: inout MessageDraft) throws {
        guard let mapping = row.mapping, let key = mapping["field"] ?? mapping["number"],
            let value = mapping["parts"] ?? mapping["value"]
        else { throw error(row, "a row of fields has \"field\", and \"value\" or \"parts\"", nil) }
        try add(try number(key), value, at: key, &draft)
    }

    private func add(_ number: Int, _ value: Node, at key: Node, _ draft: inout MessageDraft) throws {
        guard !draft.fields.contains(where: { $0.number == number }) else {
            throw error(key, "field \(number) is there twice", "leave one of them out")
        }
        if let parts = value.mapping {
            let content = try parts.map {
                (key: try text(of: $0.key, "a key"), value: try text(of: $0.value, "a part"))
            }
            draft.set(MessageDraft.Field(number, .parts(content), origin: place(key)))
        } else {
            let content = try text(of: value, "field \(number)", mayBeEmpty: true)
            draft.set(MessageDraft.Field(number, .text(content), origin: place(key)))
        }
    }

    private func number(_ node: Node) throws -> Int {
        guard let number = Int(node.string ?? ""), (2...192).contains(number) else {
            throw error(node, "\"\(node.string ?? "?")\" is no number of a field", "fields have the numbers 2 to 192")
        }
        return number
    }

    private func text(of node: Node, _ name: String, mayBeEmpty: Bool = false) throws -> String {
        guard let text = node.string, mayBeEmpty || !text.isEmpty else { throw error(node, "\(name) is a text", nil) }
        return text
    }

    private func flag(_ node: Node) throws -> Bool {
        guard let flag = node.bool else { throw error(node, "length is true or false", nil) }
        return flag
    }

    private func place(_ node: Node) -> String { node.mark.map { "\(origin):\($0.line)" } ?? origin }

    private func error(_ node: Node, _ what: String, _ next: String?) -> MessageToolError {
        MessageToolError("\(place(node)): \(what)", next: next)
    }

    /// Why a text is no YAML, without the text around it, which may be of a card.
    private func unreadable(_ error: YamlError) -> MessageToolError {
        let (mark, problem): (Mark?, String) =
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                (mark, problem)
            case .duplicatedKeysInMapping(_, let context):
                (context.mark, "a key is there twice; this is the first one")
            default: (nil, "it cannot be read")
            }
        let place = mark.map { "\(origin):\($0.line):\($0.column)" } ?? origin
        return MessageToolError("\(place): not YAML or JSON", why: problem, next: "correct the file")
    }
}
