import COpenSSL

/// Keyed hashes and comparison.
public enum Authentication {
    /// HMAC-SHA256, 32 bytes. Source: RFC 2104, FIPS 180-4.
    public static func hmacSHA256(_ data: [UInt8], key: SecretKey) throws(CryptoError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        let bytes = key.exposed
        guard HMAC(EVP_sha256(), bytes, Int32(bytes.count), data, data.count, &digest, &count) != nil, count == 32
        else {
            throw .library("HMAC")
        }
        return digest
    }

    /// True when both are equal; takes as long for a difference at the start as for one at the end.
    public static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        guard one.count == other.count else { return false }
        return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// Random bytes from the system.
public enum Randomness {
    /// So many random bytes.
    public static func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, Int32(count)) == 1 else { throw .library("RAND_bytes") }
        return bytes
    }

    /// A random double-length triple DES key, with odd parity. Source: FIPS 46-3, key parity.
    public static func doubleLengthKey() throws(CryptoError) -> [UInt8] {
        try bytes(16).map { byte in
            let high = byte & 0xFE
            return high | (high.nonzeroBitCount % 2 == 0 ? 1 : 0)
        }
    }
}
