/// Digits, hexadecimal digits and bytes, without Foundation.
enum Digits {
    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    static func hexDigit(_ value: Int) -> UInt8 {
        value < 10 ? 0x30 + UInt8(value) : 0x41 + UInt8(value - 10)
    }

    /// Text of ASCII bytes.
    static func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    /// Upper-case hexadecimal of bytes.
    static func hex(_ bytes: some Collection<UInt8>) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            digits.append(hexDigit(Int(byte >> 4)))
            digits.append(hexDigit(Int(byte & 0x0F)))
        }
        return text(digits)
    }

    /// Bytes of an even number of hexadecimal digits; nil for other characters.
    static func bytes(hex: String) -> [UInt8]? {
        let digits = [UInt8](hex.utf8)
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            let (high, low) = (Characters.hexValue(digits[index]), Characters.hexValue(digits[index + 1]))
            guard high < 16, low < 16 else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// The number that ASCII digits say, or nil for other characters and for what does not fit.
    static func number(_ digits: some Collection<UInt8>) -> UInt64? {
        guard !digits.isEmpty, digits.count <= 19 else { return nil }
        var value: UInt64 = 0
        for digit in digits {
            guard isDigit(digit) else { return nil }
            let (scaled, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow) = scaled.addingReportingOverflow(UInt64(digit - 0x30))
            guard !tooLarge, !overflow else { return nil }
            value = sum
        }
        return value
    }

    /// ASCII digits of `value`, zeros on the left up to `width`.
    static func padded(_ value: UInt64, width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
