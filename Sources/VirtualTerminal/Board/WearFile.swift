import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// How often each sector of a `FileFlash` was erased, in a file beside it: a number of 32 bits for each, least significant byte
/// first.
///
/// A property of the virtual part: real NOR flash keeps no such count, and its firmware has to estimate.
final class WearFile {
    private let descriptor: Int32
    private var counts: [UInt32]

    /// Opens the counts of a flash, or begins them.
    ///
    /// - Throws: `BenchError.file` when the file has another size or cannot be opened. It is not changed then.
    init(path: String, sectorCount: Int) throws(BenchError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw BenchError(
                .file, "cannot open the wear file \(path)", why: String(cString: strerror(errno)),
                next: "check its permissions, or name another folder with --dir")
        }
        var bytes = [UInt8](repeating: 0, count: sectorCount * 4 + 1)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count == 0 || count == sectorCount * 4 else {
            close(descriptor)
            throw BenchError(
                .file, "\(path) is no wear file of this flash",
                why: "it has \(count) bytes, \(sectorCount) sectors have \(sectorCount * 4)",
                next: "nothing was changed in it; name another folder with --dir")
        }
        counts = (0..<sectorCount).map { sector in
            (0..<4).reduce(0) { $0 | UInt32(bytes[sector * 4 + $1]) << UInt32(8 * $1) }
        }
    }

    deinit { close(descriptor) }

    /// Erasures of a sector.
    func count(_ sector: Int) -> UInt32 { counts[sector] }

    /// Counts one. It is in the file when this returns, whatever becomes of the process.
    ///
    /// - Returns: False when the system refuses; `errno` says why.
    func add(_ sector: Int) -> Bool {
        counts[sector] &+= 1
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: counts[sector] >> UInt32(8 * $0)) }
        // A file that is shorter than its last sector is filled with zeros.
        if counts.count * 4 > lseek(descriptor, 0, SEEK_END), ftruncate(descriptor, off_t(counts.count * 4)) != 0 {
            return false
        }
        return pwrite(descriptor, bytes, 4, off_t(sector * 4)) == 4
    }
}
