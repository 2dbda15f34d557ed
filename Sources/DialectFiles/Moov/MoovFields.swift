import ISO8583
import Yams

/// Turns the fields of a spec into rows of a dialect's table.
struct MoovFields {
    let reader: NodeReader

    static let encodings = [
        "ASCII", "BCD", "LBCD", "EBCDIC", "EBCDIC1047", "Binary", "HexToASCII", "ASCIIToHex",
    ]
    static let types = ["String", "Numeric", "Binary", "Hex", "Track1", "Track2", "Track3", "Bitmap", "Composite"]

    var log: ProblemLog { reader.log }

    func definition(_ number: Int, _ entry: MoovEntry) -> FieldDefinition? {
        let isSensitive = SensitiveFields.numbers.contains(number)
        guard entry.type == "Composite" else {
            guard let format = format(entry, isSensitive: isSensitive) else { return nil }
            return FieldDefinition(number, format, FieldName(entry.description))
        }
        guard let (format, layout) = MoovComposite(fields: self).read(entry, isSensitive: isSensitive) else {
            return nil
        }
        return FieldDefinition(number, format, FieldName(entry.description), layout: layout)
    }

    /// Format of a field or part that is no composite.
    func format(_ entry: MoovEntry, isSensitive: Bool) -> FieldFormat? {
        guard let (content, choices) = coding(entry) else { return nil }
        guard let (length, prefix) = length(entry) else { return nil }
        var all = choices.with(FieldChoices(prefix: prefix, isSensitive: isSensitive))
        all.padding = .some(padding(entry, length))
        let format = all.format(content, length)
        if let why = format.objection {
            log.add(entry.node.place, "\(entry.label) cannot be", why: why)
            return nil
        }
        return format
    }

    // MARK: Content

    /// What the field holds and how that is written, by type and encoding.
    private func coding(_ entry: MoovEntry) -> (FieldFormat.Content, FieldChoices)? {
        let content: FieldFormat.Content
        switch entry.type {
        case "String", "Track1": content = .text
        case "Numeric": content = .digits
        case "Track2", "Track3": content = .track
        case "Binary", "Hex": content = .binary
        default:
            log.add(
                entry.node.place, "the type \"\(entry.type)\" of \(entry.label) is not known here",
                next: "known types are " + MoovFields.types.joined(separator: ", "))
            return nil
        }
        switch entry.encoding {
        case "ASCII": return (content, FieldChoices(coding: .bytes))
        case "Binary": return (content == .text ? .binary : content, FieldChoices(coding: .bytes))
        case "HexToASCII", "BytesToASCIIHex", "Hex":
            if content != .binary {
                log.warn(
                    entry.node.place, "\(entry.label) is taken as bytes",
                    why: "its characters are written as hexadecimal digits")
            }
            return (.binary, FieldChoices(coding: .hex))
        case "ASCIIToHex", "ASCIIHexToBytes":
            log.warn(
                entry.node.place, "\(entry.label) is taken as bytes, and its length as their number",
                why: "its value is the hexadecimal digits of what is on the wire")
            return (.binary, FieldChoices(coding: .bytes))
        case "EBCDIC" where content != .binary:
            log.warn(
                entry.node.place, "\(entry.label) is written in code page 037",
                why: "the library's own table differs from it in ! [ ] ^ | and other special characters")
            return (content, FieldChoices(coding: .ebcdic(.cp037)))
        case "EBCDIC1047" where content != .binary: return (content, FieldChoices(coding: .ebcdic(.cp1047)))
        case "BCD" where content != .binary && entry.type != "Track1",
            "LBCD" where content != .binary && entry.type != "Track1":
            if content == .track {
                log.warn(
                    entry.node.place, "the separator of \(entry.label) is taken as the nibble D",
                    why: "the library's own encoder writes digits only")
            }
            // LBCD has the digits at the left and the spare nibble behind them, BCD before them.
            return (
                content == .text ? .digits : content,
                FieldChoices(coding: .packed, filling: entry.encoding == "LBCD" ? .right : .left)
            )
        default:
            let isKnown = MoovFields.encodings.contains(entry.encoding)
            log.add(
                entry.node.place,
                isKnown
                    ? "\(entry.label) of the type \(entry.type) cannot be written in \(entry.encoding)"
                    : "the encoding \"\(entry.encoding)\" of \(entry.label) is not known here",
                next: "known encodings are " + MoovFields.encodings.joined(separator: ", "))
            return nil
        }
    }

    // MARK: Length

    func length(_ entry: MoovEntry) -> (FieldFormat.Length, FieldFormat.Prefix)? {
        guard let count = entry.length, count > 0 else {
            log.add(entry.node.place, "\(entry.label) has no length")
            return nil
        }
        switch MoovPrefix(entry.prefix) {
        case .fixed: return (.fixed(count), .ascii)
        case .variable(let prefix, let digits):
            let greatest = prefix.greatest(digits: digits)
            if count > greatest {
                log.warn(
                    entry.node.place, "\(entry.label) is taken to hold up to \(greatest)",
                    why: "its length of \(entry.prefix) cannot say \(count)")
            }
            return (.variable(digits: digits, most: min(count, greatest)), prefix)
        case .berTLV:
            log.add(
                entry.node.place, "\(entry.label) has the length of a BER-TLV object",
                why: "only the parts of a composite field with the tag encoding BerTLVTag can")
            return nil
        case nil:
            log.add(
                entry.node.place, "the prefix \"\(entry.prefix)\" of \(entry.label) cannot be said",
                next: "known are " + MoovPrefix.families.map { "\($0).Fixed" }.joined(separator: ", ")
                    + ", None.Fixed, BerTLV, L to LLLLL of ASCII, BCD and EBCDIC, L to LLL of Binary, L and LL of Hex")
            return nil
        }
    }

    private func padding(_ entry: MoovEntry, _ length: FieldFormat.Length) -> FieldFormat.Padding? {
        guard let mapping = entry.padding else { return nil }
        let side = mapping["type"]?.scalar?.string ?? ""
        let pad = mapping["pad"]?.scalar?.string ?? ""
        if side == "None" { return nil }
        guard side == "Left" || side == "Right", pad.unicodeScalars.count == 1, let byte = pad.unicodeScalars.first,
            byte.value < 0x100
        else {
            log.add(
                entry.node.place, "the padding of \(entry.label) cannot be said",
                why: "it is Left, Right or None, with one character of one byte")
            return nil
        }
        guard case .fixed = length else {
            log.warn(
                entry.node.place, "the padding of \(entry.label) is left out",
                why: "in a dialect content of variable length is written as it is")
            return nil
        }
        return FieldFormat.Padding(side == "Left" ? .left : .right, UInt8(byte.value))
    }
}
