import Bootloader
import Crypto
import Foundation

/// The key that signs images for virtual terminals. It is public, and for tests only: see `hardware/boards/README.md`.
enum DevelopmentKey {
    /// Its seed is the hash of this sentence, so that nobody takes it for a secret.
    private static let sentence = "tillbench development key: for test terminals only"

    /// The key that signs.
    static func signing() throws -> Curve25519.Signing.PrivateKey {
        try Curve25519.Signing.PrivateKey(rawRepresentation: Data(SHA256.hash(data: Data(sentence.utf8))))
    }

    /// The key that a virtual terminal takes images of, as a DER SubjectPublicKeyInfo. Source: RFC 8410.
    static func subjectPublicKeyInfo() throws -> [UInt8] {
        let prefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        return prefix + [UInt8](try signing().publicKey.rawRepresentation)
    }
}
