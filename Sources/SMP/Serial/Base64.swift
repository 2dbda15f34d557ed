/// Base64 in groups of four characters. Source: RFC 4648, 4.
enum Base64 {
    static let padding = UInt8(ascii: "=")

    /// The six bits of a character; nil for one of another alphabet.
    static func bits(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    private static func character(_ bits: UInt8) -> UInt8 {
        switch bits {
        case 0...25: UInt8(ascii: "A") + bits
        case 26...51: UInt8(ascii: "a") + bits - 26
        case 52...61: UInt8(ascii: "0") + bits - 52
        case 62: UInt8(ascii: "+")
        default: UInt8(ascii: "/")
        }
    }

    /// The characters of bytes.
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var characters: [UInt8] = []
        characters.reserveCapacity((bytes.count + 2) / 3 * 4)
        var start = 0
        while start < bytes.count {
            let count = min(3, bytes.count - start)
            let first = bytes[start]
            let second = count > 1 ? bytes[start + 1] : 0
            let third = count > 2 ? bytes[start + 2] : 0
            characters.append(character(first >> 2))
            characters.append(character((first & 0x03) << 4 | second >> 4))
            characters.append(count > 1 ? character((second & 0x0F) << 2 | third >> 6) : padding)
            characters.append(count > 2 ? character(third & 0x3F) : padding)
            start += 3
        }
        return characters
    }
}

/// Takes characters one by one and gives the bytes of each group of four.
struct Base64Decoder {
    private var bits: UInt32 = 0
    private var count = 0
    private var paddingCount = 0

    /// True between groups.
    var isAtGroup: Bool { count == 0 }

    /// - Returns: False for a character that cannot stand here.
    mutating func take(_ character: UInt8, into bytes: inout [UInt8]) -> Bool {
        if character == Base64.padding {
            guard count >= 2 else { return false }
            paddingCount += 1
            bits <<= 6
        } else {
            guard paddingCount == 0, let six = Base64.bits(character) else { return false }
            bits = bits << 6 | UInt32(six)
        }
        count += 1
        guard count == 4 else { return true }
        bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
        if paddingCount < 2 { bytes.append(UInt8(truncatingIfNeeded: bits >> 8)) }
        if paddingCount < 1 { bytes.append(UInt8(truncatingIfNeeded: bits)) }
        self = Base64Decoder()
        return true
    }
}
