import ISO8583

/// Writes a dialect as YAML. What most fields have in common goes into `defaults`; each field says what is left.
struct DialectWriter {
    let dialect: Dialect
    let definitions: [FieldDefinition]
    let defaults: FieldDefaults

    init(_ dialect: Dialect) {
        self.dialect = dialect
        definitions = dialect.fields.compactMap { dialect[$0] }
        defaults = DialectWriter.common(definitions.map(\.format), type: dialect.typeCoding)
    }

    func text() -> String {
        var lines = [
            "id: " + YAMLText.quoted(dialect.id),
            "name: " + YAMLText.quoted(dialect.name),
            "type: " + (Vocabulary.types.word(dialect.typeCoding) ?? ""),
            "bitmap: " + (Vocabulary.bitmaps.word(dialect.bitmapCoding) ?? ""),
            "bitmaps: \(dialect.bitmapLimit)",
            "header: " + (Vocabulary.headers.word(dialect.header) ?? ""),
            "responses: " + (Vocabulary.responses.word(dialect.responseTable) ?? ""),
        ]
        lines += defaultLines()
        lines.append(definitions.isEmpty ? "fields: {}" : "fields:")
        for definition in definitions { lines += fieldLines(definition) }
        if !dialect.rules.isEmpty {
            lines.append("rules:")
            for rule in dialect.rules { lines += RuleWriter.lines(rule) }
        }
        if !dialect.macTypes.isEmpty {
            lines.append("mac-types: " + YAMLText.list(dialect.macTypes.map { "\"\($0)\"" }))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Defaults

    private static func common(_ formats: [FieldFormat], type: Dialect.TypeCoding) -> FieldDefaults {
        var defaults = FieldDefaults(type: type)
        let variable = formats.filter(\.isVariable)
        if let prefix = most(variable.map(\.prefix)), prefix != defaults.all.prefix { defaults.all.prefix = prefix }
        func side(_ formats: [FieldFormat]) -> FieldFormat.Side? {
            most(formats.filter { $0.coding == .packed }.map(\.filling)) == .right ? .right : nil
        }
        defaults.variable.filling = side(variable)
        defaults.fixed.filling = side(formats.filter { !$0.isVariable })
        func choices(_ content: FieldFormat.Content) -> FieldChoices {
            let own = formats.filter { $0.content == content }
            var choices = FieldChoices()
            let usual = defaults.all.coding.map { $0.fits(content) ? $0 : .bytes }
            if let coding = most(own.map(\.coding)), coding != usual { choices.coding = coding }
            if let unit = most(own.filter(\.isVariable).map(\.unit)), unit != .characters { choices.unit = unit }
            if let filler = most(own.filter { $0.coding == .packed }.map(\.filler)), filler != 0 {
                choices.filler = filler
            }
            let padding = most(own.filter { !$0.isVariable }.map(\.padding))
            if let padding, padding != (content == .digits ? .zeros : nil) { choices.padding = .some(padding) }
            return choices
        }
        defaults.digits = choices(.digits)
        defaults.signed = choices(.signed)
        defaults.track = choices(.track)
        defaults.text = choices(.text)
        defaults.binary = choices(.binary)
        return defaults
    }

    private static func most<Value: Equatable>(_ values: [Value]) -> Value? {
        var counts: [(value: Value, count: Int)] = []
        for value in values {
            if let index = counts.firstIndex(where: { $0.value == value }) {
                counts[index].count += 1
            } else {
                counts.append((value, 1))
            }
        }
        let greatest = counts.map(\.count).max()
        return counts.first { $0.count == greatest }?.value
    }

    private func defaultLines() -> [String] {
        var pairs: [(key: String, value: String)] = []
        if defaults.all.prefix != FieldDefaults(type: dialect.typeCoding).all.prefix {
            pairs += DialectWriter.pairs(FieldChoices(prefix: defaults.all.prefix))
        }
        let layers: [(String, FieldChoices)] = [
            ("fixed", defaults.fixed), ("variable", defaults.variable), ("n", defaults.digits),
            ("x+n", defaults.signed),
            ("z", defaults.track), ("text", defaults.text), ("b", defaults.binary),
        ]
        for (key, choices) in layers where choices != FieldChoices() {
            pairs.append((key, YAMLText.mapping(DialectWriter.pairs(choices))))
        }
        guard !pairs.isEmpty else { return [] }
        return ["defaults:"] + pairs.map { "  " + $0.key + ": " + $0.value }
    }

    // MARK: Fields

    private func fieldLines(_ definition: FieldDefinition) -> [String] {
        let isSensitive = SensitiveFields.numbers.contains(definition.number)
        var pairs = DialectWriter.pairs(definition.format, defaults, isSensitive: isSensitive)
        pairs += DialectWriter.pairs(definition.name)
        guard let layout = definition.layout else { return ["  \(definition.number): " + YAMLText.mapping(pairs)] }
        var lines = ["  \(definition.number):"] + pairs.map { "    " + $0.key + ": " + $0.value }
        var heading: [(key: String, value: String)] = []
        let parts: [Subfield]
        switch layout {
        case .berTLV: return lines + ["    layout: ber-tlv"]
        case .positional(let subfields):
            heading = [("kind", "positional")]
            parts = subfields
        case .bitmap(let bytes, let subfields):
            heading = [("kind", "bitmap"), ("bytes", "\(bytes)")]
            parts = subfields
        case .tagged(let form, let subfields):
            let tag =
                switch form.tag {
                case .characters(let count): "\(count) characters"
                case .binary(let count): "\(count) bytes"
                }
            heading = [
                ("kind", "tagged"), ("tag", tag), ("prefix", Vocabulary.prefixes.word(form.prefix) ?? ""),
                ("digits", "\(form.lengthDigits)"),
            ]
            parts = subfields
        }
        lines.append("    layout:")
        lines += heading.map { "      " + $0.key + ": " + $0.value }
        lines.append("      parts:")
        for part in parts {
            let pairs =
                DialectWriter.pairs(part.format, .parts, isSensitive: definition.format.isSensitive)
                + DialectWriter.pairs(part.name)
            lines.append("        " + YAMLText.quoted(part.key) + ": " + YAMLText.mapping(pairs))
        }
        return lines
    }

    private static func pairs(_ name: FieldName) -> [(key: String, value: String)] {
        var pairs = [(key: "name", value: YAMLText.quoted(name.english))]
        if name.chinese != name.english { pairs.append(("name-zh", YAMLText.quoted(name.chinese))) }
        return pairs
    }

    /// The notation, and every choice that the defaults do not make already.
    private static func pairs(
        _ format: FieldFormat, _ defaults: FieldDefaults, isSensitive: Bool
    ) -> [(key: String, value: String)] {
        let usual = FieldChoices(
            of: defaults.choices(format.content, format.length, isSensitive: isSensitive, coding: format.coding).format(
                format.content, format.length))
        let own = FieldChoices(of: format)
        let rest = FieldChoices(
            coding: own.coding == usual.coding ? nil : own.coding,
            prefix: own.prefix == usual.prefix ? nil : own.prefix,
            unit: own.unit == usual.unit ? nil : own.unit,
            filling: own.filling == usual.filling ? nil : own.filling,
            filler: own.filler == usual.filler ? nil : own.filler,
            padding: own.padding == usual.padding ? nil : own.padding,
            truncation: own.truncation == usual.truncation ? nil : own.truncation,
            isSensitive: own.isSensitive == usual.isSensitive ? nil : own.isSensitive)
        return [("format", Notation.write(format.content, format.length))] + pairs(rest)
    }

    private static func pairs(_ choices: FieldChoices) -> [(key: String, value: String)] {
        var pairs: [(key: String, value: String)] = []
        func add(_ key: String, _ value: String?) {
            if let value { pairs.append((key, value)) }
        }
        add("coding", choices.coding.flatMap { Vocabulary.codings.word($0) })
        add("prefix", choices.prefix.flatMap { Vocabulary.prefixes.word($0) })
        add("unit", choices.unit.flatMap { Vocabulary.units.word($0) })
        add("filling", choices.filling.flatMap { Vocabulary.sides.word($0) })
        add("filler", choices.filler.map { String($0, radix: 16, uppercase: true) })
        if let padding = choices.padding {
            add(
                "padding",
                Vocabulary.paddings.word(padding)
                    ?? padding.map { padding in
                        YAMLText.mapping([
                            ("side", Vocabulary.sides.word(padding.side) ?? ""), ("byte", String(padding.byte)),
                        ])
                    })
        }
        if let truncation = choices.truncation { add("truncation", Vocabulary.truncations.word(truncation)) }
        add("sensitive", choices.isSensitive.flatMap { Vocabulary.truths.word($0) })
        return pairs
    }
}
