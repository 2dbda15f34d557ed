/// DUKPT with AES: a unique derivation key for each transaction, and working keys from it. Source: ANSI X9.24-3:2017.
public enum AESDUKPT {
    /// The initial key of a device, from the base derivation key that only the host has.
    ///
    /// - Parameters:
    ///   - baseKey: Base derivation key, 16, 24 or 32 bytes. The initial key has as many.
    ///   - initialKeyID: Eight bytes: four that name the base key, four that name the device.
    /// - Throws: `CryptoError.serialNumberLength`, `.keyLength` or `.library`.
    public static func initialKey(baseKey: SecretKey, initialKeyID: [UInt8]) throws(CryptoError) -> SecretKey {
        guard initialKeyID.count == 8 else { throw .serialNumberLength(initialKeyID.count) }
        let type = try derivationType(of: baseKey)
        return try derive(from: baseKey, usage: initialKeyUsage, type: type, context: initialKeyID)
    }

    /// The working key of one transaction, derived as a host does it, from the initial key of the device.
    ///
    /// - Parameters:
    ///   - usage: What it is for.
    ///   - type: Algorithm and length; not stronger than the initial key.
    ///   - initialKey: Initial key of the device, 16, 24 or 32 bytes.
    ///   - serialNumber: Key serial number that came with the transaction.
    /// - Throws: `CryptoError.transactionCounter` for a counter that no device sends, `.workingKeyTooStrong`,
    ///   `.keyLength` or `.library`.
    public static func workingKey(
        _ usage: Usage, _ type: KeyType, initialKey: SecretKey, serialNumber: KeySerialNumber
    ) throws(CryptoError) -> SecretKey {
        let key = try transactionKey(initialKey: initialKey, serialNumber: serialNumber)
        return try workingKey(usage, type, of: key, serialNumber)
    }

    /// The key that the working keys of one transaction come from.
    static func transactionKey(
        initialKey: SecretKey, serialNumber: KeySerialNumber
    ) throws(CryptoError) -> SecretKey {
        let counter = serialNumber.counter
        guard TransactionCounter.aes.isUsed(counter) else { throw .transactionCounter(counter) }
        var key = initialKey
        var reached: UInt32 = 0
        for bit in (0..<UInt32(TransactionCounter.aes.width)).reversed() where counter & 1 << bit != 0 {
            reached |= 1 << bit
            key = try derive(key, reached, serialNumber)
        }
        return key
    }

    /// A working key from the key of its transaction.
    static func workingKey(
        _ usage: Usage, _ type: KeyType, of transactionKey: SecretKey, _ serialNumber: KeySerialNumber
    ) throws(CryptoError) -> SecretKey {
        guard type.isTripleDES || type.count <= transactionKey.count else { throw .workingKeyTooStrong(type.count) }
        return try derive(
            from: transactionKey, usage: usage.rawValue, type: type, context: Array(serialNumber.bytes.suffix(8)))
    }

    /// The key of a counter value from the key of the value without its lowest one bit.
    static func derive(
        _ key: SecretKey, _ counter: UInt32, _ serialNumber: KeySerialNumber
    ) throws(CryptoError) -> SecretKey {
        let context = Array(serialNumber.with(counter: counter).bytes.suffix(8))
        return try derive(from: key, usage: derivationUsage, type: try derivationType(of: key), context: context)
    }

    /// Usage of a key that only leads to others. Source: ANSI X9.24-3:2017, 6.3.2, table 2.
    private static let derivationUsage: UInt16 = 0x8000
    /// Usage of an initial key.
    private static let initialKeyUsage: UInt16 = 0x8001

    /// Derivation keys are as long as the key they come from.
    static func derivationType(of key: SecretKey) throws(CryptoError) -> KeyType {
        switch key.count {
        case 16: .aes128
        case 24: .aes192
        case 32: .aes256
        default: throw .keyLength(key.count)
        }
    }

    /// Version 1, number of the block, usage, algorithm, bits, and eight bytes of context, enciphered: sixteen bytes of
    /// key for each block. Source: ANSI X9.24-3:2017, 6.3.2.
    private static func derive(
        from key: SecretKey, usage: UInt16, type: KeyType, context: [UInt8]
    ) throws(CryptoError) -> SecretKey {
        var data: [UInt8] = []
        for block in 1...((type.count + 15) / 16) {
            data += [1, UInt8(block)] + bigEndian(usage) + bigEndian(type.indicator)
            data += bigEndian(UInt16(type.count * 8)) + context
        }
        var bytes = try AES.encryptECB(data, key: key)
        defer { SecretKey.wipe(&bytes) }
        var used = Array(bytes.prefix(type.count))
        return try SecretKey(wiping: &used)
    }
}
