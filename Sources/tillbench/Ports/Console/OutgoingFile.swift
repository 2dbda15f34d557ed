import Foundation

/// A file on its way to the port, read as the line takes it.
final class OutgoingFile {
    /// Bytes of the file; 0 for what has no size, such as a pipe.
    let size: Int
    /// Bytes read so far.
    private(set) var position = 0
    private let descriptor: Int32

    /// Opens a file.
    ///
    /// - Throws: `POSIXError`.
    init(_ path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw OutgoingFile.failure() }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw POSIXError(.EINVAL)
        }
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// The next piece; empty at the end.
    func next() throws -> [UInt8] {
        var piece = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &piece, piece.count)
        guard count >= 0 else { throw OutgoingFile.failure() }
        position += count
        return Array(piece[..<count])
    }

    private static func failure() -> POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
