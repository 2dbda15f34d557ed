/// A PIN. Its description is masked.
public struct PIN: Equatable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    let digits: [UInt8]

    /// A PIN of 4 to 12 digits, each 0 to 9. Source: ISO 9564-1, 8.1.
    public init?(digits: [UInt8]) {
        guard (4...12).contains(digits.count), digits.allSatisfy({ $0 < 10 }) else { return nil }
        self.digits = digits
    }

    /// A PIN of 4 to 12 ASCII digits.
    public init?(_ text: String) { self.init(digits: text.utf8.map { $0 &- 0x30 }) }

    /// The length only.
    public var description: String { "PIN of \(digits.count) digits" }
    /// The length only.
    public var debugDescription: String { description }
}

/// PIN block of ISO 9564-1, format 0.
public enum PINBlockISO0 {
    /// The clear block: PIN field exclusive-or account number field.
    ///
    /// - Parameters:
    ///   - pin: The PIN.
    ///   - pan: Account number; its twelve digits before the check digit are used.
    public static func encode(pin: PIN, pan: String) throws(CryptoError) -> [UInt8] {
        var nibbles: [UInt8] = [0, UInt8(pin.digits.count)] + pin.digits
        nibbles += [UInt8](repeating: 0x0F, count: 16 - nibbles.count)
        return zip(pack(nibbles), try panField(pan)).map { $0 ^ $1 }
    }

    /// The PIN of a clear block.
    ///
    /// - Throws: `CryptoError.pin` when the block holds none; with a wrong key or account number that is what it looks like.
    public static func decode(_ block: [UInt8], pan: String) throws(CryptoError) -> PIN {
        guard block.count == 8 else { throw .dataLength(block.count) }
        let clear = zip(block, try panField(pan)).map { $0 ^ $1 }
        let nibbles = clear.flatMap { [$0 >> 4, $0 & 0x0F] }
        let count = Int(nibbles[1])
        guard nibbles[0] == 0, (4...12).contains(count), nibbles[(2 + count)...].allSatisfy({ $0 == 0x0F }),
            let pin = PIN(digits: Array(nibbles[2..<2 + count]))
        else { throw .pin }
        return pin
    }

    private static func panField(_ pan: String) throws(CryptoError) -> [UInt8] {
        let digits = pan.utf8.map { $0 &- 0x30 }
        guard (12...19).contains(digits.count), digits.allSatisfy({ $0 < 10 }) else { throw .pan }
        let used = digits.dropLast().suffix(12)
        return pack([UInt8](repeating: 0, count: 16 - used.count) + used)
    }

    private static func pack(_ nibbles: [UInt8]) -> [UInt8] {
        stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    }
}
