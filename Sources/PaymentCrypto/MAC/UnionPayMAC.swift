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
        var block = [UInt8](repeating: 0, count: 8)
        for (index, byte) in input.enumerated() { block[index % 8] ^= byte }
        let characters = Array(Hex.text(block).utf8)
        let first = try TripleDES.encryptECB(Array(characters[..<8]), key: key)
        let mixed = zip(first, characters[8...]).map { $0 ^ $1 }
        let last = try TripleDES.encryptECB(mixed, key: key)
        return Array(Hex.text(last).utf8.prefix(8))
    }
}
