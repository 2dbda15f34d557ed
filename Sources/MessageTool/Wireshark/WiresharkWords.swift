import ISO8583

/// What codes mean, as rows of Lua tables.
struct WiresharkWords {
    private let dialect: Dialect

    init(_ dialect: Dialect) { self.dialect = dialect }

    /// Requests, responses and advices of every class in words, for the versions that the dialect has rules for.
    var types: [String] {
        let versions = Set(dialect.rules.flatMap(\.types).map { UInt16($0.version) })
        var rows: [String] = []
        for version in (versions.isEmpty ? [0, 1, 2] : versions).sorted() {
            for messageClass in 1...8 as ClosedRange<UInt16> {
                for function in 0...3 as ClosedRange<UInt16> {
                    for origin in 0...3 as ClosedRange<UInt16> {
                        let type = version << 12 | messageClass << 8 | function << 4 | origin
                        let words = MTIWords.text(type, .english)
                        rows.append("    [\"\(MTI(type))\"] = \(LuaText.quoted(words)),")
                    }
                }
            }
        }
        return rows
    }

    /// Codes of field 39 that the dialect's table has.
    var responses: [String] {
        let numbers = (0...999).map { String(repeating: "0", count: 3 - String($0).count) + String($0) }
        let pairs = (0...255).map { Hexadecimal.upper([UInt8($0)]) } + ["Y1", "Y3", "Z1", "Z3"]
        return (dialect.responseTable == .iso93 ? numbers : pairs).compactMap { code in
            let meaning = dialect.responseTable.meaning(of: code)
            guard meaning.isKnown else { return nil }
            return "    [\"\(code)\"] = \(LuaText.quoted(meaning.text(.english))),"
        }
    }

    /// Tags of EMV with their names, where the dialect has chip data.
    var tags: [String] {
        guard dialect.fields.contains(where: { dialect[$0]?.layout == .berTLV }) else { return [] }
        return WiresharkWords.candidates.compactMap { TLVTag($0).map { EMVTag($0) } }.filter(\.isKnown).map { tag in
            var entries = [("name", LuaText.quoted(tag.name(.english)))]
            if tag.isSensitive { entries.append(("hidden", "true")) }
            if [.a, .an, .ans].contains(tag.format) { entries.append(("text", "true")) }
            return "    [\"\(tag.tag)\"] = \(LuaText.table(entries)),"
        }
    }

    /// Tags that a table may have: of one byte, of two, and the private ones of three.
    private static let candidates: [UInt32] = {
        // The first bytes that say that more follow.
        let firstOfTwo: [UInt32] = [0x1F, 0x3F, 0x5F, 0x7F, 0x9F, 0xBF, 0xDF, 0xFF]
        let firstOfThree: [UInt32] = [0xDF81, 0xFF81]
        let longer = (firstOfTwo + firstOfThree).flatMap { first in (0...0xFF).map { first << 8 | $0 } }
        return [UInt32](1...0xFF) + longer
    }()
}
