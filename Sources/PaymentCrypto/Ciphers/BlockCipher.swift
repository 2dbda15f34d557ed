import COpenSSL

/// The two block ciphers of payments, in the two modes that this module needs, by OpenSSL.
enum BlockCipher {
    case tripleDES
    case aes

    /// Bytes of a block.
    var blockCount: Int { self == .aes ? 16 : 8 }

    /// Enciphers or deciphers whole blocks: in CBC mode with a vector, in ECB mode without.
    func run(_ data: [UInt8], key: SecretKey, vector: [UInt8]?, encrypt: Bool) throws(CryptoError) -> [UInt8] {
        guard !data.isEmpty, data.count % blockCount == 0 else { throw .dataLength(data.count) }
        if let vector, vector.count != blockCount { throw .vectorLength(vector.count) }
        let cipher = try cipher(keyCount: key.count, chained: vector != nil)
        var keyBytes = key.copyBytes()
        defer { SecretKey.wipe(&keyBytes) }
        if self == .tripleDES {
            // Single length is used three times over, which is plain DES; of double length the first half comes again.
            if keyBytes.count == 8 { keyBytes += keyBytes }
            if keyBytes.count == 16 { keyBytes += keyBytes[0..<8] }
        }
        guard let context = EVP_CIPHER_CTX_new() else { throw .library("EVP_CIPHER_CTX_new") }
        defer { EVP_CIPHER_CTX_free(context) }
        guard EVP_CipherInit_ex(context, cipher, nil, keyBytes, vector, encrypt ? 1 : 0) == 1,
            EVP_CIPHER_CTX_set_padding(context, 0) == 1
        else { throw .library("EVP_CipherInit_ex") }
        var result = [UInt8](repeating: 0, count: data.count + blockCount)
        var count: Int32 = 0
        guard let total = Int32(exactly: data.count) else { throw .dataLength(data.count) }
        guard EVP_CipherUpdate(context, &result, &count, data, total) == 1, count == total else {
            throw .library("EVP_CipherUpdate")
        }
        result.removeLast(blockCount)
        return result
    }

    private func cipher(keyCount: Int, chained: Bool) throws(CryptoError) -> OpaquePointer? {
        switch (self, keyCount) {
        case (.tripleDES, 8), (.tripleDES, 16), (.tripleDES, 24): chained ? EVP_des_ede3_cbc() : EVP_des_ede3_ecb()
        case (.aes, 16): chained ? EVP_aes_128_cbc() : EVP_aes_128_ecb()
        case (.aes, 24): chained ? EVP_aes_192_cbc() : EVP_aes_192_ecb()
        case (.aes, 32): chained ? EVP_aes_256_cbc() : EVP_aes_256_ecb()
        default: throw .keyLength(keyCount)
        }
    }
}
