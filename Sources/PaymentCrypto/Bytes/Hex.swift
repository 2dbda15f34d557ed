/// Hexadecimal digits.
public enum Hex {
    /// Bytes of an even number of hexadecimal digits, or nil.
    public static func bytes(_ text: String) -> [UInt8]? { bytes(Array(text.utf8)) { value($0) } }

    /// Bytes of an even number of upper-case ASCII digits, as key blocks are written, or nil.
    static func bytes(upperCase digits: some Collection<UInt8>) -> [UInt8]? {
        bytes(Array(digits)) { (0x61...0x66).contains($0) ? nil : value($0) }
    }

    /// Upper-case hexadecimal digits.
    public static func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: ascii(bytes), as: UTF8.self) }

    /// Upper-case hexadecimal digits, as ASCII.
    static func ascii(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var digits: [UInt8] = []
        digits.reserveCapacity(2 * bytes.count)
        for byte in bytes {
            digits.append(digit(byte >> 4))
            digits.append(digit(byte & 15))
        }
        return digits
    }

    /// The eight upper-case digits of a number, the first one in the most significant byte.
    static func characters(of number: UInt32) -> UInt64 {
        // Each nibble to a byte of its own.
        var spread = UInt64(number)
        spread = (spread << 16 | spread) & 0x0000_FFFF_0000_FFFF
        spread = (spread << 8 | spread) & 0x00FF_00FF_00FF_00FF
        spread = (spread << 4 | spread) & 0x0F0F_0F0F_0F0F_0F0F
        // 10 and more reach into the next nibble with 6 added: these become letters.
        let letters = (spread &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return spread &+ 0x3030_3030_3030_3030 &+ letters &* 7
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

    /// The value of one digit, in upper or lower case, or nil.
    static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }

    private static func bytes(_ digits: [UInt8], _ value: (UInt8) -> UInt8?) -> [UInt8]? {
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}
