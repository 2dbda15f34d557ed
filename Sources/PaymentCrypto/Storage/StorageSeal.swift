import COpenSSL

/// Sealing of what is stored: AES-256-GCM, nonce (12 bytes) before and tag (16 bytes) behind the cipher text.
///
/// Source: NIST SP 800-38D.
public enum StorageSeal {
    private static let nonceCount = 12
    private static let tagCount = 16

    private static func mode(encrypts: Bool) -> CipherMode {
        CipherMode(cipher: .aes, chaining: .gcm, encrypts: encrypts)
    }

    /// A storage key that follows from a master key: HMAC-SHA256 over a fixed name.
    public static func key(derivedFrom master: SecretKey) throws(CryptoError) -> SecretKey {
        var bytes = try Authentication.hmacSHA256(Array("tillbench storage key".utf8), key: master)
        return try SecretKey(wiping: &bytes)
    }

    /// Seals `clear` under a 32-byte key with a fresh random nonce.
    ///
    /// - Parameter random: Where the nonce comes from. A source that gives a nonce twice under one key betrays what was
    ///   sealed; a simulation has its own source, whose nonces follow from a seed.
    /// - Throws: `CryptoError.keyLength`, `.tooMuchData` for 2 GB and more, `.randomLength`, `.library`.
    public static func seal(
        _ clear: [UInt8], key: SecretKey, random: RandomSource = .system
    ) throws(CryptoError) -> [UInt8] {
        try clear.withUnsafeBufferPointer { (bytes) throws(CryptoError) in try seal(bytes, key: key, random: random) }
    }

    /// Seals bytes that are lent, so that no copy of them is made.
    static func seal(
        _ clear: UnsafeBufferPointer<UInt8>, key: SecretKey, random: RandomSource = .system
    ) throws(CryptoError) -> [UInt8] {
        guard key.count == 32 else { throw .keyLength(key.count) }
        let total = try Int32(libraryCount: clear.count)
        let nonce = try random.bytes(nonceCount)
        return try key.withContext(mode(encrypts: true), vector: nonce) { (context) throws(CryptoError) in
            // One array for nonce, cipher text and tag: what is sealed is short, and is sealed often.
            var sealed = nonce
            sealed.reserveCapacity(nonceCount + clear.count + tagCount)
            sealed.append(contentsOf: repeatElement(0, count: clear.count + tagCount))
            let isSealed = sealed.withUnsafeMutableBufferPointer { sealed in
                guard let base = sealed.baseAddress else { return false }
                let tag = base + nonceCount + clear.count
                var count: Int32 = 0
                return EVP_EncryptUpdate(context, base + nonceCount, &count, clear.baseAddress, total) == 1
                    && count == total && EVP_EncryptFinal_ex(context, tag, &count) == 1
                    && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tagCount), tag) == 1
            }
            guard isSealed else { throw .library("EVP_EncryptUpdate") }
            return sealed
        }
    }

    /// Opens what `seal` made. What it gives is clear data in one array, of which there is no other copy.
    ///
    /// - Throws: `CryptoError.notAuthentic` when it was changed or belongs to another key, `.keyLength`,
    ///   `.tooMuchData` for 2 GB and more, `.library`.
    public static func open(_ sealed: [UInt8], key: SecretKey) throws(CryptoError) -> [UInt8] {
        guard key.count == 32 else { throw .keyLength(key.count) }
        guard sealed.count >= nonceCount + tagCount else { throw .notAuthentic }
        let total = try Int32(libraryCount: sealed.count - nonceCount - tagCount)
        let cipher = Array(sealed[nonceCount..<sealed.count - tagCount])
        var tag = Array(sealed.suffix(tagCount))
        let nonce = Array(sealed.prefix(nonceCount))
        return try key.withContext(mode(encrypts: false), vector: nonce) { (context) throws(CryptoError) in
            var clear = [UInt8](repeating: 0, count: cipher.count + 16)
            var isAuthentic = false
            // Deciphered before it was verified: nobody may see it when the tag is wrong.
            defer { if !isAuthentic { SecretKey.wipe(&clear) } }
            var count: Int32 = 0
            var rest: Int32 = 0
            var tail = [UInt8](repeating: 0, count: 16)
            guard EVP_DecryptUpdate(context, &clear, &count, cipher, total) == 1, count == total,
                EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tagCount), &tag) == 1
            else { throw .library("EVP_DecryptUpdate") }
            guard EVP_DecryptFinal_ex(context, &tail, &rest) == 1 else { throw .notAuthentic }
            isAuthentic = true
            clear.removeLast(clear.count - cipher.count)
            return clear
        }
    }
}
