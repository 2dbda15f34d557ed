import Glibc
import Synchronization

/// A pcapng file that grows while the bench runs; safe to use from any thread or task.
///
/// Each event is handed to the system in one write, whole blocks at a time: a process that is killed leaves a file that can
/// be read. Nothing is synchronized to the disk; a power cut of the workstation may cost the last packets.
public final class CaptureFile: Sendable {
    private struct State {
        var writer: CaptureWriter
        /// Negative once the file is closed or given up.
        var descriptor: Int32
        /// Bytes in whole blocks.
        var length = 0
    }

    private let state: Mutex<State>
    private let clock: @Sendable () -> Int64
    private let onFailure: @Sendable (CaptureFileError) -> Void
    /// Path of the file.
    public let path: String

    /// Makes the file, readable by its owner only. A capture that stands there is replaced; anything else is left alone.
    ///
    /// - Parameters:
    ///   - path: Path of the file.
    ///   - application: Program and version, for the file's header.
    ///   - redact: Changes payloads before they are written. Without it every byte is written: the caller decides.
    ///   - clock: Nanoseconds since 1970-01-01 00:00 UTC.
    ///   - onFailure: Is told, once, when the file cannot be written any more; recording ends then, and the caller's work
    ///     goes on.
    /// - Throws: `CaptureFileError` when the file cannot be made.
    public init(
        path: String, application: String, redact: CaptureRedaction? = nil,
        clock: @escaping @Sendable () -> Int64 = CaptureFile.wallClock,
        onFailure: @escaping @Sendable (CaptureFileError) -> Void
    ) throws(CaptureFileError) {
        var writer = CaptureWriter(application: application, redact: redact)
        let header = writer.begin()
        state = Mutex(State(writer: writer, descriptor: try CaptureFile.open(path)))
        self.path = path
        self.clock = clock
        self.onFailure = onFailure
        let problem = state.withLock { CaptureFile.append(header, to: &$0, path) }
        if let problem { throw problem }
    }

    deinit { close() }

    /// Records one event: `event` gets the writer and the time, and returns blocks.
    ///
    /// - Returns: What `event` returned beside the blocks.
    public func record<Result: Sendable>(_ event: (inout CaptureWriter, Int64) -> (Result, [UInt8])) -> Result {
        let (result, problem) = state.withLock { state in
            let (result, blocks) = event(&state.writer, clock())
            return (result, CaptureFile.append(blocks, to: &state, path))
        }
        if let problem { onFailure(problem) }
        return result
    }

    /// Records one event that returns nothing but blocks.
    public func record(_ event: (inout CaptureWriter, Int64) -> [UInt8]) {
        record { writer, time in ((), event(&writer, time)) }
    }

    /// Closes the file. What is recorded later is dropped.
    public func close() {
        state.withLock { state in
            if state.descriptor >= 0 { Glibc.close(state.descriptor) }
            state.descriptor = -1
        }
    }

    /// The workstation's time, in nanoseconds since 1970-01-01 00:00 UTC.
    public static let wallClock: @Sendable () -> Int64 = {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) &* 1_000_000_000 &+ Int64(now.tv_nsec)
    }

    private static func open(_ path: String) throws(CaptureFileError) -> Int32 {
        // Not to be stopped by a pipe that nobody reads.
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
        guard descriptor >= 0 else { throw CaptureFileError.system("open", path: path) }
        do throws(CaptureFileError) {
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { throw CaptureFileError.system("stat", path: path) }
            guard status.st_mode & S_IFMT == S_IFREG else { throw CaptureFileError(.notRegular, path: path) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw CaptureFileError(.inUse, path: path) }
            var first = [UInt8](repeating: 0, count: 4)
            let count = pread(descriptor, &first, 4, 0)
            guard count == 0 || count == 4 && first == [0x0A, 0x0D, 0x0D, 0x0A] else {
                throw CaptureFileError(.foreign, path: path)
            }
            // A file that was there before may have been open to others.
            guard fchmod(descriptor, 0o600) == 0 else { throw CaptureFileError.system("chmod", path: path) }
            guard ftruncate(descriptor, 0) == 0 else { throw CaptureFileError.system("truncate", path: path) }
            return descriptor
        } catch {
            Glibc.close(descriptor)
            throw error
        }
    }

    /// Writes whole blocks, or gives the file up with none of them in it.
    private static func append(_ blocks: [UInt8], to state: inout State, _ path: String) -> CaptureFileError? {
        guard state.descriptor >= 0 else { return nil }
        var rest = blocks[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(state.descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count == 0 || errno != EINTR {
                let problem = CaptureFileError.system("write", path: path)
                // Half a block would make the file unreadable. If this fails as well, the block stays cut off.
                _ = ftruncate(state.descriptor, off_t(state.length))
                Glibc.close(state.descriptor)
                state.descriptor = -1
                return problem
            }
        }
        state.length += blocks.count
        return nil
    }
}
