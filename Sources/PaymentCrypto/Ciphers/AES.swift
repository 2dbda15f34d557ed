/// AES with keys of 16, 24 or 32 bytes, in ECB and CBC mode, without padding. Source: FIPS 197, NIST SP 800-38A.
public enum AES {
    /// Enciphers a multiple of sixteen bytes.
    public static func encryptECB(_ data: [UInt8], key: SecretKey) throws(CryptoError) -> [UInt8] {
        try BlockCipher.aes.run(data, key: key, vector: nil, encrypt: true)
    }

    /// Deciphers a multiple of sixteen bytes.
    public static func decryptECB(_ data: [UInt8], key: SecretKey) throws(CryptoError) -> [UInt8] {
        try BlockCipher.aes.run(data, key: key, vector: nil, encrypt: false)
    }

    /// Enciphers a multiple of sixteen bytes in CBC mode; the vector has sixteen bytes.
    public static func encryptCBC(_ data: [UInt8], key: SecretKey, vector: [UInt8]) throws(CryptoError) -> [UInt8] {
        try BlockCipher.aes.run(data, key: key, vector: vector, encrypt: true)
    }

    /// Deciphers a multiple of sixteen bytes in CBC mode; the vector has sixteen bytes.
    public static func decryptCBC(_ data: [UInt8], key: SecretKey, vector: [UInt8]) throws(CryptoError) -> [UInt8] {
        try BlockCipher.aes.run(data, key: key, vector: vector, encrypt: false)
    }
}
