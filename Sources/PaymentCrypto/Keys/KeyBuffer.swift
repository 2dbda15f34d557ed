import COpenSSL

/// Memory in which a key or other clear data is put together. It never moves, so that no old copy stays behind as when
/// an array grows; it cannot be copied; and it is overwritten when its owner is done with it, by an error as well.
struct KeyBuffer: ~Copyable {
    private let storage: UnsafeMutableBufferPointer<UInt8>
    /// Bytes that were put in.
    private(set) var count = 0

    /// An empty buffer with room for so many bytes, which is all that it ever takes.
    init(capacity: Int) {
        storage = .allocate(capacity: capacity)
        storage.initialize(repeating: 0)
    }

    deinit {
        // A plain loop of stores before a deallocation may be left out by the optimizer; this call may not.
        OPENSSL_cleanse(storage.baseAddress, storage.count)
        storage.deallocate()
    }

    /// Puts one byte behind the others.
    ///
    /// - Throws: `CryptoError.dataLength` when there is no room; the bytes there stay as they are.
    mutating func append(_ byte: UInt8) throws(CryptoError) {
        guard count < storage.count else { throw .dataLength(count + 1) }
        storage[count] = byte
        count += 1
    }

    /// Puts bytes behind the others, without a copy on the way.
    ///
    /// - Throws: `CryptoError.dataLength` when there is no room; the bytes there stay as they are.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(CryptoError) {
        guard bytes.count <= storage.count - count else { throw .dataLength(count + bytes.count) }
        for byte in bytes {
            storage[count] = byte
            count += 1
        }
    }

    /// Puts bytes that are no secret behind the others.
    ///
    /// - Throws: `CryptoError.dataLength` when there is no room; the bytes there stay as they are.
    mutating func append(_ bytes: [UInt8]) throws(CryptoError) {
        try bytes.withUnsafeBufferPointer { (bytes) throws(CryptoError) in try append(bytes) }
    }

    /// Moves secret bytes behind the others, and overwrites them where they were.
    ///
    /// - Throws: `CryptoError.dataLength` when there is no room; the bytes are overwritten then, too.
    mutating func append(wiping bytes: inout [UInt8]) throws(CryptoError) {
        defer { SecretKey.wipe(&bytes) }
        try append(bytes)
    }

    /// Puts the bytes of a key behind the others.
    ///
    /// - Throws: `CryptoError.dataLength` when there is no room; the bytes there stay as they are.
    mutating func append(_ key: SecretKey) throws(CryptoError) {
        try key.withBytes { (bytes) throws(CryptoError) in try append(bytes) }
    }

    /// Lends the bytes that were put in. They must not be used after the call.
    borrowing func withBytes<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeBufferPointer(rebasing: storage[..<count]))
    }
}
