/// PIN block of ISO 9564-1, format 4, for AES keys. The PIN field (with eight random bytes) is enciphered, exclusive-ored
/// with the account number field, and enciphered again; there is no clear block that could go alone.
/// Source: ISO 9564-1:2017, 9.4.
public enum PINBlockISO4 {
    /// The enciphered block, sixteen bytes.
    ///
    /// - Parameters:
    ///   - pin: The PIN.
    ///   - pan: Account number of 1 to 19 digits, check digit included.
    ///   - key: PIN key, AES of 16, 24 or 32 bytes.
    ///   - random: Where the random half of the PIN field comes from.
    /// - Throws: `CryptoError.pan`, `.keyLength`, `.randomLength` or `.library`.
    public static func encipher(
        pin: PIN, pan: String, key: SecretKey, random: RandomSource = .system
    ) throws(CryptoError) -> [UInt8] {
        let panField = try panField(pan)
        let fill = [UInt8](repeating: 0x0A, count: 14 - pin.digits.count)
        var pinField = PINField.encode(format: 4, pin: pin, fill: fill) + (try random.bytes(8))
        defer { SecretKey.wipe(&pinField) }
        let inner = try AES.encryptECB(pinField, key: key)
        return try AES.encryptECB(PINField.xor(inner, panField), key: key)
    }

    /// The PIN of an enciphered block.
    ///
    /// - Throws: `CryptoError.pin` when the block holds none; with a wrong key or account number that is what it looks like.
    ///   `.dataLength` unless the block has sixteen bytes, `.pan`, `.keyLength` or `.library`.
    public static func decipher(_ block: [UInt8], pan: String, key: SecretKey) throws(CryptoError) -> PIN {
        guard block.count == 16 else { throw .dataLength(block.count) }
        let inner = PINField.xor(try AES.decryptECB(block, key: key), try panField(pan))
        var pinField = try AES.decryptECB(inner, key: key)
        defer { SecretKey.wipe(&pinField) }
        return try PINField.decode(Array(pinField.prefix(8)), format: 4) { $0 == 0x0A }
    }

    /// Digits beyond twelve, then the whole account number from the left, then zeros. One of fewer than twelve digits
    /// stands at the right of twelve, with zeros before it.
    static func panField(_ pan: String) throws(CryptoError) -> [UInt8] {
        let digits = try PINField.digits(of: pan, 1...19)
        let before = [UInt8](repeating: 0, count: max(0, 12 - digits.count))
        let nibbles = [UInt8(max(0, digits.count - 12))] + before + digits
        return PINField.pack(nibbles + [UInt8](repeating: 0, count: 32 - nibbles.count))
    }
}
