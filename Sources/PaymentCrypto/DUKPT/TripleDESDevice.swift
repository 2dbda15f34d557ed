extension TripleDESDUKPT {
    /// The working keys of one transaction, and the serial number that tells the host which they are.
    public struct WorkingKeys: Sendable {
        /// Goes into the message.
        public let serialNumber: KeySerialNumber
        private let keys: [Usage: SecretKey]

        /// Derives all of them.
        init(serialNumber: KeySerialNumber, transactionKey: SecretKey) throws(CryptoError) {
            self.serialNumber = serialNumber
            var keys: [Usage: SecretKey] = [:]
            for usage in Usage.allCases { keys[usage] = try workingKey(usage, of: transactionKey) }
            self.keys = keys
        }

        /// The key for a usage. There is one for each; nil does not occur.
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
        ///   - initialKey: Initial key, 16 bytes. The caller lets go of it afterwards.
        ///   - serialNumber: Serial number that came with it; its counter plays no part.
        /// - Throws: `CryptoError.keyLength` or `.library`.
        public init(initialKey: SecretKey, serialNumber: KeySerialNumber) throws(CryptoError) {
            guard initialKey.count == 16 else { throw .keyLength(initialKey.count) }
            self.serialNumber = serialNumber
            keys = try FutureKeys(initialKey: initialKey, rule: .tripleDES) { (key, counter) throws(CryptoError) in
                try derive(key, counter, serialNumber)
            }
        }

        /// The serial number of the next transaction, or nil when the keys are used up.
        public var next: KeySerialNumber? { keys.counter.map(serialNumber.with(counter:)) }

        /// Takes the keys of the next transaction. They cannot be had again.
        ///
        /// - Throws: `CryptoError.exhausted` after 1,048,575 transactions, `.library`; nothing is changed then.
        public mutating func takeKeys() throws(CryptoError) -> WorkingKeys {
            let serialNumber = serialNumber
            var later = keys
            let spent = try later.spend(rule: .tripleDES) { (key, counter) throws(CryptoError) in
                try derive(key, counter, serialNumber)
            }
            let taken = try WorkingKeys(
                serialNumber: serialNumber.with(counter: spent.counter), transactionKey: spent.key)
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
            guard clear.count > 10 else { throw .dataLength(clear.count) }
            serialNumber = try KeySerialNumber(Array(clear[..<10]))
            keys = try FutureKeys(encoded: clear[10...], rule: .tripleDES)
        }
    }
}
