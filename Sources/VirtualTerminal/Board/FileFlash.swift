import FlashStore
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// NOR flash in a file: what was synchronized survives the death of the process and of the machine.
///
/// The file is locked while it is in use, so that two terminals never share a memory.
public final class FileFlash: NORFlash {
    /// Sizes of the memory.
    public let geometry: FlashGeometry
    private let descriptor: Int32
    /// Programs and erases so far.
    private var operationCount = 0
    private var cut: FlashCut?

    /// Lets the process die at an exact operation, as if the power were cut there.
    public func cutPower(at cut: FlashCut?) { self.cut = cut }

    /// Opens a flash file, or makes a blank one.
    ///
    /// - Throws: `BenchError` when the file has another size, is in use, or cannot be opened. It is not changed then.
    public init(path: String, geometry: FlashGeometry) throws {
        self.geometry = geometry
        let isNew = access(path, F_OK) != 0
        if isNew { try FileFlash.makeBlank(path, geometry) }
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw BenchError(
                .file, "cannot open the flash file \(path)", why: String(cString: strerror(errno)),
                next: "check its permissions, or name another folder with --dir")
        }
        var status = stat()
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw BenchError(
                .port, "the flash file \(path) is in use", why: "another terminal runs on it",
                next: "stop that terminal, or name another folder with --dir")
        }
        guard fstat(descriptor, &status) == 0, status.st_size == geometry.byteCount else {
            close(descriptor)
            throw BenchError(
                .file, "\(path) is no flash file",
                why: "it has \(status.st_size) bytes, a flash has \(geometry.byteCount)",
                next: "nothing was changed in it; name another folder with --dir")
        }
    }

    deinit { close(descriptor) }

    /// A blank flash appears under its name only when it is whole: a disk that fills up leaves no half file behind.
    private static func makeBlank(_ path: String, _ geometry: FlashGeometry) throws {
        let fresh = path + ".\(getpid())"
        func failed() -> BenchError {
            let why = String(cString: strerror(errno))
            unlink(fresh)
            return BenchError(
                .file, "cannot make the flash file \(path)", why: why,
                next: "make room on the disk, or name another folder with --dir")
        }
        let made = open(fresh, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard made >= 0 else { throw failed() }
        defer { close(made) }
        let blank = [UInt8](repeating: 0xFF, count: geometry.byteCount)
        var written = 0
        while written < blank.count {
            let count = blank[written...].withUnsafeBytes { Glibc.write(made, $0.baseAddress, $0.count) }
            guard count > 0 else { throw failed() }
            written += count
        }
        guard fsync(made) == 0, rename(fresh, path) == 0 else { throw failed() }
    }

    /// Reads bytes.
    public func read(at offset: Int, count: Int) throws(FlashError) -> [UInt8] {
        try check(offset: offset, count: count, aligned: false)
        var bytes = [UInt8](repeating: 0, count: count)
        guard pread(descriptor, &bytes, count, off_t(offset)) == count else { throw .device(errno) }
        return bytes
    }

    /// Clears bits.
    public func program(at offset: Int, _ bytes: [UInt8]) throws(FlashError) {
        try check(offset: offset, count: bytes.count, aligned: true)
        let old = try read(at: offset, count: bytes.count)
        for index in bytes.indices where old[index] & bytes[index] != bytes[index] {
            throw .needsErase(offset: offset + index)
        }
        try write(bytes, over: old, at: offset, isErase: false)
    }

    /// Sets all bits of a sector.
    public func erase(sector: Int) throws(FlashError) {
        let offset = sector * geometry.sectorSize
        try check(offset: offset, count: geometry.sectorSize, aligned: true)
        let blank = [UInt8](repeating: 0xFF, count: geometry.sectorSize)
        try write(
            blank, over: cut == nil ? blank : try read(at: offset, count: blank.count), at: offset,
            isErase: true)
    }

    private func write(_ bytes: [UInt8], over old: [UInt8], at offset: Int, isErase: Bool) throws(FlashError) {
        operationCount += 1
        if let cut, cut.operation == operationCount {
            let image = cut.image(old: old, new: bytes, isErase: isErase)
            // The process is about to die: whether the last write was whole is what the cut is about.
            _ = pwrite(descriptor, image, image.count, off_t(offset))
            kill(getpid(), SIGKILL)
        }
        guard pwrite(descriptor, bytes, bytes.count, off_t(offset)) == bytes.count else { throw .device(errno) }
    }

    /// Waits until the disk has it.
    public func synchronize() throws(FlashError) {
        guard fdatasync(descriptor) == 0 else { throw .device(errno) }
    }
}
