import Bootloader
import Crypto
import FlashStore
import Foundation

/// The image that a terminal leaves the factory with: what it runs is this program, so the image only says so.
public enum FactoryImage {
    /// Version of the image.
    public static let version = ImageVersion(1, 0, 0)
    /// Bytes before the image itself.
    private static let headerSize = 32

    /// The image for a board, in MCUboot's form, signed with the development key.
    ///
    /// - Parameters:
    ///   - board: Board id.
    ///   - version: Version of the image.
    ///   - counter: Security counter.
    ///   - byteCount: Bytes of the image itself.
    public static func make(
        board: String, version: ImageVersion = version, counter: UInt32 = 1, byteCount: Int = 8192
    ) throws -> [UInt8] {
        let journal = number(UInt64(JournalFormat.version), 2)
        let entries: [(UInt16, [UInt8])] = [
            (ImageTLV.securityCounter, number(UInt64(counter), 4)), (ImageTLV.board, [UInt8](board.utf8)),
            (ImageTLV.oldestJournal, journal), (ImageTLV.newestJournal, journal),
        ]
        let protected = area(0x6908, entries)
        var image = number(0x96F3_B83D, 4) + number(0, 4) + number(UInt64(headerSize), 2)
        image += number(UInt64(protected.count), 2) + number(UInt64(byteCount), 4) + number(0, 4)
        image += [version.major, version.minor] + number(UInt64(version.revision), 2)
        image += number(UInt64(version.build), 4) + number(0, 4)
        let line = [UInt8]("tillbench virtual terminal firmware \(version)\n".utf8)
        image += (0..<byteCount).map { line[$0 % line.count] }
        image += protected
        let hash = [UInt8](SHA256.hash(data: image))
        let key = try DevelopmentKey.signing()
        let keyHash = [UInt8](SHA256.hash(data: try DevelopmentKey.subjectPublicKeyInfo()))
        let signature = [UInt8](try key.signature(for: hash))
        return image
            + area(
                0x6907, [(ImageTLV.hash, hash), (ImageTLV.keyHash, keyHash), (ImageTLV.ed25519, signature)])
    }

    /// The key that a virtual terminal takes images of, as a DER SubjectPublicKeyInfo.
    public static func publicKey() throws -> [UInt8] { try DevelopmentKey.subjectPublicKeyInfo() }

    private static func area(_ magic: UInt16, _ entries: [(type: UInt16, value: [UInt8])]) -> [UInt8] {
        let content = entries.flatMap {
            number(UInt64($0.type), 2) + number(UInt64($0.value.count), 2) + $0.value
        }
        return number(UInt64(magic), 2) + number(UInt64(content.count + 4), 2) + content
    }

    private static func number(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }
}
