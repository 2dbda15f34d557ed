import Bootloader
import Crypto
import Foundation

/// The hashes and signatures of a board that is a process: swift-crypto's.
public struct SoftwareVerifier: ImageVerifier, Sendable {
    /// A SHA-256.
    public struct Hasher: ImageHasher, Sendable {
        private var hash = SHA256()

        /// Takes bytes in.
        public mutating func update(_ bytes: [UInt8]) { hash.update(data: bytes) }

        /// The 32 bytes of the hash.
        public mutating func finish() -> [UInt8] { [UInt8](hash.finalize()) }
    }

    /// The verifier.
    public init() {}

    /// A hash over nothing yet.
    public func makeHasher() -> Hasher { Hasher() }

    /// Whether an ECDSA signature is right. Bytes that are no signature or no point are as wrong as a wrong one.
    public func isECDSA(_ signature: [UInt8], over digest: [UInt8], by point: [UInt8]) -> Bool {
        guard let digest = KnownDigest(digest),
            let key = try? P256.Signing.PublicKey(x963Representation: point),
            let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature)
        else { return false }
        return key.isValidSignature(signature, for: digest)
    }

    /// Whether an Ed25519 signature is right.
    public func isEd25519(_ signature: [UInt8], over message: [UInt8], by key: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}

/// A SHA-256 that was computed before.
private struct KnownDigest: Digest {
    static let byteCount = 32
    private let bytes: [UInt8]

    init?(_ bytes: [UInt8]) {
        guard bytes.count == KnownDigest.byteCount else { return nil }
        self.bytes = bytes
    }

    var description: String { "SHA256 digest" }

    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBytes(body)
    }
}
