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
        let mode = CipherMode(cipher: self, chaining: vector == nil ? .ecb : .cbc, encrypts: encrypt)
        return try key.withContext(mode, vector: vector) { (context) throws(CryptoError) in
            var result = [UInt8](repeating: 0, count: data.count)
            var count: Int32 = 0
            guard EVP_CipherUpdate(context, &result, &count, data, total) == 1, count == total else {
                SecretKey.wipe(&result)
                throw .library("EVP_CipherUpdate")
            }
            return result
        }
    }

    /// The key as the cipher takes it: for triple DES always three parts. Single length is used three times over, which
    /// is plain DES; of double length the first half comes again.
    func fullKey(of key: SecretKey) throws(CryptoError) -> KeyBuffer {
        let fullCount = self == .tripleDES ? 24 : key.count
        var buffer = KeyBuffer(capacity: fullCount)
        try key.withBytes { (bytes) throws(CryptoError) in
            for index in 0..<fullCount { try buffer.append(bytes[index % bytes.count]) }
        }
        return buffer
    }
}
