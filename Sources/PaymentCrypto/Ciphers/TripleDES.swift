/// Triple DES in ECB and CBC mode, without padding.
///
/// A single-length key is used three times over, which is plain DES (OpenSSL 3 has no DES of its own by default); of a
/// double-length key the first half is used again as the third part. Source: NIST SP 800-67, ANSI X9.52.
public enum TripleDES {
    /// Enciphers a multiple of eight bytes.
    public static func encryptECB(_ data: [UInt8], key: SecretKey) throws(CryptoError) -> [UInt8] {
        try BlockCipher.tripleDES.run(data, key: key, vector: nil, encrypt: true)
    }

    /// Deciphers a multiple of eight bytes.
    public static func decryptECB(_ data: [UInt8], key: SecretKey) throws(CryptoError) -> [UInt8] {
        try BlockCipher.tripleDES.run(data, key: key, vector: nil, encrypt: false)
    }

    /// Enciphers a multiple of eight bytes in CBC mode; the vector has eight bytes.
    public static func encryptCBC(_ data: [UInt8], key: SecretKey, vector: [UInt8]) throws(CryptoError) -> [UInt8] {
        try BlockCipher.tripleDES.run(data, key: key, vector: vector, encrypt: true)
    }

    /// Deciphers a multiple of eight bytes in CBC mode; the vector has eight bytes.
    public static func decryptCBC(_ data: [UInt8], key: SecretKey, vector: [UInt8]) throws(CryptoError) -> [UInt8] {
        try BlockCipher.tripleDES.run(data, key: key, vector: vector, encrypt: false)
    }

    /// Key check value of UnionPay-style working keys: the first four bytes of eight zero bytes enciphered.
    /// Elsewhere three are used: ``KeyCheckValue``.
    public static func checkValue(of key: SecretKey) throws(CryptoError) -> [UInt8] {
        Array(try encryptECB([UInt8](repeating: 0, count: 8), key: key).prefix(4))
    }
}
