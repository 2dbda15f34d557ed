import ISO8583
import Yams

/// One field of a spec, as it is written there.
struct MoovEntry {
    let node: Node
    /// What it is called in messages.
    let label: String
    let type: String
    let length: Int?
    let description: String
    let encoding: String
    let prefix: String
    let padding: Node.Mapping?
    let tag: Node.Mapping?
    let bitmap: Node?
    let subfields: Node.Mapping?
    /// True for a bitmap whose first bit announces nothing.
    let isFixedBitmap: Bool

    static let keys = [
        "type", "length", "description", "enc", "prefix", "padding", "tag", "subfields", "bitmap", "disableautoexpand",
        "disableAutoExpand",
    ]

    init?(_ node: Node, _ label: String, _ reader: NodeReader) {
        guard let mapping = node.mapping else {
            reader.log.add(node.place, "\(label) must be a mapping", why: "it is \(reader.kind(node))")
            return nil
        }
        for (key, _) in mapping where !MoovEntry.keys.contains(key.string ?? "") {
            reader.log.warn(key.place, "the key \(reader.quoted(key)) of \(label) is not read")
        }
        self.node = node
        type = reader.text(mapping["type"], "`type` of \(label)") ?? ""
        length = reader.number(mapping["length"], "`length` of \(label)", 0...99_999)
        let description = reader.text(mapping["description"], "`description` of \(label)") ?? ""
        self.description = description.isEmpty ? label : description
        self.label = description.isEmpty ? label : "\(label) (\(description))"
        encoding = reader.text(mapping["enc"], "`enc` of \(label)") ?? ""
        prefix = reader.text(mapping["prefix"], "`prefix` of \(label)") ?? ""
        for key in ["padding", "tag", "subfields"] {
            guard let part = mapping[key], part.mapping == nil else { continue }
            reader.log.add(part.place, "`\(key)` of \(label) must be a mapping", why: "it is \(reader.kind(part))")
        }
        padding = mapping["padding"]?.mapping
        tag = mapping["tag"]?.mapping
        bitmap = mapping["bitmap"]
        subfields = mapping["subfields"]?.mapping
        let fixed = mapping["disableautoexpand"] ?? mapping["disableAutoExpand"]
        isFixedBitmap = reader.word(fixed, "`disableautoexpand` of \(label)", Vocabulary.truths) ?? false
    }
}

/// The length that stands before a field, by the names of the spec.
enum MoovPrefix: Equatable {
    case fixed
    case variable(FieldFormat.Prefix, digits: Int)
    case berTLV

    /// Nil for a name that is not known, or for a length that a dialect cannot write.
    init?(_ name: String) {
        if name == "BerTLV" {
            self = .berTLV
            return
        }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let count = parts[1].utf8.count
        if parts[1] == "Fixed", MoovPrefix.families.contains(String(parts[0])) || parts[0] == "None" {
            self = .fixed
            return
        }
        guard (1...6).contains(count), parts[1].allSatisfy({ $0 == "L" }) else { return nil }
        switch parts[0] {
        case "ASCII" where count <= 5: self = .variable(.ascii, digits: count)
        case "BCD" where count <= 5: self = .variable(.packed, digits: count)
        case "EBCDIC" where count <= 5, "EBCDIC1047" where count <= 5: self = .variable(.ebcdic, digits: count)
        // Here an L is a byte; a dialect's binary length of two digits has one byte, of four two, of five three.
        case "Binary" where count <= 3: self = .variable(.binary, digits: [2, 4, 5][count - 1])
        // Two hexadecimal digits for each byte of the length.
        case "Hex" where count <= 2: self = .variable(.hex, digits: count * 2)
        default: return nil
        }
    }

    static let families = ["ASCII", "BCD", "EBCDIC", "EBCDIC1047", "Binary", "Hex"]
}
