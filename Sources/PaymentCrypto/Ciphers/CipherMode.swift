import COpenSSL

/// A cipher in a mode and a direction: what a key is set up for.
struct CipherMode: Equatable {
    enum Chaining {
        case ecb
        case cbc
        case gcm
    }

    let cipher: BlockCipher
    let chaining: Chaining
    let encrypts: Bool

    /// The cipher of OpenSSL for keys of so many bytes.
    fileprivate func library(keyCount: Int) throws(CryptoError) -> OpaquePointer? {
        switch (cipher, chaining, keyCount) {
        case (.tripleDES, .ecb, 8), (.tripleDES, .ecb, 16), (.tripleDES, .ecb, 24): EVP_des_ede3_ecb()
        case (.tripleDES, .cbc, 8), (.tripleDES, .cbc, 16), (.tripleDES, .cbc, 24): EVP_des_ede3_cbc()
        case (.aes, .ecb, 16): EVP_aes_128_ecb()
        case (.aes, .ecb, 24): EVP_aes_192_ecb()
        case (.aes, .ecb, 32): EVP_aes_256_ecb()
        case (.aes, .cbc, 16): EVP_aes_128_cbc()
        case (.aes, .cbc, 24): EVP_aes_192_cbc()
        case (.aes, .cbc, 32): EVP_aes_256_cbc()
        case (.aes, .gcm, 32): EVP_aes_256_gcm()
        default: throw .keyLength(keyCount)
        }
    }
}

/// The contexts of OpenSSL in which one key is set up. To set a key up costs more than to encipher a block with it, and a
/// terminal uses the same key for every message.
struct CipherContexts: ~Copyable {
    private var modes: [CipherMode] = []
    private var contexts: [OpaquePointer] = []

    init() {}

    // OpenSSL overwrites the key in a context that is freed.
    deinit { for context in contexts { EVP_CIPHER_CTX_free(context) } }

    /// The context of a mode, ready for the first block.
    mutating func ready(_ mode: CipherMode, vector: [UInt8]?, _ key: SecretKey) throws(CryptoError) -> OpaquePointer {
        let context: OpaquePointer
        if let place = modes.firstIndex(of: mode) {
            context = contexts[place]
        } else {
            context = try CipherContexts.make(mode, key)
            modes.append(mode)
            contexts.append(context)
        }
        guard let vector else { return context }
        guard EVP_CipherInit_ex(context, nil, nil, nil, vector, mode.encrypts ? 1 : 0) == 1 else {
            throw .library("EVP_CipherInit_ex")
        }
        return context
    }

    private static func make(_ mode: CipherMode, _ key: SecretKey) throws(CryptoError) -> OpaquePointer {
        let cipher = try mode.library(keyCount: key.count)
        let fullKey = try mode.cipher.fullKey(of: key)
        guard let context = EVP_CIPHER_CTX_new() else { throw .library("EVP_CIPHER_CTX_new") }
        let isReady = fullKey.withBytes { bytes in
            EVP_CipherInit_ex(context, cipher, nil, bytes.baseAddress, nil, mode.encrypts ? 1 : 0) == 1
        }
        guard isReady, EVP_CIPHER_CTX_set_padding(context, 0) == 1 else {
            EVP_CIPHER_CTX_free(context)
            throw .library("EVP_CipherInit_ex")
        }
        return context
    }
}
