import BenchSupport
import Bootloader
import Crypto
import Foundation
import SMP

/// A firmware image as a file of the workstation, read and checked.
public struct ImageFile: Sendable {
    /// Where it is.
    public let path: String
    /// All its bytes.
    public let bytes: [UInt8]
    /// What it says of itself.
    public let manifest: ImageManifest

    /// Reads an image. Its hash is checked; its signature is the terminal's to check, which has the key.
    ///
    /// - Throws: `ImageFileError`.
    public init(path: String) throws(ImageFileError) {
        do { bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
            throw ImageFileError(
                path: path, why: FileReason.of(error, at: path), next: "name an image that can be read")
        }
        self.path = path
        do throws(ImageError) {
            manifest = try ImageManifest(ByteSource(bytes))
        } catch {
            throw ImageFileError(
                path: path, why: error.description, next: "make it with imgtool sign, for the board of the terminal")
        }
        guard [UInt8](SHA256.hash(data: bytes[..<manifest.hashedCount])) == manifest.hash else {
            throw ImageFileError(
                path: path, why: ImageError.hashDiffers.description, next: "fetch or build the image again")
        }
    }

    /// Version.
    public var version: String { manifest.header.version.description }
    /// Hash, in hexadecimal digits.
    public var hash: String { TextShown.hex(manifest.hash) }
    /// Board that it is for.
    public var board: String { TextShown.ascii(manifest.board) }

    /// What the first piece of an upload says of it.
    var whole: UploadWhole {
        UploadWhole(
            count: bytes.count, sha: [UInt8](SHA256.hash(data: bytes)),
            description: ImageDescription(
                board: board, oldestJournal: UInt32(manifest.oldestJournal),
                newestJournal: UInt32(manifest.newestJournal), counter: manifest.securityCounter))
    }

    /// Why it does not fit a terminal; nil when it does, as far as a workstation can tell.
    public func problem(for terminal: TerminalIdentity) -> ImageError? {
        let identity = BootIdentity(
            board: [UInt8](terminal.board.utf8), keys: [],
            journalFormat: terminal.journalVersion == 0 ? nil : UInt16(exactly: terminal.journalVersion))
        // One that does not say its counter looks at ours before the first byte.
        do throws(ImageError) {
            try identity.checkFit(manifest, reachedCounter: terminal.securityCounter ?? 0)
        } catch { return error }
        return nil
    }
}

/// A file that is no image to flash: what, why, next.
public struct ImageFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// Why.
    public let why: String
    /// What to do.
    public let next: String

    /// What, why, next.
    public var description: String { "\(path) cannot be flashed\n  why:  \(why)\n  next: \(next)" }
}
