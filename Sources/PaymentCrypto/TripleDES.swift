import COpenSSL

/// Triple DES in ECB mode, by OpenSSL.
///
/// A single-length key is used three times over, which is plain DES (OpenSSL 3 has no DES of its own by default); of a
/// double-length key the first half is used again as the third part. Source: NIST SP 800-67, ANSI X9.52.
public enum TripleDES {
    /// Enciphers a multiple of eight bytes.
    public static func encryptECB(_ data: [UInt8], key: SecretKey) throws(CryptoError) -> [UInt8] {
        try run(data, key: key, encrypt: true)
    }

    /// Deciphers a multiple of eight bytes.
    public static func decryptECB(_ data: [UInt8], key: SecretKey) throws(CryptoError) -> [UInt8] {
        try run(data, key: key, encrypt: false)
    }

    /// Key check value: the first four bytes of eight zero bytes enciphered.
    public static func checkValue(of key: SecretKey) throws(CryptoError) -> [UInt8] {
        Array(try encryptECB([UInt8](repeating: 0, count: 8), key: key).prefix(4))
    }

    private static func run(_ data: [UInt8], key: SecretKey, encrypt: Bool) throws(CryptoError) -> [UInt8] {
        guard !data.isEmpty, data.count % 8 == 0 else { throw .dataLength(data.count) }
        let parts = key.exposed
        let full: [UInt8]
        switch parts.count {
        case 8: full = parts + parts + parts
        case 16: full = parts + parts[0..<8]
        case 24: full = parts
        default: throw .keyLength(parts.count)
        }
        guard let context = EVP_CIPHER_CTX_new() else { throw .library("EVP_CIPHER_CTX_new") }
        defer { EVP_CIPHER_CTX_free(context) }
        guard EVP_CipherInit_ex(context, EVP_des_ede3_ecb(), nil, full, nil, encrypt ? 1 : 0) == 1,
            EVP_CIPHER_CTX_set_padding(context, 0) == 1
        else { throw .library("EVP_des_ede3_ecb") }
        var result = [UInt8](repeating: 0, count: data.count + 8)
        var count: Int32 = 0
        guard EVP_CipherUpdate(context, &result, &count, data, Int32(data.count)) == 1 else {
            throw .library("EVP_CipherUpdate")
        }
        return Array(result.prefix(Int(count)))
    }
}
