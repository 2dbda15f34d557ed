extension AESDUKPT {
    /// The working keys of one transaction, and the serial number that tells the host which they are.
    public struct WorkingKeys: Sendable {
        /// Goes into the message.
        public let serialNumber: KeySerialNumber
        private let keys: [Usage: SecretKey]

        /// Derives those that are wanted.
        init(
            serialNumber: KeySerialNumber, transactionKey: SecretKey, _ wanted: [Usage: KeyType]
        ) throws(CryptoError) {
            self.serialNumber = serialNumber
            var keys: [Usage: SecretKey] = [:]
            for (usage, type) in wanted { keys[usage] = try workingKey(usage, type, of: transactionKey, serialNumber) }
            self.keys = keys
        }

        /// The key for a usage, or nil when it was not asked for.
        public subscript(usage: Usage) -> SecretKey? { keys[usage] }
    }

    /// The keys of a terminal. A value: each transaction changes it, and what was before is gone with the old value, which
    /// therefore must not be kept. The initial key is not in it, nor is any spent key, nor can they be computed from it.
    public struct Device: Sendable {
        private let serialNumber: KeySerialNumber
        private var keys: FutureKeys

        /// A device with a newly loaded key.
        ///
        /// - Parameters:
        ///   - initialKey: Initial key, 16, 24 or 32 bytes. The caller lets go of it afterwards.
        ///   - initialKeyID: Identifier that came with it, eight bytes.
        /// - Throws: `CryptoError.serialNumberLength`, `.keyLength` or `.library`.
        public init(initialKey: SecretKey, initialKeyID: [UInt8]) throws(CryptoError) {
            guard initialKeyID.count == 8 else { throw .serialNumberLength(initialKeyID.count) }
            let serialNumber = try KeySerialNumber(initialKeyID + [0, 0, 0, 0])
            self.serialNumber = serialNumber
            keys = try FutureKeys(initialKey: initialKey, rule: .aes) { (key, counter) throws(CryptoError) in
                try derive(key, counter, serialNumber)
            }
        }

        /// The serial number of the next transaction, or nil when the keys are used up.
        public var next: KeySerialNumber? { keys.counter.map(serialNumber.with(counter:)) }

        /// Takes working keys of the next transaction. Neither they nor others of that transaction can be had again.
        ///
        /// - Parameter wanted: Which, and of which type each.
        /// - Throws: `CryptoError.exhausted` after the last transaction, `.workingKeyTooStrong`, `.library`; nothing is
        ///   changed then.
        public mutating func takeKeys(_ wanted: [Usage: KeyType]) throws(CryptoError) -> WorkingKeys {
            let serialNumber = serialNumber
            var later = keys
            let spent = try later.spend(rule: .aes) { (key, counter) throws(CryptoError) in
                try derive(key, counter, serialNumber)
            }
            let taken = try WorkingKeys(
                serialNumber: serialNumber.with(counter: spent.counter), transactionKey: spent.key, wanted)
            keys = later
            return taken
        }

        /// Everything, sealed for a memory that keeps it without power: store it before the keys are used.
        ///
        /// - Parameter storageKey: Key of ``StorageSeal``, 32 bytes.
        public func sealed(under storageKey: SecretKey) throws(CryptoError) -> [UInt8] {
            var clear = KeyBuffer(capacity: serialNumber.bytes.count + keys.encodedCount)
            try clear.append(serialNumber.bytes)
            try keys.encode(into: &clear)
            return try clear.withBytes { (bytes) throws(CryptoError) in try StorageSeal.seal(bytes, key: storageKey) }
        }

        /// Opens what `sealed` gave.
        ///
        /// - Throws: `CryptoError.notAuthentic` when it was changed, `.dataLength` when it is something else.
        public init(sealed: [UInt8], under storageKey: SecretKey) throws(CryptoError) {
            var clear = try StorageSeal.open(sealed, key: storageKey)
            defer { SecretKey.wipe(&clear) }
            guard clear.count > 12 else { throw .dataLength(clear.count) }
            serialNumber = try KeySerialNumber(Array(clear[..<12]))
            keys = try FutureKeys(encoded: clear[12...], rule: .aes)
        }
    }
}
