import COpenSSL

/// The UnionPay-style ECB MAC.
///
/// All eight-byte blocks are exclusive-ored; the result is written as sixteen hexadecimal characters; the first eight
/// are enciphered, exclusive-ored with the last eight, enciphered again; the MAC is the first eight hexadecimal
/// characters of that. Source: published worked examples of UnionPay-style terminals (field 64).
public enum UnionPayMAC {
    /// The MAC, eight ASCII characters, as field 64 takes it.
    ///
    /// - Parameters:
    ///   - key: MAC key of 8 or 16 bytes.
    ///   - input: Message from the type indicator to field 63, bitmap included; filled with zeros to a whole block.
    public static func compute(key: SecretKey, over input: [UInt8]) throws(CryptoError) -> [UInt8] {
        let block = folded(input)
        let high = Hex.characters(of: UInt32(truncatingIfNeeded: block >> 32))
        let low = Hex.characters(of: UInt32(truncatingIfNeeded: block))
        let mode = CipherMode(cipher: .tripleDES, chaining: .ecb, encrypts: true)
        let last = try key.withContext(mode) { (context) throws(CryptoError) in
            try encipher(try encipher(high, context) ^ low, context)
        }
        let mac = Hex.characters(of: UInt32(truncatingIfNeeded: last >> 32))
        return (0..<8).map { UInt8(truncatingIfNeeded: mac >> (56 - 8 * UInt64($0))) }
    }

    /// All blocks exclusive-ored, most significant byte first.
    private static func folded(_ input: [UInt8]) -> UInt64 {
        input.withUnsafeBytes { bytes in
            var block: UInt64 = 0
            var offset = 0
            while bytes.count - offset >= 8 {
                block ^= bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                offset += 8
            }
            block = UInt64(bigEndian: block)
            for index in offset..<bytes.count { block ^= UInt64(bytes[index]) << (56 - 8 * UInt64(index - offset)) }
            return block
        }
    }

    private static func encipher(_ block: UInt64, _ context: OpaquePointer) throws(CryptoError) -> UInt64 {
        var clear = block.bigEndian
        var cipher: UInt64 = 0
        var count: Int32 = 0
        let isDone = withUnsafeBytes(of: &clear) { clear in
            withUnsafeMutableBytes(of: &cipher) { cipher in
                EVP_CipherUpdate(
                    context, cipher.baseAddress?.assumingMemoryBound(to: UInt8.self), &count,
                    clear.baseAddress?.assumingMemoryBound(to: UInt8.self), 8) == 1
            }
        }
        guard isDone, count == 8 else { throw .library("EVP_CipherUpdate") }
        return UInt64(bigEndian: cipher)
    }
}
