/// A SHA-256 that takes its input piece by piece.
public protocol ImageHasher {
    /// Takes bytes in.
    mutating func update(_ bytes: [UInt8])
    /// The 32 bytes of the hash; the hasher is not used after it.
    mutating func finish() -> [UInt8]
}

/// What the bootloader asks of the board: hashes and signatures. Hardware does it on one board, a library on another.
public protocol ImageVerifier {
    /// The board's SHA-256.
    associatedtype Hasher: ImageHasher

    /// A hash over nothing yet.
    func makeHasher() -> Hasher

    /// Whether an ECDSA signature is right.
    ///
    /// - Parameters:
    ///   - signature: A DER sequence of two integers; it may be anything.
    ///   - digest: The 32 bytes of the SHA-256 that was signed.
    ///   - point: The key: 65 bytes, 0x04 and both coordinates of a point of P-256; it may be no point of the curve.
    func isECDSA(_ signature: [UInt8], over digest: [UInt8], by point: [UInt8]) -> Bool

    /// Whether an Ed25519 signature is right.
    ///
    /// - Parameters:
    ///   - signature: 64 bytes.
    ///   - message: What was signed. For an image that is its 32-byte hash.
    ///   - key: The 32 bytes of the key.
    func isEd25519(_ signature: [UInt8], over message: [UInt8], by key: [UInt8]) -> Bool
}
