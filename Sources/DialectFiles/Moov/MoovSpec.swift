import ISO8583
import Yams

/// Specs of the Go library moov-io/iso8583, as its `specs` package writes them in JSON (and, the same keys, in YAML).
///
/// Source: documentation of moov-io/iso8583, "Defining a Spec as a Document" and "Guide to Composite Fields", and the
/// behaviour of its encoders: `length` counts digits for BCD and LBCD, characters for ASCII and EBCDIC, bytes of content
/// for Binary and for hexadecimal digits.
public enum MoovSpec {
    /// Reads a spec.
    ///
    /// - Parameters:
    ///   - json: The text, at most 1 MiB.
    ///   - name: What the text is called in errors, for example its file name.
    /// - Returns: The dialect, and what the spec says that a dialect cannot.
    /// - Throws: `DialectFileError` with every field that cannot be read.
    public static func `import`(json: String, name: String = "spec.json") throws(DialectFileError) -> ImportResult {
        let log = ProblemLog(file: name)
        var dialect: Dialect?
        if let root = YAMLSource.root(json, log, language: "JSON") {
            dialect = MoovReader(reader: NodeReader(log: log)).dialect(root)
        }
        if let error = log.error { throw error }
        guard let dialect else {
            throw DialectFileError(DialectProblem(file: name, what: "the file describes no dialect"))
        }
        return ImportResult(dialect: dialect, warnings: log.warnings)
    }
}

/// Reads the heading of a spec: name, message type, bitmap.
struct MoovReader {
    let reader: NodeReader

    var log: ProblemLog { reader.log }

    func dialect(_ root: Node) -> Dialect? {
        guard let top = root.mapping, let list = top["fields"]?.mapping else {
            log.add(root.place, "this is no spec of moov-io/iso8583", why: "it has no mapping `fields`")
            return nil
        }
        for (key, _) in top where !["name", "fields"].contains(key.string ?? "") {
            log.warn(key.place, "the key \(reader.quoted(key)) is not read")
        }
        let name = reader.text(top["name"], "`name`") ?? "imported from moov-io/iso8583"
        var entries: [Int: MoovEntry] = [:]
        for (key, node) in list {
            guard let number = reader.number(key, "a field", 0...FieldNumbers.last),
                let entry = MoovEntry(node, "field \(number)", reader)
            else { continue }
            entries[number] = entry
        }
        let bitmaps = (entries.keys.max() ?? 0) > 128 ? 3 : 2
        let fields = MoovFields(reader: reader)
        var definitions: [FieldDefinition] = []
        for number in entries.keys.sorted() where number > 1 {
            guard let entry = entries[number] else { continue }
            if let why = FieldNumbers.objection(number, bitmaps: bitmaps) {
                log.add(entry.node.place, "there can be no field \(number)", why: why)
            } else if let definition = fields.definition(number, entry) {
                definitions.append(definition)
            }
        }
        let type = typeCoding(entries[0], root)
        let bitmap = bitmapCoding(entries[1], root)
        guard log.error == nil, let type, let bitmap else { return nil }
        return Dialect(
            id: ImportedID.make(name), name: name, typeCoding: type, bitmapCoding: bitmap, bitmapLimit: bitmaps,
            fields: definitions)
    }

    private func typeCoding(_ entry: MoovEntry?, _ root: Node) -> Dialect.TypeCoding? {
        guard let entry else {
            log.add(root.place, "field 0 is missing", why: "it says how the message type is written")
            return nil
        }
        switch (entry.encoding, entry.length) {
        case ("ASCII", 4): return .ascii
        case ("BCD", 4), ("LBCD", 4): return .packed
        case ("Binary", 2), ("ASCIIToHex", 2), ("ASCIIHexToBytes", 2): return .packed
        case ("EBCDIC", 4), ("EBCDIC1047", 4): return .ebcdic
        default:
            log.add(
                entry.node.place,
                "field 0 cannot be written in \(entry.encoding) with a length of \(entry.length ?? 0)",
                why: "a message type is four digits, in ASCII, in EBCDIC or packed")
            return nil
        }
    }

    private func bitmapCoding(_ entry: MoovEntry?, _ root: Node) -> Dialect.BitmapCoding? {
        guard let entry else {
            log.add(root.place, "field 1 is missing", why: "it says how the bitmap is written")
            return nil
        }
        if entry.type != "Bitmap" {
            log.add(entry.node.place, "field 1 is no bitmap", why: "its type is \(entry.type)")
        }
        if entry.isFixedBitmap {
            log.add(
                entry.node.place, "a bitmap that does not expand cannot be said",
                why: "in a dialect the first bit of a bitmap announces the next one")
        }
        switch entry.encoding {
        case "Binary": return .binary
        case "HexToASCII", "BytesToASCIIHex", "Hex": return .hex
        default:
            log.add(
                entry.node.place, "a bitmap cannot be written in \(entry.encoding)",
                next: "known are Binary and HexToASCII")
            return nil
        }
    }
}

/// Short names for dialects that come without one.
enum ImportedID {
    /// Small letters, digits and hyphens of a name.
    static func make(_ name: String) -> String {
        var id = ""
        for character in name.lowercased().unicodeScalars.prefix(40) {
            if ("a"..."z").contains(character) || ("0"..."9").contains(character) {
                id.unicodeScalars.append(character)
            } else if !id.isEmpty, !id.hasSuffix("-") {
                id += "-"
            }
        }
        while id.hasSuffix("-") { id.removeLast() }
        return id.isEmpty ? "imported" : id
    }
}
