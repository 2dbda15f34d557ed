/// What the formats of ISO 9564-1 have in common: half bytes, and the account number field of formats 0 and 3.
enum PINField {
    /// Format, length and digits of a PIN, then the fill. Source: ISO 9564-1, 9.3.
    static func encode(format: UInt8, pin: PIN, fill: [UInt8]) -> [UInt8] {
        pack([format, UInt8(pin.digits.count)] + pin.digits + fill)
    }

    /// The PIN of an eight-byte field whose every fill digit is one that the format has.
    ///
    /// - Throws: `CryptoError.pin` when the field is none of the format.
    static func decode(
        _ field: [UInt8], format: UInt8, isFill: (UInt8) -> Bool
    ) throws(CryptoError) -> PIN {
        let nibbles = field.flatMap { [$0 >> 4, $0 & 0x0F] }
        guard nibbles.count == 16 else { throw .pin }
        let count = Int(nibbles[1])
        guard nibbles[0] == format, (4...12).contains(count), nibbles[(2 + count)...].allSatisfy(isFill),
            let pin = PIN(digits: Array(nibbles[2..<2 + count]))
        else { throw .pin }
        return pin
    }

    /// Four zeros and the twelve digits before the check digit. Source: ISO 9564-1, 9.3.2.3.
    ///
    /// - Throws: `CryptoError.pan` unless the account number has 12 to 19 digits.
    static func pan12(_ pan: String) throws(CryptoError) -> [UInt8] {
        let used = try digits(of: pan, 12...19).dropLast().suffix(12)
        return pack([UInt8](repeating: 0, count: 16 - used.count) + used)
    }

    /// The digits of an account number.
    ///
    /// - Throws: `CryptoError.pan`.
    static func digits(of pan: String, _ counts: ClosedRange<Int>) throws(CryptoError) -> [UInt8] {
        let digits = pan.utf8.map { $0 &- 0x30 }
        guard counts.contains(digits.count), digits.allSatisfy({ $0 < 10 }) else { throw .pan }
        return digits
    }

    /// Two half bytes in each byte.
    static func pack(_ nibbles: [UInt8]) -> [UInt8] {
        stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    }

    /// Exclusive-or of fields of one length.
    static func xor(_ one: [UInt8], _ other: [UInt8]) -> [UInt8] { zip(one, other).map { $0 ^ $1 } }
}
