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
        let digits = Array("0123456789ABCDEF".utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

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
