/// What of chip data must not be seen. Source: EMV Book 3, annex A (data elements and their tags).
enum ChipSecrets {
    /// Secret parts of field 55, in half bytes; all of it when it is not data objects.
    static func of(_ content: [UInt8]) -> [Secret] {
        guard let objects = ChipObject.read(content) else {
            return [Secret(.cardData, 0..<content.count * 2, isInNibbles: true)]
        }
        var secrets: [Secret] = []
        for object in objects { add(object, content, to: &secrets) }
        return secrets
    }

    private static func add(_ object: ChipObject, _ content: [UInt8], to secrets: inout [Secret]) {
        guard object.children.isEmpty else {
            for child in object.children { add(child, content, to: &secrets) }
            return
        }
        guard let kind = kind(of: object.tag), !object.value.isEmpty else { return }
        let whole = object.value.lowerBound * 2..<object.value.upperBound * 2
        let digits = nibbles(content, object.value)
        var parts: [Secret]?
        if kind == .accountNumber {
            let end = digits.firstIndex { $0 > 0x39 } ?? digits.count
            parts = AccountDigits.hidden(digits, 0..<end)
        }
        if kind == .track {
            let end = digits.last == 0x46 ? digits.count - 1 : digits.count
            parts = AccountDigits.hiddenTrack(digits, 0..<end)
        }
        guard let parts else { return secrets.append(Secret(kind, whole, isInNibbles: true)) }
        for part in parts {
            let start = part.range.lowerBound + whole.lowerBound
            secrets.append(Secret(part.kind, start..<start + part.range.count, isInNibbles: true))
        }
    }

    /// What a tag's value is; nil when it may be seen.
    private static func kind(of tag: UInt32) -> Secret.Kind? {
        switch tag {
        case 0x5A: .accountNumber
        case 0x57, 0x9F6B: .track
        case 0x56, 0x9F1F, 0x9F20: .track
        case 0x5F20, 0x9F0B: .name
        case 0x99: .pinBlock
        default: TLVTag(tag).map { EMVTag($0).isSensitive } ?? true ? .cardData : nil
        }
    }

    private static func nibbles(_ content: [UInt8], _ range: Range<Int>) -> [UInt8] {
        var digits: [UInt8] = []
        for byte in content[range] {
            digits.append(Digits.hexDigit(Int(byte >> 4)))
            digits.append(Digits.hexDigit(Int(byte & 0x0F)))
        }
        return digits
    }
}
