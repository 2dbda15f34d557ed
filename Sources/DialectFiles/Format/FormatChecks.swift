import ISO8583

extension FieldFormat {
    /// Why a field of this format cannot be, beyond what the format itself knows: lengths that cannot be written, bytes
    /// that the content cannot hold.
    var objection: String? {
        if let contradiction { return contradiction }
        if case .variable(let digits, let most) = length {
            if unit == .nibbles, coding != .packed, content != .binary {
                return "half bytes are counted of packed digits and of binary content only"
            }
            let announced = announced(most)
            guard announced <= prefix.greatest(digits: digits) else {
                return "a length of \(digits) digits cannot say \(announced), which is what \(most) count as"
            }
        }
        if let padding {
            switch content {
            case .digits, .signed, .track:
                guard (0x30...0x39).contains(padding.byte) else { return "numbers are padded with a digit" }
            case .text:
                guard padding.byte >= 0x20, padding.byte != 0x7F else {
                    return "text is padded with a printable character"
                }
            case .binary: break
            }
        }
        return nil
    }

    /// What the length before a field says for so many units of content.
    private func announced(_ count: Int) -> Int {
        switch unit {
        case .characters: count
        case .bytes: byteCount(count)
        case .nibbles: coding == .packed ? count : count * 2
        }
    }

    /// Bytes for so many units of content.
    func byteCount(_ count: Int) -> Int {
        switch (content, coding) {
        case (.signed, .packed): 1 + count / 2
        case (_, .packed): (count + 1) / 2
        case (_, .hex): count * 2
        default: count
        }
    }

    /// Bytes that the length and the longest content take.
    var mostBytes: Int { leastBytes + (isVariable ? byteCount(length.most) : 0) }

    /// Bytes that the length, or the fixed content, takes at least.
    var leastBytes: Int {
        switch length {
        case .fixed(let count): byteCount(count)
        case .variable(let digits, _): prefix.byteCount(digits: digits)
        }
    }

    var isVariable: Bool {
        if case .variable = length { true } else { false }
    }
}

extension FieldFormat.Prefix {
    /// The greatest length of so many digits, 1 to 5.
    func greatest(digits: Int) -> Int {
        switch self {
        case .packed, .ascii, .ebcdic: [0, 9, 99, 999, 9_999, 99_999][min(max(digits, 0), 5)]
        case .binary: [0, 0xFF, 0xFF, 0xFFFF, 0xFFFF, 0xFF_FFFF][min(max(digits, 0), 5)]
        case .hex: [0, 0xF, 0xFF, 0xFFF, 0xFFFF, 0xF_FFFF][min(max(digits, 0), 5)]
        }
    }
}

extension FieldLayout {
    /// Why a field of a format cannot have this layout, with the number of the part, or nil.
    func objection(in field: FieldFormat) -> (part: Int?, why: String)? {
        switch self {
        case .berTLV:
            return field.content == .binary ? nil : (nil, "BER-TLV objects are bytes: the field must be binary")
        case .positional(let parts):
            if let objection = FieldLayout.objection(parts, overhead: 0, in: field) { return objection }
            let least = parts.reduce(0) { $0 + $1.format.leastBytes }
            guard least <= field.length.most else {
                return (nil, "the parts take \(least) at least, the field holds \(field.length.most)")
            }
            return FieldLayout.twice(parts)
        case .bitmap(let bytes, let parts):
            guard (1...24).contains(bytes) else { return (nil, "a bitmap has 1 to 24 bytes") }
            guard field.content == .binary else { return (nil, "a bitmap is bytes: the field must be binary") }
            for (index, part) in parts.enumerated() {
                guard let bit = NodeReader.number(part.key), (1...bytes * 8).contains(bit) else {
                    return (index, "a part of a bitmap of \(bytes) bytes is named by its bit, 1 to \(bytes * 8)")
                }
                if index > 0, let before = NodeReader.number(parts[index - 1].key), before >= bit {
                    return (index, "the parts stand in the order of their bits, each of them once")
                }
            }
            return FieldLayout.objection(parts, overhead: bytes, in: field)
        case .tagged(let form, let parts):
            guard (1...5).contains(form.lengthDigits) else { return (nil, "a length has 1 to 5 digits") }
            let size: Int
            switch form.tag {
            case .characters(let count), .binary(let count): size = count
            }
            guard (1...8).contains(size) else { return (nil, "a tag has 1 to 8 characters or bytes") }
            for (index, part) in parts.enumerated() {
                if let why = form.objection(to: part.key) { return (index, why) }
                guard part.format.byteCount(part.format.length.most) <= form.prefix.greatest(digits: form.lengthDigits)
                else { return (index, "a length of \(form.lengthDigits) digits cannot say its longest content") }
            }
            let overhead = size + form.prefix.byteCount(digits: form.lengthDigits)
            let prefix = form.prefix
            if field.content != .binary, prefix == .packed || prefix == .binary || prefix == .ebcdic {
                return (nil, "the lengths would be bytes that this content cannot hold")
            }
            if field.content != .binary, case .binary = form.tag {
                return (nil, "the tags would be bytes that this content cannot hold")
            }
            return FieldLayout.objection(parts, overhead: overhead, in: field, isTagged: true)
                ?? FieldLayout.twice(parts)
        }
    }

    private static func twice(_ parts: [Subfield]) -> (part: Int?, why: String)? {
        var keys: Set<String> = []
        for (index, part) in parts.enumerated() where !keys.insert(part.key).inserted {
            return (index, "a part of this name is there twice")
        }
        return nil
    }

    private static func objection(
        _ parts: [Subfield], overhead: Int, in field: FieldFormat, isTagged: Bool = false
    ) -> (part: Int?, why: String)? {
        guard !parts.isEmpty else { return (nil, "a layout has at least one part") }
        for (index, part) in parts.enumerated() {
            if let why = part.format.objection { return (index, why) }
            if let why = part.format.objection(inside: field.content, isTagged: isTagged) { return (index, why) }
            let most = overhead + (isTagged ? part.format.byteCount(part.format.length.most) : part.format.mostBytes)
            guard most <= field.length.most else {
                return (index, "it takes up to \(most), the field holds \(field.length.most)")
            }
        }
        return nil
    }
}

extension FieldFormat {
    /// Why a part of this format cannot lie in content of another kind: content has been read already, so digits are
    /// characters and only binary content holds any byte.
    func objection(inside outer: FieldFormat.Content, isTagged: Bool) -> String? {
        guard outer != .binary else { return nil }
        switch coding {
        case .packed: return "packed digits are bytes that this content cannot hold"
        case .ebcdic: return "the content was read as characters already; its parts are written as bytes"
        case .bytes where content == .binary: return "any bytes are more than this content can hold"
        case .bytes, .hex: break
        }
        if !isTagged, isVariable, prefix != .ascii, prefix != .hex {
            return "its length would be bytes that this content cannot hold"
        }
        if outer == .digits, content != .digits { return "the content is digits only" }
        return nil
    }
}

extension TagForm {
    /// Why a key is no tag of this form, or nil.
    func objection(to key: String) -> String? {
        switch tag {
        case .characters(let count):
            guard key.utf8.count == count, key.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) else {
                return "a tag is \(count) ASCII character(s)"
            }
        case .binary(let count):
            let digits = "0123456789ABCDEF"
            guard key.utf8.count == count * 2, key.allSatisfy({ digits.contains($0) }) else {
                return "a tag of \(count) byte(s) is \(count * 2) upper-case hexadecimal digits"
            }
        }
        return nil
    }
}
