import FlashStore
import Foundation
import SerialDriver

#if canImport(Glibc)
    import Glibc
#endif

/// NOR flash in a file: what was synchronized survives the death of the process and of the machine.
///
/// The file is locked (flock) while it is in use, so that two terminals never share a memory; the lock ends with its
/// process, however that dies. Who only reads the file, as `FlashImage` does, needs no lock.
public final class FileFlash: NORFlash {
    /// Sizes of the memory.
    public let geometry: FlashGeometry
    private let descriptor: Int32
    /// Programs and erases so far.
    private var operationCount = 0
    private var cut: FlashCut?
    private let wear: WearFile?

    /// Lets the process die at an exact operation, as if the power were cut there.
    public func cutPower(at cut: FlashCut?) { self.cut = cut }

    /// Opens a flash file, or makes a blank one.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - geometry: Its sizes.
    ///   - wear: A file that counts the erasures of each sector; nil for a part that keeps no count.
    /// - Throws: `BenchError.port` when it is in use, with the process that holds it where the system says so;
    ///   `BenchError.file` when it has another size or cannot be opened. It is not changed then.
    public init(path: String, geometry: FlashGeometry, wear: String? = nil) throws(BenchError) {
        self.geometry = geometry
        if let wear {
            self.wear = try WearFile(path: wear, sectorCount: geometry.sectorCount)
        } else {
            self.wear = nil
        }
        if access(path, F_OK) != 0 { try FileFlash.makeBlank(path, geometry) }
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw BenchError(
                .file, "cannot open the flash file \(path)", why: String(cString: strerror(errno)),
                next: "check its permissions, or name another folder with --dir")
        }
        do throws(BenchError) { try FileFlash.claim(descriptor, path, geometry) } catch {
            close(descriptor)
            throw error
        }
    }

    deinit {
        // The lock belongs to the open file: a child that is being started right now has a copy of the descriptor until
        // it is another program, and a close alone would leave the lock with it.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Locks an open file, and looks whether it can be a flash.
    private static func claim(_ descriptor: Int32, _ path: String, _ geometry: FlashGeometry) throws(BenchError) {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK else {
                throw BenchError(
                    .file, "cannot lock the flash file \(path)", why: String(cString: strerror(errno)),
                    next: "name a folder on a local disk with --dir")
            }
            let holder = LockHolder.find(path)
            throw BenchError(
                .port, "the flash file \(path) is in use",
                why: holder.map { "process \($0.process) (\($0.name)) runs a terminal on it" }
                    ?? "another process runs a terminal on it; the system does not say which",
                next: "stop that terminal (`tillbench terminal stop`), or name another folder with --dir")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size == geometry.byteCount else {
            throw BenchError(
                .file, "\(path) is no flash file",
                why: "it has \(status.st_size) bytes, a flash has \(geometry.byteCount)",
                next: "nothing was changed in it; name another folder with --dir")
        }
    }

    /// A blank flash appears under its name only when it is whole: a disk that fills up leaves no half file behind. It
    /// never replaces another: of two terminals that make it at the same time, one makes it, and both go on to lock it.
    private static func makeBlank(_ path: String, _ geometry: FlashGeometry) throws(BenchError) {
        let fresh = path + ".\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        let made = open(fresh, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        func failed() -> BenchError {
            BenchError(
                .file, "cannot make the flash file \(path)", why: String(cString: strerror(errno)),
                next: "make room on the disk, or name another folder with --dir")
        }
        guard made >= 0 else { throw failed() }
        defer {
            close(made)
            unlink(fresh)
        }
        let blank = [UInt8](repeating: 0xFF, count: geometry.byteCount)
        var written = 0
        while written < blank.count {
            let count = blank[written...].withUnsafeBytes { Glibc.write(made, $0.baseAddress, $0.count) }
            guard count > 0 else { throw failed() }
            written += count
        }
        guard fsync(made) == 0, link(fresh, path) == 0 || errno == EEXIST else { throw failed() }
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
        guard wear?.add(sector) ?? true else { throw .device(errno) }
    }

    /// How often a sector was erased, if that is counted.
    public func eraseCount(sector: Int) throws(FlashError) -> UInt32? {
        try check(offset: sector * geometry.sectorSize, count: geometry.sectorSize, aligned: true)
        return wear?.count(sector)
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
