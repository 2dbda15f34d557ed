extension TripleDESDUKPT {
    /// Key serial number, ten bytes: 59 bits that name base key and device, and 21 bits of transaction counter.
    /// It is no secret. Source: ANSI X9.24-1:2009, A.1.
    public struct KeySerialNumber: Equatable, Sendable, CustomStringConvertible {
        /// The ten bytes, as they go into a message.
        public let bytes: [UInt8]

        /// A serial number of ten bytes.
        ///
        /// - Throws: `CryptoError.serialNumberLength`.
        public init(_ bytes: [UInt8]) throws(CryptoError) {
            guard bytes.count == 10 else { throw .serialNumberLength(bytes.count) }
            self.bytes = bytes
        }

        private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

        /// The transaction counter, 0 to 2,097,151.
        public var counter: UInt32 { bytes.suffix(3).reduce(0) { $0 << 8 | UInt32($1) } & 0x1F_FFFF }

        /// The serial number of the transaction after this one, or nil when this was the last.
        public var next: KeySerialNumber? { TransactionCounter.tripleDES.next(after: counter).map(with(counter:)) }

        /// The same device at another transaction.
        func with(counter: UInt32) -> KeySerialNumber {
            let tail = bigEndian(counter & 0x1F_FFFF)
            return KeySerialNumber(unchecked: Array(bytes.prefix(7)) + [bytes[7] & 0xE0 | tail[1], tail[2], tail[3]])
        }

        /// Upper-case hexadecimal digits.
        public var description: String { Hex.text(bytes) }
    }
}
