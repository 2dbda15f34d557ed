/// A public key whose images a board takes.
public struct ImageKey: Equatable, Sendable {
    /// Kinds of keys.
    public enum Kind: Sendable {
        /// ECDSA over P-256.
        case ecdsaP256
        /// Ed25519.
        case ed25519
    }

    /// What signs with it.
    public let kind: Kind
    /// The key as `imgtool getpub` gives it: a DER SubjectPublicKeyInfo, whose SHA-256 images name.
    public let subjectPublicKeyInfo: [UInt8]
    /// 65 bytes of a point, or the 32 of an Ed25519 key.
    public let raw: [UInt8]

    /// A key; nil when the bytes are no SubjectPublicKeyInfo of one of the two kinds (RFC 5480, RFC 8410).
    public init?(subjectPublicKeyInfo bytes: [UInt8]) {
        if let raw = ImageKey.remainder(of: bytes, after: ImageKey.p256Prefix, count: 65), raw[0] == 0x04 {
            kind = .ecdsaP256
            self.raw = raw
        } else if let raw = ImageKey.remainder(of: bytes, after: ImageKey.ed25519Prefix, count: 32) {
            kind = .ed25519
            self.raw = raw
        } else {
            return nil
        }
        subjectPublicKeyInfo = bytes
    }

    /// Sequence, algorithm ecPublicKey with curve prime256v1, bit string.
    private static let p256Prefix: [UInt8] = [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48,
        0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
    ]
    /// Sequence, algorithm id-Ed25519, bit string.
    private static let ed25519Prefix: [UInt8] = [
        0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]

    private static func remainder(of bytes: [UInt8], after prefix: [UInt8], count: Int) -> [UInt8]? {
        guard bytes.count == prefix.count + count, [UInt8](bytes[..<prefix.count]) == prefix else { return nil }
        return [UInt8](bytes[prefix.count...])
    }
}
