import ISO8583

/// Turns what is written for a field into its content.
struct ValueReader {
    let dialect: Dialect
    let mti: MTI
    let moment: LocalMoment
    let trace: Int
    let currency: Currency?

    /// Content of a field.
    ///
    /// - Throws: `MessageToolError` with the field's place; never with its content.
    func content(_ field: MessageDraft.Field) throws -> [UInt8] {
        guard let format = dialect.format(of: field.number) else {
            throw error(field, "\(dialect.id) does not have this field", nil)
        }
        switch field.value {
        case .text(let text): return try content(text, format, field)
        case .parts(let parts): return try join(parts, field)
        case .viewed(let text, let wire): return try viewed(text, wire, format, field)
        case .masked: throw error(field, "the view does not show it", "give it with --field \(field.number)=...")
        }
    }

    /// The wire's bytes while the text is the one that a view shows for them; the text when somebody changed it.
    private func viewed(
        _ text: String, _ wire: [UInt8], _ format: FieldFormat, _ field: MessageDraft.Field
    ) throws -> [UInt8] {
        let layout = FieldLayout.positional([Subfield("1", format, FieldName(""))])
        let parts: [SubfieldValue]
        do throws(ISO8583Error) { parts = try layout.split(wire, field: field.number) } catch {
            throw self.error(field, "its bytes in the view do not fit: \(error.description)", nil)
        }
        guard parts.count == 1 else { throw error(field, "its bytes in the view are those of something else", nil) }
        let content = parts[0].content
        let isText = content.allSatisfy { (0x20..<0x7F).contains($0) }
        let shown = isText ? String(decoding: content, as: UTF8.self) : Hexadecimal.upper(content)
        let isUnchanged = text == shown || text == "\(content.count) bytes"
        return isUnchanged ? content : try self.content(text, format, field)
    }

    private func content(_ text: String, _ format: FieldFormat, _ field: MessageDraft.Field) throws -> [UInt8] {
        if text == "now" { return try now(format, field) }
        if text == "auto", field.number == 11 { return [UInt8](padded(trace, format.length.most).utf8) }
        if text.hasPrefix("text:") { return [UInt8](text.dropFirst(5).utf8) }
        if text.hasPrefix("hex:") { return try hexadecimal(text.dropFirst(4), field) }
        switch format.content {
        case .binary: return try hexadecimal(text, field)
        case .digits:
            guard let dot = text.firstIndex(of: ".") else { return [UInt8](text.utf8) }
            return try amount(text[..<dot], text[text.index(after: dot)...], format, field)
        case .track:
            let track = text.hasPrefix(";") ? text.dropFirst() : text[...]
            return [UInt8](track.prefix { $0 != "?" }.utf8).map { $0 == 0x3D ? 0x44 : $0 }
        case .text, .signed: return [UInt8](text.utf8)
        }
    }

    private func hexadecimal(_ text: some StringProtocol, _ field: MessageDraft.Field) throws -> [UInt8] {
        guard let bytes = Hexadecimal.bytes(text) else {
            throw error(
                field, "it holds bytes, and this is not an even number of hexadecimal digits",
                "write hexadecimal digits, or text:... for characters")
        }
        return bytes
    }

    /// Major units with a decimal point, as minor units.
    private func amount(
        _ whole: Substring, _ decimals: Substring, _ format: FieldFormat, _ field: MessageDraft.Field
    ) throws -> [UInt8] {
        guard [4, 5, 6].contains(field.number) else {
            throw error(field, "a decimal point is for amounts in fields 4 to 6", "write digits only")
        }
        guard let currency else {
            throw error(
                field, "how many decimals its currency has is not known",
                "give the currency in field 49, or write minor units without a point")
        }
        guard !whole.isEmpty, whole.allSatisfy(\.isASCIIDigit), decimals.allSatisfy(\.isASCIIDigit),
            decimals.utf8.count <= currency.exponent
        else {
            throw error(field, "no amount of \(currency.alpha)", "write it as 12.50: \(currency.exponent) decimals")
        }
        let digits = whole + decimals + String(repeating: "0", count: currency.exponent - decimals.utf8.count)
        // The newest version has currency and decimals before the amount.
        let head = format.length.most == 16 ? padded(Int(currency.numeric), 3) + String(currency.exponent) : ""
        let width = format.length.most - head.utf8.count
        guard digits.utf8.count <= width else { throw error(field, "too large an amount", nil) }
        return [UInt8]((head + String(repeating: "0", count: width - digits.utf8.count) + digits).utf8)
    }

    /// The moment in the form of a date or time field. Sources: those of `MessageChecker` for the same fields.
    private func now(_ format: FieldFormat, _ field: MessageDraft.Field) throws -> [UInt8] {
        let full = moment.centuryDate + moment.time
        let isOld = dialect.format(of: 12)?.length.most == 6
        let text: Substring? =
            switch (field.number, format.length.most) {
            case (7, 10): full.suffix(10)
            case (12, 6): full.suffix(6)
            case (12, 12): full.suffix(12)
            case (12, 14): full[...]
            case (13, 4) where isOld, (15, 4), (16, 4), (17, 4): full.dropFirst(4).prefix(4)
            case (15, 6), (28, 6), (73, 6): full.dropFirst(2).prefix(6)
            case (15, 8), (28, 8), (73, 8): full.prefix(8)
            default: nil
            }
        guard let text else { throw error(field, "\"now\" is for dates and times", "write its content") }
        return [UInt8](text.utf8)
    }

    private func join(_ parts: [(key: String, value: String)], _ field: MessageDraft.Field) throws -> [UInt8] {
        guard let layout = FieldParts.layout(of: field.number, dialect, mti) else {
            throw error(field, "it has no parts in \(dialect.id)", "write its content as one text")
        }
        var contents: [FieldPart] = []
        for part in parts {
            let isBinary = layout == .berTLV || ValueReader.isBinary(part.key, layout)
            let bytes =
                isBinary && !part.value.hasPrefix("text:")
                ? try hexadecimal(part.value, field)
                : [UInt8](part.value.hasPrefix("text:") ? part.value.dropFirst(5).utf8 : part.value[...].utf8)
            contents.append(FieldPart(key: part.key, content: bytes))
        }
        do throws(ISO8583Error) {
            return try FieldParts.join(contents, field: field.number, dialect, mti)
        } catch {
            throw self.error(
                field, "its parts do not fit: \(error.description)", "check their keys, and that none is missing")
        }
    }

    private static func isBinary(_ key: String, _ layout: FieldLayout) -> Bool {
        switch layout {
        case .positional(let parts), .tagged(_, let parts), .bitmap(_, let parts):
            parts.first { $0.key == key }?.format.content == .binary
        case .berTLV: true
        }
    }

    private func error(_ field: MessageDraft.Field, _ why: String, _ next: String?) -> MessageToolError {
        let name = dialect.name(of: field.number).map { " (\($0.english))" } ?? ""
        return MessageToolError("\(field.origin): field \(field.number)\(name)", why: why, next: next)
    }
}

extension Character {
    /// True for 0 to 9 only.
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) && isASCII }
}
