extension AESDUKPT {
    /// Key serial number, twelve bytes: initial key identifier (four bytes that name the base key, four that name the
    /// device) and 32 bits of transaction counter. It is no secret. Source: ANSI X9.24-3:2017, 6.1.
    public struct KeySerialNumber: Equatable, Sendable, CustomStringConvertible {
        /// The twelve bytes, as they go into a message.
        public let bytes: [UInt8]

        /// A serial number of twelve bytes.
        ///
        /// - Throws: `CryptoError.serialNumberLength`.
        public init(_ bytes: [UInt8]) throws(CryptoError) {
            guard bytes.count == 12 else { throw .serialNumberLength(bytes.count) }
            self.bytes = bytes
        }

        private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

        /// The initial key identifier, eight bytes.
        public var initialKeyID: [UInt8] { Array(bytes.prefix(8)) }

        /// The transaction counter.
        public var counter: UInt32 { bytes.suffix(4).reduce(0) { $0 << 8 | UInt32($1) } }

        /// The serial number of the transaction after this one, or nil when this was the last.
        public var next: KeySerialNumber? { TransactionCounter.aes.next(after: counter).map(with(counter:)) }

        /// The same device at another transaction.
        func with(counter: UInt32) -> KeySerialNumber {
            KeySerialNumber(unchecked: Array(bytes.prefix(8)) + bigEndian(counter))
        }

        /// Upper-case hexadecimal digits.
        public var description: String { Hex.text(bytes) }
    }
}
