/// PIN block of ISO 9564-1, format 3: as format 0, but each fill digit is one of A to F by chance, so that the same PIN
/// and account number do not give the same block again.
public enum PINBlockISO3 {
    /// The clear block, eight bytes.
    ///
    /// - Parameters:
    ///   - pin: The PIN.
    ///   - pan: Account number of 12 to 19 digits; the twelve before its check digit are used.
    ///   - random: Where the fill comes from.
    /// - Throws: `CryptoError.pan`, `.randomLength` or `.library`.
    public static func encode(pin: PIN, pan: String, random: RandomSource = .system) throws(CryptoError) -> [UInt8] {
        let fill = try random.values(14 - pin.digits.count, below: 6).map { 0x0A + $0 }
        return PINField.xor(PINField.encode(format: 3, pin: pin, fill: fill), try PINField.pan12(pan))
    }

    /// The PIN of a clear block.
    ///
    /// - Throws: `CryptoError.pin` when the block holds none; with a wrong key or account number that is what it looks like.
    ///   `.dataLength` unless the block has eight bytes, `.pan`.
    public static func decode(_ block: [UInt8], pan: String) throws(CryptoError) -> PIN {
        guard block.count == 8 else { throw .dataLength(block.count) }
        let field = PINField.xor(block, try PINField.pan12(pan))
        return try PINField.decode(field, format: 3) { $0 >= 0x0A }
    }
}
