import ISO8583
import Yams

/// Reads a whole dialect from the root of a file.
struct DialectReader {
    let reader: NodeReader
    /// Finds the dialect that a file extends; nil after a problem was noted.
    let base: (Node) -> Dialect?

    static let keys = [
        "id", "name", "extends", "type", "bitmap", "bitmaps", "header", "responses", "defaults", "fields", "without",
        "rules", "mac-types",
    ]

    var log: ProblemLog { reader.log }

    func dialect(_ root: Node) -> Dialect? {
        guard let top = reader.mapping(root, "a dialect", keys: DialectReader.keys) else { return nil }
        let base = top["extends"].flatMap { self.base($0) }
        let isExtension = top["extends"] != nil
        let id = self.id(top, root)
        let name = required("name", top, root).flatMap { reader.text($0, "`name`") }
        // What a file that extends another one leaves out is as there.
        let type = choice("type", top, root, isExtension, Vocabulary.types) ?? base?.typeCoding
        let bitmap = choice("bitmap", top, root, isExtension, Vocabulary.bitmaps) ?? base?.bitmapCoding
        let bitmaps = reader.number(top["bitmaps"], "`bitmaps`", 1...3) ?? base?.bitmapLimit ?? 2
        let header = reader.word(top["header"], "`header`", Vocabulary.headers) ?? base?.header ?? .none
        let responses =
            reader.word(top["responses"], "`responses`", Vocabulary.responses) ?? base?.responseTable ?? .iso87
        let defaults = defaults(top["defaults"], type: type ?? .ascii)
        let definitions = fields(top, root, defaults, bitmaps: bitmaps, base: base, isExtension: isExtension)
        let ruleReader = RuleReader(reader: reader, fields: Set(definitions.map(\.number)))
        let rules = top["rules"].map { ruleReader.rules($0) } ?? base?.rules ?? []
        let macTypes = macTypes(top["mac-types"], definitions) ?? base?.macTypes ?? []
        if top["rules"] == nil { checkInherited(rules, ruleReader.fields, root) }
        guard log.error == nil, let id, let name, let type, let bitmap else { return nil }
        return Dialect(
            id: id, name: name, typeCoding: type, bitmapCoding: bitmap, bitmapLimit: bitmaps, header: header,
            responseTable: responses, fields: definitions, rules: rules, macTypes: macTypes)
    }

    // MARK: Heading

    private func required(_ key: String, _ top: Node.Mapping, _ root: Node) -> Node? {
        if top[key] == nil { log.add(root.place, "`\(key)` is missing", next: "write it at the top of the file") }
        return top[key]
    }

    private func id(_ top: Node.Mapping, _ root: Node) -> String? {
        guard let node = required("id", top, root), let text = reader.text(node, "`id`") else { return nil }
        let allowed = "abcdefghijklmnopqrstuvwxyz0123456789-."
        guard (1...40).contains(text.utf8.count), text.allSatisfy({ allowed.contains($0) }) else {
            log.add(
                node.place, "`id` cannot be \(reader.quoted(node))", why: "it is used in files and on command lines",
                next: "use small letters, digits, - and .")
            return nil
        }
        return text
    }

    private func choice<Choice>(
        _ key: String, _ top: Node.Mapping, _ root: Node, _ isExtension: Bool, _ words: Words<Choice>
    ) -> Choice? {
        if top[key] == nil, !isExtension {
            log.add(root.place, "`\(key)` is missing", next: "write `\(key)`: one of \(words.list)")
        }
        return reader.word(top[key], "`\(key)`", words)
    }

    private func defaults(_ node: Node?, type: Dialect.TypeCoding) -> FieldDefaults {
        var defaults = FieldDefaults(type: type)
        let layers = ["fixed", "variable", "n", "x+n", "z", "text", "b"]
        guard let node, let mapping = reader.mapping(node, "`defaults`", keys: FieldReader.choiceKeys + layers) else {
            return defaults
        }
        let fields = FieldReader(reader: reader, defaults: defaults)
        defaults.all = defaults.all.with(fields.choices(mapping))
        func layer(_ key: String) -> FieldChoices {
            guard let node = mapping[key],
                let layer = reader.mapping(node, "`defaults` for \(key)", keys: FieldReader.choiceKeys)
            else { return FieldChoices() }
            return fields.choices(layer)
        }
        defaults.fixed = layer("fixed")
        defaults.variable = layer("variable")
        defaults.digits = layer("n")
        defaults.signed = layer("x+n")
        defaults.track = layer("z")
        defaults.text = layer("text")
        defaults.binary = layer("b")
        return defaults
    }

    // MARK: Fields

    private func fields(
        _ top: Node.Mapping, _ root: Node, _ defaults: FieldDefaults, bitmaps: Int, base: Dialect?, isExtension: Bool
    ) -> [FieldDefinition] {
        var inherited: [Int: FieldDefinition] = [:]
        for number in base?.fields ?? [] { inherited[number] = base?[number] }
        if !isExtension, let without = top["without"] {
            log.add(without.place, "`without` in a dialect that extends no other", next: "leave it out")
        }
        for (number, place) in reader.numbers(top["without"], "a field of `without`", 2...FieldNumbers.last) {
            guard inherited.removeValue(forKey: number) == nil, isExtension, base != nil else { continue }
            log.add(place, "the extended dialect has no field \(number)", next: "take it out of `without`")
        }
        var definitions = inherited
        var lines: [Int: Int] = [:]
        if let node = top["fields"] {
            let fieldReader = FieldReader(reader: reader, defaults: defaults)
            guard let mapping = node.mapping else {
                log.add(
                    node.place, "`fields` must be a mapping", why: "it is \(reader.kind(node))",
                    next: "write one line for each field: `3: n 6`")
                return []
            }
            for (key, value) in mapping {
                guard let number = reader.number(key, "a field", 0...999_999_999) else { continue }
                if let why = FieldNumbers.objection(number, bitmaps: bitmaps) {
                    log.add(
                        key.place, "there can be no field \(number)", why: why, next: "correct the number, or `bitmaps`"
                    )
                    continue
                }
                if let line = lines[number] {
                    log.add(
                        key.place, "field \(number) is defined twice", why: "it is on line \(line) already",
                        next: "keep one of them")
                    continue
                }
                lines[number] = key.place?.line ?? 0
                if let definition = fieldReader.field(number, value, base: inherited[number]) {
                    definitions[number] = definition
                } else {
                    // Rules may speak of it: one mistake is one problem.
                    definitions[number] =
                        definitions[number]
                        ?? FieldDefinition(number, FieldFormat(.binary, .bytes, .fixed(1)), FieldName(""))
                }
            }
        } else if !isExtension {
            log.add(root.place, "`fields` is missing", next: "write one line for each field: `3: n 6`")
        }
        for number in definitions.keys.sorted() where lines[number] == nil {
            guard let why = FieldNumbers.objection(number, bitmaps: bitmaps) else { continue }
            log.add(
                (top["bitmaps"] ?? root).place, "the extended dialect's field \(number) cannot stay", why: why,
                next: "put it into `without`, or correct `bitmaps`")
        }
        return definitions.keys.sorted().compactMap { definitions[$0] }
    }

    // MARK: Rules

    private func macTypes(_ node: Node?, _ definitions: [FieldDefinition]) -> [MTI]? {
        guard let node else { return nil }
        let types = reader.items(node, "`mac-types`").compactMap { reader.type($0, "a type of `mac-types`") }
        if !types.isEmpty, !definitions.contains(where: { [64, 128, 192].contains($0.number) }) {
            log.add(
                node.place, "messages end with a MAC, and no field holds it",
                why: "the dialect has no field 64, 128 or 192",
                next: "define field 64, for example as `b 8`")
        }
        if Set(types).count < types.count { log.add(node.place, "a type is there twice", next: "keep one of them") }
        return types
    }

    private func checkInherited(_ rules: [MessageRule], _ fields: Set<Int>, _ root: Node) {
        var missing: Set<Int> = []
        for rule in rules { missing.formUnion((rule.mandatory + rule.optional).filter { !fields.contains($0) }) }
        guard !missing.isEmpty else { return }
        log.add(
            root.place, "the extended dialect's rules speak of fields that are gone",
            why: missing.sorted().map { "field \($0)" }.joined(separator: ", "), next: "write `rules` of its own")
    }
}
