import COpenSSL

/// Keyed hashes and comparison.
public enum Authentication {
    /// HMAC-SHA256, 32 bytes. Source: RFC 2104, FIPS 180-4.
    public static func hmacSHA256(_ data: [UInt8], key: SecretKey) throws(CryptoError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        let made = key.withBytes { bytes in
            HMAC(EVP_sha256(), bytes.baseAddress, Int32(bytes.count), data, data.count, &digest, &count) != nil
        }
        guard made, count == 32 else { throw .library("HMAC") }
        return digest
    }

    /// True when both are equal; takes as long for a difference at the start as for one at the end.
    public static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        guard one.count == other.count else { return false }
        return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
