/// A key. Its description never shows it, and its bytes are overwritten when the last user lets go of it.
public final class SecretKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    // Written only by init and deinit.
    private nonisolated(unsafe) let storage: UnsafeMutableBufferPointer<UInt8>

    /// A key of 8, 16, 24 or 32 bytes.
    ///
    /// - Throws: `CryptoError.keyLength`.
    public init(_ bytes: [UInt8]) throws(CryptoError) {
        guard [8, 16, 24, 32].contains(bytes.count) else { throw .keyLength(bytes.count) }
        storage = .allocate(capacity: bytes.count)
        _ = storage.initialize(from: bytes)
    }

    /// A key from hexadecimal digits.
    ///
    /// - Throws: `CryptoError.notHex` or `.keyLength`.
    public convenience init(hex: String) throws(CryptoError) {
        guard let bytes = Hex.bytes(hex) else { throw .notHex }
        try self.init(bytes)
    }

    deinit {
        for index in storage.indices { storage[index] = 0 }
        storage.deallocate()
    }

    /// Bytes of the key.
    public var count: Int { storage.count }

    /// The key's bytes, for the calls of this module.
    var exposed: [UInt8] { Array(storage) }

    /// The length only.
    public var description: String { "key of \(count) bytes" }
    /// The length only.
    public var debugDescription: String { description }
}

/// Hexadecimal digits.
public enum Hex {
    /// Bytes of an even number of hexadecimal digits, or nil.
    public static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.map { digit -> UInt8? in
            switch digit {
            case 0x30...0x39: digit - 0x30
            case 0x41...0x46: digit - 0x37
            case 0x61...0x66: digit - 0x57
            default: nil
            }
        }
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// Upper-case hexadecimal digits.
    public static func text(_ bytes: some Collection<UInt8>) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
