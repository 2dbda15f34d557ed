import ISO8583
import Yams

/// Turns composite fields of a spec into a format and a layout.
struct MoovComposite {
    let fields: MoovFields

    var reader: NodeReader { fields.reader }
    var log: ProblemLog { fields.log }

    func read(_ entry: MoovEntry, isSensitive: Bool) -> (FieldFormat, FieldLayout)? {
        guard let (length, prefix) = fields.length(entry) else { return nil }
        guard let layout = layout(entry, isSensitive: isSensitive) else { return nil }
        // The most exact content that can hold the parts: digits, text, any bytes.
        var reason = ""
        for content in [FieldFormat.Content.digits, .text, .binary] {
            var format = FieldFormat(content, .bytes, length, prefix: prefix, isSensitive: isSensitive)
            format.padding = nil
            if let why = format.objection {
                reason = why
            } else if let (_, why) = layout.objection(in: format) {
                reason = why
            } else {
                return (format, layout)
            }
        }
        log.add(entry.node.place, "\(entry.label) cannot be made of its parts", why: reason)
        return nil
    }

    private func layout(_ entry: MoovEntry, isSensitive: Bool) -> FieldLayout? {
        guard let subfields = entry.subfields, !subfields.isEmpty else {
            log.add(entry.node.place, "\(entry.label) is a composite field without `subfields`")
            return nil
        }
        let tagEncoding = entry.tag?["enc"]?.scalar?.string ?? ""
        if tagEncoding == "BerTLVTag" {
            log.warn(
                entry.node.place, "the objects of \(entry.label) are named by EMV's own table",
                why: "a dialect says of BER-TLV only that it is there")
            return .berTLV
        }
        var entries: [(key: String, entry: MoovEntry)] = []
        for (key, node) in subfields {
            guard let name = reader.text(key, "a subfield of \(entry.label)"),
                let part = MoovEntry(node, "subfield \(name) of \(entry.label)", reader)
            else { continue }
            entries.append((name, part))
        }
        guard entries.count == subfields.count, let ordered = ordered(entries, entry) else { return nil }
        if let bitmap = entry.bitmap { return bitmapLayout(bitmap, ordered, entry, isSensitive: isSensitive) }
        let tagLength = reader.number(entry.tag?["length"], "`length` of the tag of \(entry.label)", 0...8) ?? 0
        if tagEncoding.isEmpty, tagLength == 0 {
            return parts(ordered, isSensitive: isSensitive).map { .positional($0) }
        }
        return tagged(tagEncoding, tagLength, ordered, entry, isSensitive: isSensitive)
    }

    /// The parts in the order in which they are written.
    private func ordered(
        _ entries: [(key: String, entry: MoovEntry)], _ entry: MoovEntry
    ) -> [(key: String, entry: MoovEntry)]? {
        let sort = entry.tag?["sort"]?.scalar?.string ?? "StringsByInt"
        guard sort == "StringsByInt" || sort == "StringsByHex" else {
            log.add(
                entry.node.place, "the order \"\(sort)\" of \(entry.label) is not known here",
                next: "known are StringsByInt and StringsByHex")
            return nil
        }
        let radix = sort == "StringsByInt" ? 10 : 16
        var numbered: [(number: UInt64, key: String, entry: MoovEntry)] = []
        for (key, part) in entries {
            guard let number = UInt64(key, radix: radix) else {
                log.add(part.node.place, "\(part.label) has no number", why: "the parts are ordered by their numbers")
                return nil
            }
            numbered.append((number, key, part))
        }
        return numbered.sorted { $0.number < $1.number }.map { ($0.key, $0.entry) }
    }

    private func parts(_ entries: [(key: String, entry: MoovEntry)], isSensitive: Bool) -> [Subfield]? {
        var parts: [Subfield] = []
        for (key, entry) in entries {
            guard let format = format(entry, isSensitive: isSensitive) else { continue }
            parts.append(Subfield(key, format, FieldName(entry.description)))
        }
        return parts.count == entries.count ? parts : nil
    }

    private func format(_ entry: MoovEntry, isSensitive: Bool) -> FieldFormat? {
        guard entry.type == "Composite" else { return fields.format(entry, isSensitive: isSensitive) }
        guard let (length, prefix) = fields.length(entry) else { return nil }
        log.warn(
            entry.node.place, "\(entry.label) is taken as bytes", why: "a part of a dialect's field has no parts itself"
        )
        return FieldFormat(.binary, .bytes, length, prefix: prefix, isSensitive: isSensitive)
    }

    private func bitmapLayout(
        _ node: Node, _ entries: [(key: String, entry: MoovEntry)], _ entry: MoovEntry, isSensitive: Bool
    ) -> FieldLayout? {
        guard let bitmap = MoovEntry(node, "the bitmap of \(entry.label)", reader) else { return nil }
        guard bitmap.encoding == "Binary", bitmap.isFixedBitmap, let bytes = bitmap.length, bytes > 0 else {
            log.add(
                bitmap.node.place, "\(bitmap.label) cannot be said",
                why: "a dialect's layout has a bitmap of so many bytes that does not expand",
                next: "known is the encoding Binary with disableautoexpand")
            return nil
        }
        return parts(entries, isSensitive: isSensitive).map { .bitmap(bytes: bytes, $0) }
    }

    private func tagged(
        _ encoding: String, _ length: Int, _ entries: [(key: String, entry: MoovEntry)], _ entry: MoovEntry,
        isSensitive: Bool
    ) -> FieldLayout? {
        let tag: TagForm.Coding
        switch encoding {
        case "ASCII": tag = .characters(length)
        case "ASCIIToHex", "ASCIIHexToBytes": tag = .binary(length)
        case "BCD" where length % 2 == 0: tag = .binary(length / 2)
        default:
            log.add(
                entry.node.place, "the tags of \(entry.label) cannot be said",
                why: "a dialect's tags are ASCII characters or bytes",
                next: "known are ASCII, ASCIIToHex and BCD of even length")
            return nil
        }
        let padding = entry.tag?["padding"]?.mapping
        let pad = padding?["type"]?.scalar?.string == "Left" ? padding?["pad"]?.scalar?.string ?? "" : ""
        let digits: Int
        switch tag {
        case .characters(let count): digits = count
        case .binary(let count): digits = count * 2
        }
        guard var subfields = parts(entries, isSensitive: isSensitive) else { return nil }
        var form: TagForm?
        for (index, (key, part)) in entries.enumerated() {
            if pad.count == 1, key.count < digits {
                subfields[index].key = String(repeating: pad, count: digits - key.count) + key
            }
            guard case .variable(let prefix, let lengthDigits) = MoovPrefix(part.prefix) else {
                log.add(
                    part.node.place, "\(part.label) has no length", why: "an element of a dialect says tag and length")
                return nil
            }
            let own = TagForm(tag: tag, prefix: prefix, lengthDigits: lengthDigits)
            guard form == nil || form == own else {
                log.add(
                    part.node.place, "\(part.label) has a length of another form than the parts before it",
                    why: "in a dialect all elements of a field have lengths of one form")
                return nil
            }
            form = own
        }
        return form.map { .tagged($0, subfields) }
    }
}
