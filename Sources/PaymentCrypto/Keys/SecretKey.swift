import COpenSSL
import Synchronization

/// A key. Its description never shows it, and its bytes are overwritten when the last user lets go of it.
public final class SecretKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    // Written only by init and deinit.
    private nonisolated(unsafe) let storage: UnsafeMutableBufferPointer<UInt8>
    private let contexts = Mutex(CipherContexts())

    /// A key of 8, 16, 24 or 32 bytes.
    ///
    /// - Throws: `CryptoError.keyLength`.
    public init(_ bytes: [UInt8]) throws(CryptoError) {
        storage = try bytes.withUnsafeBufferPointer { (bytes) throws(CryptoError) in try SecretKey.copy(bytes) }
    }

    /// A key of what was put into a buffer, or of so many bytes of it from the left.
    ///
    /// - Throws: `CryptoError.keyLength`.
    init(_ buffer: borrowing KeyBuffer, count: Int? = nil) throws(CryptoError) {
        storage = try buffer.withBytes { (bytes) throws(CryptoError) in
            try SecretKey.copy(UnsafeBufferPointer(rebasing: bytes.prefix(count ?? bytes.count)))
        }
    }

    private static func copy(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) throws(CryptoError) -> UnsafeMutableBufferPointer<UInt8> {
        guard [8, 16, 24, 32].contains(bytes.count) else { throw .keyLength(bytes.count) }
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = copy.initialize(from: bytes)
        return copy
    }

    /// A key from hexadecimal digits.
    ///
    /// - Throws: `CryptoError.notHex` or `.keyLength`.
    public convenience init(hex: String) throws(CryptoError) {
        guard var bytes = Hex.bytes(hex) else { throw .notHex }
        try self.init(wiping: &bytes)
    }

    /// A key of derived bytes, which are overwritten where they were.
    ///
    /// - Throws: `CryptoError.keyLength`; the bytes are overwritten then, too.
    convenience init(wiping bytes: inout [UInt8]) throws(CryptoError) {
        defer { SecretKey.wipe(&bytes) }
        try self.init(bytes)
    }

    deinit {
        // A plain loop of stores before a deallocation may be left out by the optimizer; this call may not.
        OPENSSL_cleanse(storage.baseAddress, storage.count)
        storage.deallocate()
    }

    /// Bytes of the key.
    public var count: Int { storage.count }

    /// Lends the key's bytes to the calls of this module.
    func withBytes<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withExtendedLifetime(self) { (key) throws(Failure) in try body(UnsafeBufferPointer(key.storage)) }
    }

    /// Lends a context in which this key is set up, ready for the first block; no other thread has it meanwhile.
    func withContext<Result: Sendable>(
        _ mode: CipherMode, vector: [UInt8]? = nil, _ body: (OpaquePointer) throws(CryptoError) -> Result
    ) throws(CryptoError) -> Result {
        try contexts.withLock { (contexts) throws(CryptoError) in
            try body(try contexts.ready(mode, vector: vector, self))
        }
    }

    /// A copy of the key's bytes; who takes it wipes it.
    func copyBytes() -> [UInt8] { withBytes { Array($0) } }

    /// A key of some of the key's bytes.
    func part(_ range: Range<Int>) throws(CryptoError) -> SecretKey {
        var bytes = withBytes { Array($0[range.clamped(to: $0.indices)]) }
        return try SecretKey(wiping: &bytes)
    }

    /// The key exclusive-or a mask that is repeated over its length.
    func masked(with mask: [UInt8]) throws(CryptoError) -> SecretKey {
        var bytes = copyBytes()
        for index in bytes.indices { bytes[index] ^= mask[index % mask.count] }
        return try SecretKey(wiping: &bytes)
    }

    /// Exclusive-ors the key into as many bytes, where they are.
    func mix(into bytes: inout [UInt8]) {
        withBytes { key in
            for index in bytes.indices.prefix(key.count) { bytes[index] ^= key[index] }
        }
    }

    /// Overwrites bytes that held a key or clear data. The array must be the only one with these bytes, and must not
    /// have grown since they came into it: ``KeyBuffer`` is for what is put together of parts.
    static func wipe(_ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
    }

    /// The length only.
    public var description: String { "key of \(count) bytes" }
    /// The length only.
    public var debugDescription: String { description }
}
