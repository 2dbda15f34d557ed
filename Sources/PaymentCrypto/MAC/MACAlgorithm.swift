/// The MACs of payment messages that give bytes. (The MAC that gives characters is ``UnionPayMAC``.)
public enum MACAlgorithm: Sendable {
    /// DES CBC-MAC: ANSI X9.9 with a key of 8 bytes; with 16 or 24 bytes triple DES throughout, as TR-31 uses it.
    /// Source: ISO/IEC 9797-1, MAC algorithm 1.
    case cbc(MACPadding)
    /// Retail MAC, ANSI X9.19, with a key of 16 bytes: DES with the first half, and triple DES for the last block.
    /// Source: ISO/IEC 9797-1, MAC algorithm 3.
    case retail(MACPadding)
    /// CMAC with AES and a key of 16, 24 or 32 bytes. Source: NIST SP 800-38B, RFC 4493.
    case aesCMAC
    /// CMAC with triple DES and a key of 16 or 24 bytes. Source: NIST SP 800-38B.
    case tripleDESCMAC

    /// Bytes of the whole MAC: one block of the cipher.
    public var fullCount: Int {
        switch self {
        case .cbc, .retail, .tripleDESCMAC: 8
        case .aesCMAC: 16
        }
    }

    /// The MAC of a message.
    ///
    /// - Parameters:
    ///   - key: A key that the algorithm takes.
    ///   - message: Any number of bytes.
    ///   - count: Bytes to keep from the left, 4 up to `fullCount`; nil keeps all.
    /// - Throws: `CryptoError.keyLength` or `.macLength`.
    public func compute(
        key: SecretKey, over message: [UInt8], count: Int? = nil
    ) throws(CryptoError) -> [UInt8] {
        let count = count ?? fullCount
        guard (4...fullCount).contains(count) else { throw .macLength(count) }
        // Cut in place: a MAC can be a derived key, and a copy would leave the first array as it was.
        var mac = try whole(key: key, message)
        mac.removeLast(mac.count - count)
        return mac
    }

    /// True when a MAC is that of the message. Takes the same time whatever differs.
    ///
    /// - Parameters:
    ///   - mac: The MAC that came.
    ///   - key: A key that the algorithm takes.
    ///   - message: Any number of bytes.
    ///   - count: Bytes that a MAC has here, 4 up to `fullCount`; nil for all. A shorter or longer one is not accepted.
    /// - Throws: `CryptoError.keyLength` or `.macLength`.
    public func verify(
        _ mac: [UInt8], key: SecretKey, over message: [UInt8], count: Int? = nil
    ) throws(CryptoError) -> Bool {
        Authentication.areEqual(try compute(key: key, over: message, count: count), mac)
    }

    private func whole(key: SecretKey, _ message: [UInt8]) throws(CryptoError) -> [UInt8] {
        switch self {
        case .cbc(let padding):
            let zeros = [UInt8](repeating: 0, count: 8)
            let filled = padding.fill(message, blockCount: 8)
            return Array(try TripleDES.encryptCBC(filled, key: key, vector: zeros).suffix(8))
        case .retail(let padding):
            return try retail(key: key, padding.fill(message, blockCount: 8))
        case .aesCMAC:
            return try CMAC.compute(cipher: .aes, key: key, message)
        case .tripleDESCMAC:
            return try CMAC.compute(cipher: .tripleDES, key: key, message)
        }
    }

    private func retail(key: SecretKey, _ filled: [UInt8]) throws(CryptoError) -> [UInt8] {
        guard key.count == 16 else { throw .keyLength(key.count) }
        let first = try key.part(0..<8)
        var state = [UInt8](repeating: 0, count: 8)
        if filled.count > 8 {
            state = Array(try TripleDES.encryptCBC(Array(filled.dropLast(8)), key: first, vector: state).suffix(8))
        }
        // Triple DES of the last block is DES with the first half, then the output transformation of algorithm 3.
        return try TripleDES.encryptCBC(Array(filled.suffix(8)), key: key, vector: state)
    }
}
