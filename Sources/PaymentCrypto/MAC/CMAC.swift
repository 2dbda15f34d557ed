import COpenSSL

/// CMAC, by OpenSSL. Source: NIST SP 800-38B.
enum CMAC {
    /// The whole MAC: 16 bytes with AES, 8 with triple DES.
    static func compute(cipher: BlockCipher, key: SecretKey, _ message: [UInt8]) throws(CryptoError) -> [UInt8] {
        let name = try name(of: cipher, keyCount: key.count)
        var mac = [UInt8](repeating: 0, count: cipher.blockCount)
        let room = mac.count
        var count = 0
        let made = key.withBytes { bytes in
            EVP_Q_mac(
                nil, "CMAC", nil, name, nil, bytes.baseAddress, bytes.count, message, message.count, &mac, room, &count)
                != nil
        }
        guard made, count == room else { throw .library("EVP_Q_mac") }
        return mac
    }

    private static func name(of cipher: BlockCipher, keyCount: Int) throws(CryptoError) -> String {
        switch (cipher, keyCount) {
        case (.aes, 16): "AES-128-CBC"
        case (.aes, 24): "AES-192-CBC"
        case (.aes, 32): "AES-256-CBC"
        case (.tripleDES, 16): "DES-EDE-CBC"
        case (.tripleDES, 24): "DES-EDE3-CBC"
        default: throw .keyLength(keyCount)
        }
    }
}
