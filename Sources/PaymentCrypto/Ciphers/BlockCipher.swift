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
        let total = try Int32(libraryCount: data.count)
        let cipher = try cipher(keyCount: key.count, chained: vector != nil)
        let fullKey = try fullKey(of: key)
        guard let context = EVP_CIPHER_CTX_new() else { throw .library("EVP_CIPHER_CTX_new") }
        defer { EVP_CIPHER_CTX_free(context) }
        let isReady = fullKey.withBytes { bytes in
            EVP_CipherInit_ex(context, cipher, nil, bytes.baseAddress, vector, encrypt ? 1 : 0) == 1
        }
        guard isReady, EVP_CIPHER_CTX_set_padding(context, 0) == 1 else { throw .library("EVP_CipherInit_ex") }
        var result = [UInt8](repeating: 0, count: data.count + blockCount)
        var count: Int32 = 0
        guard EVP_CipherUpdate(context, &result, &count, data, total) == 1, count == total else {
            SecretKey.wipe(&result)
            throw .library("EVP_CipherUpdate")
        }
        result.removeLast(blockCount)
        return result
    }

    /// The key as the cipher takes it: for triple DES always three parts. Single length is used three times over, which
    /// is plain DES; of double length the first half comes again.
    private func fullKey(of key: SecretKey) throws(CryptoError) -> KeyBuffer {
        let fullCount = self == .tripleDES ? 24 : key.count
        var buffer = KeyBuffer(capacity: fullCount)
        try key.withBytes { (bytes) throws(CryptoError) in
            for index in 0..<fullCount { try buffer.append(bytes[index % bytes.count]) }
        }
        return buffer
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
