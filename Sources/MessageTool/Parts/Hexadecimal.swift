/// Hexadecimal digits of bytes and back.
public enum Hexadecimal {
    /// Upper-case digits.
    public static func upper(_ bytes: some Sequence<UInt8>) -> String {
        var digits: [UInt8] = []
        for byte in bytes {
            for nibble in [byte >> 4, byte & 0x0F] { digits.append(nibble < 10 ? 0x30 + nibble : 0x37 + nibble) }
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Bytes of an even number of digits, with white space between them where one likes; nil for anything else.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in text.utf8 {
            let value: UInt8
            switch digit {
            case 0x30...0x39: value = digit - 0x30
            case 0x41...0x46: value = digit - 0x37
            case 0x61...0x66: value = digit - 0x57
            case 0x20, 0x09, 0x0A, 0x0D: continue
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? bytes : nil
    }
}
