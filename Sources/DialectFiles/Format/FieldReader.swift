import ISO8583
import Yams

/// Reads the rows of a dialect's table and their parts.
struct FieldReader {
    let reader: NodeReader
    let defaults: FieldDefaults

    static let choiceKeys = ["coding", "prefix", "unit", "filling", "filler", "padding", "truncation"]
    static let partKeys = ["name", "name-zh", "format", "content", "length"] + choiceKeys + ["sensitive"]
    static let fieldKeys = partKeys + ["layout"]

    var log: ProblemLog { reader.log }

    /// One field, with the same field of the dialect that this one extends.
    func field(_ number: Int, _ node: Node, base: FieldDefinition?) -> FieldDefinition? {
        let missing = base?.name ?? FieldName("field \(number)", "域\(number)")
        let isSensitive = SensitiveFields.numbers.contains(number)
        if node.scalar != nil {
            guard let format = short(node, isSensitive: base?.format.isSensitive == true || isSensitive) else {
                return nil
            }
            return FieldDefinition(number, format, missing)
        }
        guard let mapping = reader.mapping(node, "field \(number)", keys: FieldReader.fieldKeys) else { return nil }
        let name = reader.name(mapping, missing: missing)
        guard
            let format = format(
                mapping, node, "field \(number)", base: base?.format,
                isSensitive: base?.format.isSensitive == true || isSensitive)
        else { return nil }
        var layout: FieldLayout?
        if let given = mapping["layout"] {
            layout = LayoutReader(fields: self).layout(given, in: format)
        } else if mapping["format"] == nil, mapping["content"] == nil {
            layout = base?.layout
            if let why = layout?.objection(in: format)?.why {
                log.add(
                    node.place, "the layout of the extended dialect does not fit field \(number)", why: why,
                    next: "write a layout of its own, or `layout: none`")
            }
        }
        return FieldDefinition(number, format, name, layout: layout)
    }

    /// One part of a composite field. A part of a field that is not shown is not shown.
    func part(_ key: String, _ node: Node, isSensitive: Bool) -> Subfield? {
        if node.scalar != nil {
            guard let format = short(node, isSensitive: isSensitive) else { return nil }
            return Subfield(key, format, FieldName(key))
        }
        guard let mapping = reader.mapping(node, "part \(key)", keys: FieldReader.partKeys) else { return nil }
        let name = reader.name(mapping, missing: FieldName(key))
        guard let format = format(mapping, node, "part \(key)", base: nil, isSensitive: isSensitive) else { return nil }
        return Subfield(key, format, name)
    }

    // MARK: Formats

    private func short(_ node: Node, isSensitive: Bool) -> FieldFormat? {
        guard let (content, length) = notation(node) else { return nil }
        let format = defaults.choices(content, length, isSensitive: isSensitive).format(content, length)
        return checked(format, node)
    }

    private func notation(_ node: Node) -> (FieldFormat.Content, FieldFormat.Length)? {
        guard let text = node.scalar?.string, let read = Notation.read(text) else {
            log.add(
                node.place, "\(reader.quoted(node)) is no notation of a field",
                why: "a notation is a content, a space and a length, with as many dots as the length has digits",
                next: "write it as `n 6`, `n ..19`, `ans ...999`, `b 8`, `z ..37` or `x+n 9`")
            return nil
        }
        return read
    }

    private func format(
        _ mapping: Node.Mapping, _ node: Node, _ name: String, base: FieldFormat?, isSensitive: Bool
    ) -> FieldFormat? {
        var content = base?.content
        var length = base?.length
        var lengthChoices = FieldChoices()
        if let notationNode = mapping["format"] {
            for key in ["content", "length"] {
                guard let other = mapping.first(where: { $0.key.string == key })?.key else { continue }
                log.add(
                    other.place, "`\(key)` beside `format` in \(name)", why: "`format` says both content and length",
                    next: "leave one of them out")
            }
            guard let read = notation(notationNode) else { return nil }
            (content, length) = read
        } else {
            if let given = mapping["content"] {
                guard let read = reader.word(given, "`content`", Vocabulary.contents) else { return nil }
                content = read
            }
            if let given = mapping["length"] {
                guard let read = self.length(given, mapping, &lengthChoices) else { return nil }
                length = read
            }
        }
        let own = choices(mapping).with(lengthChoices)
        guard let content, let length else {
            log.add(
                node.place, "\(name) has no \(content == nil ? "content" : "length")",
                next: "write `format: n 6`, or `content` and `length`")
            return nil
        }
        let isNew = mapping["format"] != nil || mapping["content"] != nil
        let common = defaults.choices(content, length, isSensitive: isSensitive, coding: own.coding)
        let before =
            isNew ? common : base.map { FieldChoices(of: $0) } ?? common
        return checked(before.with(own).format(content, length), node)
    }

    private func checked(_ format: FieldFormat, _ node: Node) -> FieldFormat? {
        if let why = format.objection {
            log.add(node.place, "this field cannot be", why: why, next: "change its content, coding, length or prefix")
            return nil
        }
        return format
    }

    private func length(
        _ node: Node, _ mapping: Node.Mapping, _ choices: inout FieldChoices
    ) -> FieldFormat.Length? {
        if let text = node.scalar?.string {
            if let length = Notation.length(text) { return length }
            log.add(node.place, "\(reader.quoted(node)) is no length", next: "write 6, ..19, or {most: 19, digits: 2}")
            return nil
        }
        guard let parts = reader.mapping(node, "`length`", keys: ["most", "digits", "prefix", "unit"]) else {
            return nil
        }
        for key in ["prefix", "unit"] where parts[key] != nil && mapping[key] != nil {
            log.add(
                parts[key]?.place, "`\(key)` is said twice", why: "it stands in `length` and beside it",
                next: "leave one of them out")
        }
        choices.prefix = reader.word(parts["prefix"], "`prefix`", Vocabulary.prefixes)
        choices.unit = reader.word(parts["unit"], "`unit`", Vocabulary.units)
        guard let mostNode = parts["most"], let digitsNode = parts["digits"] else {
            log.add(node.place, "a variable length needs `most` and `digits`", next: "write {most: 19, digits: 2}")
            return nil
        }
        let most = reader.number(mostNode, "`most`", 1...99_999)
        let digits = reader.number(digitsNode, "`digits`", 1...5)
        guard let most, let digits else { return nil }
        return .variable(digits: digits, most: most)
    }

    /// The choices that a mapping makes.
    func choices(_ mapping: Node.Mapping) -> FieldChoices {
        FieldChoices(
            coding: reader.word(mapping["coding"], "`coding`", Vocabulary.codings),
            prefix: reader.word(mapping["prefix"], "`prefix`", Vocabulary.prefixes),
            unit: reader.word(mapping["unit"], "`unit`", Vocabulary.units),
            filling: reader.word(mapping["filling"], "`filling`", Vocabulary.sides),
            filler: filler(mapping["filler"]),
            padding: padding(mapping["padding"]),
            truncation: reader.word(mapping["truncation"], "`truncation`", Vocabulary.truncations),
            isSensitive: reader.word(mapping["sensitive"], "`sensitive`", Vocabulary.truths))
    }

    private func filler(_ node: Node?) -> UInt8? {
        guard let node else { return nil }
        let text = node.scalar?.string ?? ""
        if let number = NodeReader.number(text), number < 16 { return UInt8(number) }
        if text.utf8.count == 1, let number = UInt8(text, radix: 16) { return number }
        log.add(
            node.place, "`filler` cannot be \(reader.quoted(node))", why: "it is half a byte",
            next: "write 0 to 15, or F")
        return nil
    }

    private func padding(_ node: Node?) -> FieldFormat.Padding?? {
        guard let node else { return nil }
        guard node.mapping != nil else { return reader.word(node, "`padding`", Vocabulary.paddings) }
        guard let mapping = reader.mapping(node, "`padding`", keys: ["side", "byte"]) else { return nil }
        let text = mapping["byte"]?.scalar?.string ?? ""
        let byte =
            text.hasPrefix("0x")
            ? UInt8(text.dropFirst(2), radix: 16) : NodeReader.number(text).flatMap { UInt8(exactly: $0) }
        guard let side = reader.word(mapping["side"], "`side`", Vocabulary.sides), let byte else {
            log.add(
                node.place, "`padding` needs `side` and `byte`",
                next: "write zeros, spaces, none or {side: left, byte: 0x20}")
            return nil
        }
        return FieldFormat.Padding(side, byte)
    }
}
