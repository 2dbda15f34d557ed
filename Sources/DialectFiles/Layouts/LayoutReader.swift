import ISO8583
import Yams

/// Reads what a composite field is made of.
struct LayoutReader {
    let reader: NodeReader
    let parts: FieldReader

    static let kinds = ["positional", "tagged", "bitmap", "ber-tlv"]
    static let keys = ["kind", "parts", "tag", "prefix", "digits", "bytes"]

    init(fields: FieldReader) {
        reader = fields.reader
        parts = FieldReader(reader: fields.reader, defaults: .parts)
    }

    func layout(_ node: Node, in field: FieldFormat) -> FieldLayout? {
        if let word = node.scalar?.string {
            if word == "none" { return nil }
            if word == "ber-tlv" { return checked(.berTLV, node, [], in: field) }
        }
        guard let mapping = reader.mapping(node, "`layout`", keys: LayoutReader.keys) else { return nil }
        guard let kindNode = mapping["kind"], let kind = kindNode.scalar?.string, LayoutReader.kinds.contains(kind)
        else {
            reader.log.add(
                (mapping["kind"] ?? node).place, "a layout needs a kind",
                next: "`kind` is one of " + LayoutReader.kinds.joined(separator: ", "))
            return nil
        }
        let allowed: [String: Set<String>] = [
            "positional": ["parts"], "tagged": ["parts", "tag", "prefix", "digits"], "bitmap": ["parts", "bytes"],
            "ber-tlv": [],
        ]
        for (key, _) in mapping {
            let word = key.string ?? ""
            guard word != "kind", LayoutReader.keys.contains(word), allowed[kind]?.contains(word) == false else {
                continue
            }
            reader.log.add(key.place, "a layout of the kind \(kind) has no `\(word)`", next: "leave it out")
        }
        if kind == "ber-tlv" { return checked(.berTLV, node, [], in: field) }
        guard let (subfields, places) = subfields(mapping, node, isSensitive: field.isSensitive) else { return nil }
        switch kind {
        case "positional": return checked(.positional(subfields), node, places, in: field)
        case "bitmap":
            guard let bytesNode = mapping["bytes"] else {
                reader.log.add(node.place, "a layout with a bitmap needs `bytes`", next: "write bytes: 8")
                return nil
            }
            guard let bytes = reader.number(bytesNode, "`bytes`", 1...24) else { return nil }
            return checked(.bitmap(bytes: bytes, subfields), node, places, in: field)
        default:
            guard let form = form(mapping, node) else { return nil }
            return checked(.tagged(form, subfields), node, places, in: field)
        }
    }

    private func subfields(
        _ mapping: Node.Mapping, _ node: Node, isSensitive: Bool
    ) -> (parts: [Subfield], places: [Place?])? {
        guard let list = mapping["parts"]?.mapping else {
            reader.log.add(
                (mapping["parts"] ?? node).place, "a layout needs `parts`",
                why: "they are a mapping from a name to a format",
                next: "write parts: {TYPE: n 2, BATCH: n 6}")
            return nil
        }
        var subfields: [Subfield] = []
        var places: [Place?] = []
        var isWhole = true
        for (key, value) in list {
            guard let name = key.scalar?.string, (1...40).contains(name.utf8.count) else {
                reader.log.add(key.place, "a part needs a name of 1 to 40 bytes", why: "it is \(reader.kind(key))")
                isWhole = false
                continue
            }
            guard let part = parts.part(name, value, isSensitive: isSensitive) else {
                isWhole = false
                continue
            }
            subfields.append(part)
            places.append(key.place)
        }
        return isWhole ? (subfields, places) : nil
    }

    /// `tag: 2 characters` or `tag: 1 bytes`, with `prefix` and `digits` of the length.
    private func form(_ mapping: Node.Mapping, _ node: Node) -> TagForm? {
        let words = (mapping["tag"]?.scalar?.string ?? "").split(separator: " ")
        var tag: TagForm.Coding?
        if words.count == 2, let count = NodeReader.number(String(words[0])), (1...8).contains(count) {
            switch words[1] {
            case "characters", "character": tag = .characters(count)
            case "bytes", "byte": tag = .binary(count)
            default: break
            }
        }
        if tag == nil {
            reader.log.add(
                (mapping["tag"] ?? node).place, "a tagged layout needs `tag`",
                next: "write tag: 2 characters, or tag: 1 bytes")
        }
        for key in ["prefix", "digits"] where mapping[key] == nil {
            reader.log.add(
                node.place, "a tagged layout needs `\(key)`", why: "each element says its length",
                next: "write prefix: ascii and digits: 2")
        }
        let prefix = reader.word(mapping["prefix"], "`prefix`", Vocabulary.prefixes)
        let digits = reader.number(mapping["digits"], "`digits`", 1...5)
        guard let tag, let prefix, let digits else { return nil }
        return TagForm(tag: tag, prefix: prefix, lengthDigits: digits)
    }

    private func checked(
        _ layout: FieldLayout, _ node: Node, _ places: [Place?], in field: FieldFormat
    ) -> FieldLayout? {
        guard let (part, why) = layout.objection(in: field) else { return layout }
        let place = part.flatMap { places.indices.contains($0) ? places[$0] : nil } ?? node.place
        reader.log.add(
            place, part == nil ? "this layout cannot be" : "this part cannot be", why: why,
            next: "change the part, or the field that it lies in")
        return nil
    }
}
