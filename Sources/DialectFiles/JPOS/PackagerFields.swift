import ISO8583

/// Turns the fields of a packager into rows of a dialect's table.
struct PackagerFields {
    let log: ProblemLog

    /// What a field's class says; nil after a problem was noted.
    func packagerClass(_ element: XMLElement) -> PackagerClass? {
        let name = element.attributes["class"] ?? ""
        let package = "org.jpos.iso."
        if name.hasPrefix(package), let known = PackagerClass(String(name.dropFirst(package.count))) { return known }
        return nil
    }

    func definition(_ number: Int, _ element: XMLElement) -> FieldDefinition? {
        let label = label(number, element)
        guard let format = format(element, label, number: number, isSensitive: SensitiveFields.numbers.contains(number))
        else { return nil }
        let name = FieldName(name(element) ?? "field \(number)")
        guard element.name == "isofieldpackager" else { return FieldDefinition(number, format, name) }
        guard let (outer, layout) = PackagerLayout(fields: self).read(element, label, format) else { return nil }
        return FieldDefinition(number, outer, name, layout: layout)
    }

    /// How tag and length are written before a part, where its class does so.
    func tagForm(_ element: XMLElement) -> TagForm? {
        if case .element(let form)? = packagerClass(element) { form } else { nil }
    }

    func label(_ number: Int, _ element: XMLElement) -> String {
        "field \(number)" + (name(element).map { " (\($0))" } ?? "")
    }

    func name(_ element: XMLElement) -> String? {
        guard let name = element.attributes["name"], !name.isEmpty else { return nil }
        return String(name.prefix(100))
    }

    /// Format of a field or part; nil after a problem was noted, or for a field that is never there.
    func format(_ element: XMLElement, _ label: String, number: Int?, isSensitive: Bool) -> FieldFormat? {
        guard let known = packagerClass(element) else {
            let name = String((element.attributes["class"] ?? "").prefix(80))
            log.add(
                element.place,
                name.isEmpty ? "\(label) has no class" : "the class \(name) of \(label) is not known here",
                next: "known are, in org.jpos.iso: " + PackagerClass.names.joined(separator: ", "))
            return nil
        }
        switch known {
        case .absent:
            if element.attributes["class"]?.hasSuffix("IF_NOP") == true {
                log.warn(
                    element.place, "\(label) is left out",
                    why: "it has no bytes; a dialect refuses a message that has its bit")
            }
            return nil
        case .bitmap:
            log.add(
                element.place, "\(label) is a bitmap", why: "only field 1, and field 65 for the third one, are bitmaps")
            return nil
        case .element:
            log.add(
                element.place, "the class \(element.attributes["class"] ?? "") of \(label) cannot be said",
                why: "it writes a tag before its length: only all parts of a field together can")
            return nil
        case .unsaid(let why):
            log.add(
                element.place, "the class \(element.attributes["class"] ?? "") of \(label) cannot be said", why: why)
            return nil
        case .field(let content, let choices, let prefixDigits):
            guard let count = self.number(element, "length", 1...99_999) else { return nil }
            // Tracks are written by the classes for numbers; the separator is theirs to bear.
            let isTrack = number == 35 || number == 36
            return format(
                element, label, isTrack && content == .digits ? .track : content, choices, prefixDigits, count,
                isSensitive)
        }
    }

    private func format(
        _ element: XMLElement, _ label: String, _ content: FieldFormat.Content, _ choices: FieldChoices,
        _ prefixDigits: Int, _ count: Int, _ isSensitive: Bool
    ) -> FieldFormat? {
        var choices = choices
        choices.isSensitive = isSensitive
        // `pad` of packed digits says that the spare nibble is at the left.
        let pad = element.attributes["pad"] ?? "false"
        if choices.coding == .packed, choices.filling == nil { choices.filling = pad == "true" ? .left : .right }
        for (key, value) in element.attributes.sorted(by: { $0.key < $1.key }) {
            switch (key, value) {
            case ("trim", "false"), ("id", _), ("length", _), ("name", _), ("class", _), ("pad", "true"),
                ("pad", "false"),
                ("packager", _), ("emitBitmap", _):
                break
            default: log.warn(element.place, "the attribute \(key)=\"\(value.prefix(40))\" of \(label) is not read")
            }
        }
        var length = FieldFormat.Length.fixed(count)
        if prefixDigits > 0 {
            let greatest = (choices.prefix ?? .ascii).greatest(digits: prefixDigits)
            let most = choices.unit == .bytes ? min(count, greatest * 2) : min(count, greatest)
            if most < count {
                log.warn(
                    element.place, "\(label) is taken to hold up to \(most)", why: "its length cannot say \(count)")
            }
            length = .variable(digits: prefixDigits, most: most)
        }
        if content == .signed, choices.coding == .packed, count % 2 == 0, pad != "true" {
            log.add(
                element.place, "the odd number of digits of \(label) cannot be filled at the right",
                why: "behind a sign a dialect fills them at the left", next: "known is pad=\"true\", or an odd length")
            return nil
        }
        let format = choices.format(content, length)
        if let why = format.objection {
            log.add(element.place, "\(label) cannot be", why: why)
            return nil
        }
        return format
    }

    func number(_ element: XMLElement, _ key: String, _ range: ClosedRange<Int>) -> Int? {
        guard let number = NodeReader.number(element.attributes[key] ?? ""), range.contains(number) else {
            log.add(
                element.place,
                "`\(key)` of \(element.name) must be a number from \(range.lowerBound) to \(range.upperBound)",
                why: element.attributes[key].map { "it is \"\($0.prefix(40))\"" } ?? "it is missing")
            return nil
        }
        return number
    }
}
