/// DUKPT with triple DES: a unique double-length key for each transaction. Source: ANSI X9.24-1:2009, annex A.
public enum TripleDESDUKPT {
    /// What a working key is for.
    public enum Usage: CaseIterable, Hashable, Sendable {
        /// PIN blocks.
        case pin
        /// MAC of what the terminal sends, or of both ways.
        case macRequest
        /// MAC of what the host sends.
        case macResponse
        /// Enciphering of what the terminal sends, or of both ways.
        case dataRequest
        /// Enciphering of what the host sends.
        case dataResponse
    }

    /// The initial key of a device, from the base derivation key that only the host has.
    ///
    /// - Parameters:
    ///   - baseKey: Base derivation key, 16 bytes.
    ///   - serialNumber: Key serial number of the device; its counter plays no part.
    /// - Throws: `CryptoError.keyLength` or `.library`.
    public static func initialKey(
        baseKey: SecretKey, serialNumber: KeySerialNumber
    ) throws(CryptoError) -> SecretKey {
        guard baseKey.count == 16 else { throw .keyLength(baseKey.count) }
        let input = Array(serialNumber.with(counter: 0).bytes.prefix(8))
        var bytes = KeyBuffer(capacity: 16)
        for key in [baseKey, try baseKey.masked(with: halfMask)] {
            var half = try TripleDES.encryptECB(input, key: key)
            try bytes.append(wiping: &half)
        }
        return try SecretKey(bytes)
    }

    /// The working key of one transaction, derived as a host does it, from the initial key of the device.
    ///
    /// - Parameters:
    ///   - usage: What it is for.
    ///   - initialKey: Initial key of the device, 16 bytes.
    ///   - serialNumber: Key serial number that came with the transaction.
    /// - Throws: `CryptoError.transactionCounter` for a counter that no device sends, `.keyLength` or `.library`.
    public static func workingKey(
        _ usage: Usage, initialKey: SecretKey, serialNumber: KeySerialNumber
    ) throws(CryptoError) -> SecretKey {
        try workingKey(usage, of: try transactionKey(initialKey: initialKey, serialNumber: serialNumber))
    }

    /// The key that the working keys of one transaction are variants of.
    static func transactionKey(
        initialKey: SecretKey, serialNumber: KeySerialNumber
    ) throws(CryptoError) -> SecretKey {
        let counter = serialNumber.counter
        guard initialKey.count == 16 else { throw .keyLength(initialKey.count) }
        guard TransactionCounter.tripleDES.isUsed(counter) else { throw .transactionCounter(counter) }
        var key = initialKey
        var reached: UInt32 = 0
        for bit in (0..<UInt32(TransactionCounter.tripleDES.width)).reversed() where counter & 1 << bit != 0 {
            reached |= 1 << bit
            key = try derive(key, reached, serialNumber)
        }
        return key
    }

    /// The working key that a variant of the transaction key makes.
    static func workingKey(_ usage: Usage, of transactionKey: SecretKey) throws(CryptoError) -> SecretKey {
        switch usage {
        case .pin: return try transactionKey.masked(with: [0, 0, 0, 0, 0, 0, 0, 0xFF])
        case .macRequest: return try transactionKey.masked(with: [0, 0, 0, 0, 0, 0, 0xFF, 0])
        case .macResponse: return try transactionKey.masked(with: [0, 0, 0, 0, 0xFF, 0, 0, 0])
        case .dataRequest: return try oneWay(try transactionKey.masked(with: [0, 0, 0, 0, 0, 0xFF, 0, 0]))
        case .dataResponse: return try oneWay(try transactionKey.masked(with: [0, 0, 0, 0xFF, 0, 0, 0, 0]))
        }
    }

    /// The key of a counter value from the key of the value without its lowest one bit: each half of the new key comes
    /// of a DES that the old key cannot be had back from.
    static func derive(
        _ key: SecretKey, _ counter: UInt32, _ serialNumber: KeySerialNumber
    ) throws(CryptoError) -> SecretKey {
        let register = Array(serialNumber.with(counter: counter).bytes.suffix(8))
        var bytes = KeyBuffer(capacity: 16)
        for key in [try key.masked(with: halfMask), key] {
            var half = try half(key, register)
            try bytes.append(wiping: &half)
        }
        return try SecretKey(bytes)
    }

    private static let halfMask: [UInt8] = [0xC0, 0xC0, 0xC0, 0xC0, 0, 0, 0, 0]

    /// Eight bytes of key; who takes them wipes them. The register is no secret, so what it was mixed with would be had
    /// back from the mixture: that is wiped, too.
    private static func half(_ key: SecretKey, _ register: [UInt8]) throws(CryptoError) -> [UInt8] {
        let right = try key.part(8..<16)
        var mixed = register
        defer { SecretKey.wipe(&mixed) }
        right.mix(into: &mixed)
        var half = try TripleDES.encryptECB(mixed, key: try key.part(0..<8))
        right.mix(into: &half)
        return half
    }

    /// A data key is enciphered under itself, so that it does not give the other variants away.
    private static func oneWay(_ key: SecretKey) throws(CryptoError) -> SecretKey {
        var clear = key.copyBytes()
        defer { SecretKey.wipe(&clear) }
        var bytes = try TripleDES.encryptECB(clear, key: key)
        return try SecretKey(wiping: &bytes)
    }
}
