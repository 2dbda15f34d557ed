/// PIN block of ISO 9564-1, format 0: the PIN field filled with F, exclusive-or the account number field.
public enum PINBlockISO0 {
    /// The clear block, eight bytes.
    ///
    /// - Parameters:
    ///   - pin: The PIN.
    ///   - pan: Account number of 12 to 19 digits; the twelve before its check digit are used.
    /// - Throws: `CryptoError.pan`.
    public static func encode(pin: PIN, pan: String) throws(CryptoError) -> [UInt8] {
        let fill = [UInt8](repeating: 0x0F, count: 14 - pin.digits.count)
        return PINField.xor(PINField.encode(format: 0, pin: pin, fill: fill), try PINField.pan12(pan))
    }

    /// The PIN of a clear block.
    ///
    /// - Throws: `CryptoError.pin` when the block holds none; with a wrong key or account number that is what it looks like.
    ///   `.dataLength` unless the block has eight bytes, `.pan`.
    public static func decode(_ block: [UInt8], pan: String) throws(CryptoError) -> PIN {
        guard block.count == 8 else { throw .dataLength(block.count) }
        let field = PINField.xor(block, try PINField.pan12(pan))
        return try PINField.decode(field, format: 0) { $0 == 0x0F }
    }
}
