import ISO8583
import Yams

/// Reads which fields a message must have, may have, and must not have.
struct RuleReader {
    let reader: NodeReader
    /// Fields that the dialect has.
    let fields: Set<Int>

    static let keys = [
        "types", "name", "name-zh", "when", "mandatory", "optional", "conditional", "expected", "closed",
    ]

    var log: ProblemLog { reader.log }

    func rules(_ node: Node) -> [MessageRule] {
        guard let list = node.sequence else {
            log.add(
                node.place, "`rules` must be a list", why: "it is \(reader.kind(node))",
                next: "write one item, with `types` and `mandatory`, for each kind of message")
            return []
        }
        var rules: [MessageRule] = []
        // Types for which a rule without conditions has been read: what comes behind it is never taken.
        var settled: [MTI: Int] = [:]
        for item in list {
            guard let rule = rule(item) else { continue }
            for type in Set(rule.types) {
                if let line = settled[type] {
                    log.add(
                        item.place, "this rule for \(type) is never taken",
                        why:
                            "the rule on line \(line) holds for every message of this type, and the first that fits is taken",
                        next: "give that rule a `when`, or put this one before it")
                }
                if rule.when.isEmpty { settled[type] = settled[type] ?? item.place?.line ?? 0 }
            }
            rules.append(rule)
        }
        return rules
    }

    private func rule(_ node: Node) -> MessageRule? {
        guard let mapping = reader.mapping(node, "a rule", keys: RuleReader.keys) else { return nil }
        guard let typesNode = mapping["types"] else {
            log.add(node.place, "a rule needs `types`", next: "write types: [\"0200\"]")
            return nil
        }
        let types = reader.items(typesNode, "`types`").compactMap { reader.type($0, "a type of `types`") }
        if types.isEmpty {
            log.add(typesNode.place, "`types` has no type", next: "write types: [\"0200\"]")
        }
        if Set(types).count < types.count {
            log.add(typesNode.place, "a type is there twice", next: "keep one of them")
        }
        let when = conditions(mapping["when"])
        let mandatory = numbers(mapping["mandatory"], "`mandatory`")
        let optional = numbers(mapping["optional"], "`optional`")
        let twice = optional.filter { number in mandatory.contains(number) }
        if let number = twice.first {
            log.add(
                mapping["optional"]?.place, "field \(number) is both mandatory and optional", next: "keep one of them")
        }
        let conditional = mapping["conditional"].map { requirements($0) } ?? []
        for requirement in conditional where !requirement.isRequired && requirement.when.isEmpty {
            guard mandatory.contains(requirement.field) else { continue }
            log.add(
                mapping["conditional"]?.place, "field \(requirement.field) is mandatory and always forbidden",
                next: "give the requirement a `when`")
        }
        let closed = reader.word(mapping["closed"], "`closed`", Vocabulary.truths) ?? true
        let name = reader.name(mapping, missing: FieldName(types.map(\.description).joined(separator: ", ")))
        return MessageRule(
            types, when: when, name: name, mandatory: mandatory, optional: optional, conditional: conditional,
            expected: conditions(mapping["expected"]), isClosed: closed)
    }

    /// Field numbers, each of them once and known to the dialect.
    private func numbers(_ node: Node?, _ name: String) -> [Int] {
        var seen: Set<Int> = []
        var numbers: [Int] = []
        for (number, place) in reader.numbers(node, "a field of \(name)", 2...FieldNumbers.last) {
            check(number, place)
            guard seen.insert(number).inserted else {
                log.add(place, "field \(number) is there twice in \(name)", next: "keep one of them")
                continue
            }
            numbers.append(number)
        }
        return numbers
    }

    private func check(_ number: Int, _ place: Place?) {
        guard !fields.contains(number) else { return }
        log.add(
            place, "the dialect has no field \(number)", why: "a rule speaks of fields that can be there",
            next: "define it in `fields`, or take it out of the rule")
    }

    private func field(_ node: Node?, _ name: String) -> Int? {
        guard let number = reader.number(node, name, 2...FieldNumbers.last) else { return nil }
        check(number, node?.place)
        return number
    }

    // MARK: Conditions

    private func conditions(_ node: Node?) -> [MessageRule.Condition] {
        guard let node else { return [] }
        let list = node.mapping == nil ? reader.items(node, "`when`") : [node]
        return list.compactMap { condition($0) }
    }

    private func condition(_ node: Node) -> MessageRule.Condition? {
        let example = "write {present: 35}, {absent: 35}, {field: 3, begins: \"00\"} or {field: 22, at: 2, is: [\"1\"]}"
        guard
            let mapping = reader.mapping(
                node, "a condition", keys: ["present", "absent", "field", "begins", "at", "is"])
        else { return nil }
        let keys = Set(mapping.compactMap { $0.key.string })
        switch keys {
        case ["present"]: return field(mapping["present"], "`present`").map { .present($0) }
        case ["absent"]: return field(mapping["absent"], "`absent`").map { .absent($0) }
        case ["field", "begins"]:
            guard let number = field(mapping["field"], "`field`"), let text = reader.text(mapping["begins"], "`begins`")
            else { return nil }
            guard !text.isEmpty else {
                log.add(mapping["begins"]?.place, "`begins` is empty", why: "every content begins so", next: example)
                return nil
            }
            return .begins(number, text)
        case ["field", "at", "is"]:
            guard let number = field(mapping["field"], "`field`"),
                let at = reader.number(mapping["at"], "`at`", 0...9_999)
            else { return nil }
            let texts = reader.items(mapping["is"], "`is`").compactMap { reader.text($0, "a text of `is`") }
            guard !texts.isEmpty, texts.allSatisfy({ !$0.isEmpty }) else {
                log.add(mapping["is"]?.place, "`is` has no text", next: example)
                return nil
            }
            return .part(number, at: at, oneOf: texts)
        default:
            log.add(node.place, "this is no condition", why: "its keys do not belong together", next: example)
            return nil
        }
    }

    private func requirements(_ node: Node) -> [MessageRule.Requirement] {
        guard let list = node.sequence else {
            log.add(
                node.place, "`conditional` must be a list",
                next: "write [{require: 52, when: {present: 35}, reason: TEXT}]")
            return []
        }
        return list.compactMap { item in
            guard
                let mapping = reader.mapping(
                    item, "a requirement", keys: ["require", "forbid", "when", "reason", "reason-zh"])
            else { return nil }
            let (required, forbidden) = (mapping["require"], mapping["forbid"])
            guard (required == nil) != (forbidden == nil), let target = required ?? forbidden else {
                log.add(
                    item.place, "a requirement has either `require` or `forbid`",
                    next: "write one of them, with a field")
                return nil
            }
            guard let number = field(target, required == nil ? "`forbid`" : "`require`") else { return nil }
            return MessageRule.Requirement(
                number, isRequired: required != nil, when: conditions(mapping["when"]),
                reason: reader.name(mapping, "reason", missing: FieldName("")))
        }
    }
}

/// The numbers that fields can have.
enum FieldNumbers {
    /// The last bit of a third bitmap.
    static let last = 192

    /// Why a field cannot have a number in a dialect of so many bitmaps, or nil.
    static func objection(_ number: Int, bitmaps: Int) -> String? {
        if number < 2 { return "fields run from 2; 0 is the type and 1 the bitmap itself" }
        if number > last { return "fields run to \(last), the last bit of a third bitmap" }
        if number > bitmaps * 64 { return "\(bitmaps) bitmap(s) end with field \(bitmaps * 64)" }
        if number == 65, bitmaps == 3 { return "bit 65 announces the third bitmap" }
        return nil
    }
}
