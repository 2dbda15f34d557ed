/// The data objects of field 55 at the outermost level: tag, length, value, one behind another.
///
/// Source: EMV Book 3, annex B: a tag goes on while the low five bits of its first byte are all set and the high bit of each
/// next one is; a length below 128 is one byte, otherwise 81 or 82 stands before it.
enum ChipObjects {
    /// Tags (upper-case hexadecimal) and values; nil when the bytes are not of this form.
    static func split(_ bytes: [UInt8]) -> [(tag: String, value: [UInt8])]? {
        var objects: [(tag: String, value: [UInt8])] = []
        var place = 0
        while place < bytes.count {
            guard let tagEnd = tagEnd(bytes, place), tagEnd < bytes.count else { return nil }
            let tag = Hexadecimal.upper(bytes[place..<tagEnd])
            var count = Int(bytes[tagEnd])
            place = tagEnd + 1
            if count > 0x7F {
                let size = count & 0x7F
                guard (1...2).contains(size), size <= bytes.count - place else { return nil }
                count = bytes[place..<place + size].reduce(0) { $0 << 8 | Int($1) }
                place += size
            }
            guard count <= bytes.count - place else { return nil }
            objects.append((tag, [UInt8](bytes[place..<place + count])))
            place += count
        }
        return objects
    }

    /// Bytes of objects; nil when a tag is none or a value is longer than 65535 bytes.
    static func join(_ objects: [(tag: String, value: [UInt8])]) -> [UInt8]? {
        var bytes: [UInt8] = []
        for object in objects {
            guard let tag = Hexadecimal.bytes(object.tag), !tag.isEmpty, tagEnd(tag, 0) == tag.count else { return nil }
            bytes += tag
            switch object.value.count {
            case ..<0x80: bytes.append(UInt8(object.value.count))
            case ..<0x100: bytes += [0x81, UInt8(object.value.count)]
            case ..<0x10000: bytes += [0x82, UInt8(object.value.count >> 8), UInt8(object.value.count & 0xFF)]
            default: return nil
            }
            bytes += object.value
        }
        return bytes
    }

    private static func tagEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
        var end = start + 1
        guard start < bytes.count else { return nil }
        guard bytes[start] & 0x1F == 0x1F else { return end }
        while end < bytes.count {
            end += 1
            if bytes[end - 1] & 0x80 == 0 { return end }
            guard end - start < 4 else { return nil }
        }
        return nil
    }

    /// Objects that say who the cardholder is: numbers, tracks, name, expiry date, PIN.
    static let sensitive: Set<String> = [
        "56", "57", "5A", "5F20", "5F24", "99", "9F0B", "9F1F", "9F20", "9F6B",
    ]
}
