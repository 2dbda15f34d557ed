import ISO8583

/// The tables of a dialect as Lua, one line for each row.
struct WiresharkTables {
    let dissector: WiresharkDissector
    private var dialect: Dialect { dissector.dialect }

    init(_ dissector: WiresharkDissector) { self.dissector = dissector }

    /// Lines between the braces.
    var lines: [String] { head + transport + fields + words + pages }

    private var head: [String] {
        [
            "  protocol = " + LuaText.quoted(dissector.protocolName) + ",",
            "  title = " + LuaText.quoted(LuaText.title(dialect.name, or: dialect.id)) + ",",
            "  ports = " + LuaText.quoted(dissector.ports.map { String($0) }.joined(separator: ",")) + ",",
            "  type = " + LuaText.quoted("\(dialect.typeCoding)") + ",",
            "  bitmap = " + LuaText.quoted("\(dialect.bitmapCoding)") + ",",
            "  bitmap_limit = \(dialect.bitmapLimit),",
        ]
    }

    // MARK: Transport

    private var transport: [String] {
        // The first one is what the preference says at first.
        let forms = [dissector.length] + LengthHeader.all.filter { $0 != dissector.length }
        let choices = forms.enumerated().map { index, form in
            let name = LuaText.quoted(WiresharkDissector.name(of: form))
            return "    { \(name), \(LuaText.quoted(form.description)), \(index + 1) },"
        }
        let rows = forms.map { form in
            let entries = [
                ("name", LuaText.quoted("\(form.form)")), ("bytes", String(form.byteCount)),
                ("counts_itself", String(form.countsItself)),
            ]
            return "    " + LuaText.table(entries) + ","
        }
        let headers = TransportHeader.allCases.enumerated().map { index, header in
            "    { \(LuaText.quoted("\(header)")), \(LuaText.quoted(WiresharkTables.title(header))), \(index + 1) },"
        }
        let names = TransportHeader.allCases.map { LuaText.quoted("\($0)") }.joined(separator: ", ")
        let chosen = (TransportHeader.allCases.firstIndex(of: dialect.header) ?? 0) + 1
        return ["  lengths = {"] + choices + ["  },", "  length_forms = {"] + rows + ["  },", "  headers = {"] + headers
            + ["  },", "  header_names = { \(names) },", "  header = \(chosen),"]
    }

    private static func title(_ header: TransportHeader) -> String {
        switch header {
        case .none: "none"
        case .tpdu: "TPDU"
        case .tpduAndUnionPay: "TPDU and UnionPay header"
        }
    }

    // MARK: Fields

    private var fields: [String] {
        let rows = dialect.fields.compactMap { dialect[$0] }.flatMap { field in
            let start = "    [\(field.number)] = "
            guard let layout = field.layout else { return [start + row(field) + ","] }
            return [start + row(field).dropLast(2) + ", layout = {"] + lines(of: layout) + ["    } },"]
        }
        return ["  fields = {"] + rows + ["  },"]
    }

    private func row(_ field: FieldDefinition) -> String {
        let title = LuaText.title(field.name.english, or: "field")
        let isHidden = WiresharkTables.isHidden(field.format) || field.number == Dialect.macField
        var entries = [("name", LuaText.quoted(title))] + format(field.format)
        if isHidden { entries.append(("hidden", "true")) }
        if holdsSecret(field) { entries.append(("mixed", "true")) }
        return LuaText.table(entries)
    }

    private static func isHidden(_ format: FieldFormat) -> Bool { format.isSensitive || format.content == .track }

    /// True when the whole must be hidden for what a part of it holds, while other parts may be shown.
    private func holdsSecret(_ field: FieldDefinition) -> Bool {
        switch field.layout {
        case nil: false
        case .berTLV: true
        case .positional(let parts), .tagged(_, let parts), .bitmap(_, let parts):
            !field.format.isSensitive && parts.contains { WiresharkTables.isHidden($0.format) }
        }
    }

    private func format(_ format: FieldFormat) -> [(key: String, value: String)] {
        var entries = [
            ("content", LuaText.quoted("\(format.content)")), ("coding", LuaText.quoted(coding(format.coding))),
            ("most", String(format.length.most)),
        ]
        switch format.length {
        case .fixed: entries += [("prefix_bytes", "0"), ("unit", LuaText.quoted("characters"))]
        case .variable(let digits, _):
            entries += [
                ("prefix", LuaText.quoted("\(format.prefix)")),
                ("prefix_bytes", String(format.prefix.byteCount(digits: digits))),
                ("unit", LuaText.quoted("\(format.unit)")),
            ]
        }
        if format.coding == .packed {
            entries += [("filled_left", String(format.filling == .left)), ("filler", String(format.filler))]
        }
        if case .ebcdic(let page) = format.coding { entries.append(("page", LuaText.quoted("\(page)"))) }
        return entries
    }

    private func coding(_ coding: FieldFormat.Coding) -> String {
        switch coding {
        case .bytes: "bytes"
        case .ebcdic: "ebcdic"
        case .packed: "packed"
        case .hex: "hex"
        }
    }

    private func lines(of layout: FieldLayout) -> [String] {
        switch layout {
        case .berTLV: return ["      kind = \"objects\","]
        case .positional(let parts): return ["      kind = \"positional\","] + lines(of: parts)
        case .bitmap(let bytes, let parts):
            return ["      kind = \"bitmap\", bytes = \(max(bytes, 0)),"] + lines(of: parts)
        case .tagged(let form, let parts):
            let (size, isBinary) =
                switch form.tag {
                case .characters(let count): (count, false)
                case .binary(let count): (count, true)
                }
            let entries =
                "kind = \"tagged\", tag_bytes = \(max(size, 1)), tag_is_binary = \(isBinary), prefix = "
                + LuaText.quoted("\(form.prefix)")
            let prefixBytes = form.prefix.byteCount(digits: form.lengthDigits)
            let most = form.prefix.greatest(digits: form.lengthDigits)
            return ["      " + entries + ", prefix_bytes = \(prefixBytes), most = \(most),"] + lines(of: parts)
        }
    }

    private func lines(of parts: [Subfield]) -> [String] {
        ["      parts = {"]
            + parts.map { part in
                var entries = [
                    ("key", LuaText.quoted(part.key)),
                    ("abbreviation", LuaText.quoted(LuaText.abbreviation(part.key))),
                    ("name", LuaText.quoted(LuaText.title(part.name.english, or: "part"))),
                ]
                entries += format(part.format)
                if WiresharkTables.isHidden(part.format) { entries.append(("hidden", "true")) }
                return "        " + LuaText.table(entries) + ","
            } + ["      },"]
    }

    // MARK: Words and code pages

    private var words: [String] {
        let words = WiresharkWords(dialect)
        return ["  types = {"] + words.types + ["  },", "  responses = {"] + words.responses + ["  },"]
            + (dialect.responseTable == .iso93 ? ["  response_digits = 3,"] : [])
            + ["  tags = {"] + words.tags + ["  },"]
    }

    private var pages: [String] {
        var pages: Set<EBCDIC> = dialect.bitmapCoding == .ebcdicHex ? [.cp037] : []
        for format in dialect.fields.compactMap({ dialect[$0] }).flatMap({ WiresharkTables.formats($0) }) {
            if case .ebcdic(let page) = format.coding { pages.insert(page) }
        }
        let rows = EBCDIC.allCases.filter { pages.contains($0) }.map { page in
            let codes = (0...255).map { String(page.latin1(UInt8($0))) }.joined(separator: ",")
            return "    \(page) = { \(codes) },"
        }
        return ["  pages = {"] + rows + ["  },"]
    }

    private static func formats(_ field: FieldDefinition) -> [FieldFormat] {
        switch field.layout {
        case nil, .berTLV: [field.format]
        case .positional(let parts), .tagged(_, let parts), .bitmap(_, let parts):
            [field.format] + parts.map(\.format)
        }
    }
}
