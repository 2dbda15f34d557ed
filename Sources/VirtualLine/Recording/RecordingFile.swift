import Glibc
import Synchronization

/// Why a recording cannot be written.
public struct RecordingFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// Number of the system's error.
    public let code: Int32
    /// Whether something else than a regular file stands there, for example a device or a folder: nothing to remove.
    public let isSpecial: Bool

    init(path: String, code: Int32) {
        self.path = path
        self.code = code
        var status = stat()
        isSpecial = code == EEXIST && lstat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }

    /// What happened.
    public var what: String { "the recording \(path) cannot be written" }
    /// Why.
    public var why: String {
        if isSpecial { return "something that is no regular file stands there" }
        return code == EEXIST ? "there is such a file already" : String(cString: strerror(code))
    }
    /// What to do.
    public var nextStep: String {
        if isSpecial { return "name another" }
        return code == EEXIST ? "remove it, or name another" : "name another place, or make room there"
    }
    /// What, why, next, in one line each.
    public var description: String { "\(what)\n  why:  \(why)\n  next: \(nextStep)" }
}

/// A recording that is written while things happen. Each event is in the file at once, so that it outlives this program.
///
/// It holds every byte that passed, account numbers too: only its owner may read the file.
public final class RecordingFile: Sendable {
    private let path: String
    private let descriptor: Int32
    private let hasFailed = Mutex(false)
    private let onFailure: @Sendable (RecordingFileError) -> Void

    /// Makes the file and writes its header.
    ///
    /// - Parameters:
    ///   - path: Path of a file that is not there yet.
    ///   - header: What it says of itself.
    ///   - onFailure: Called once when writing fails later, for example because the disk is full; recording ends there.
    /// - Throws: `RecordingFileError`.
    public init(
        path: String, header: RecordingHeader, onFailure: @escaping @Sendable (RecordingFileError) -> Void
    ) throws(RecordingFileError) {
        self.path = path
        self.onFailure = onFailure
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw RecordingFileError(path: path, code: errno) }
        let code = RecordingFile.write(RecordingText.line(header), to: descriptor)
        guard code == 0 else { throw RecordingFileError(path: path, code: code) }
    }

    deinit { close(descriptor) }

    /// Writes an event.
    public func append(_ event: RecordedEvent) {
        let error = hasFailed.withLock { hasFailed -> RecordingFileError? in
            guard !hasFailed else { return nil }
            let code = RecordingFile.write(RecordingText.line(event), to: descriptor)
            guard code != 0 else { return nil }
            hasFailed = true
            return RecordingFileError(path: path, code: code)
        }
        if let error { onFailure(error) }
    }

    /// Writes a line, all of it or nothing: of a line that did not fit the file keeps no part.
    ///
    /// - Returns: 0, or the number of the error.
    private static func write(_ text: String, to descriptor: Int32) -> Int32 {
        var rest = Array(text.utf8)[...]
        var written = 0
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR {
                let code = errno
                let end = lseek(descriptor, 0, SEEK_CUR)
                // Where it cannot be cut, a reader leaves the half line out (`Recording.isTorn`).
                if written > 0, end >= written { _ = ftruncate(descriptor, end - written) }
                return code
            }
            written += max(0, count)
            rest = rest.dropFirst(max(0, count))
        }
        return 0
    }
}
