import Foundation
import VirtualTerminal

/// Writes a report into a file that the user named.
enum ReportFile {
    /// Replaces what is in the file; whatever the name leads to stays what it is: a device, a pipe, a symbolic link.
    ///
    /// - Throws: `BenchError` when it cannot be written.
    static func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || (count < 0 && errno == EINTR) else { throw failure(path) }
            rest = rest.dropFirst(max(0, count))
        }
    }

    private static func failure(_ path: String) -> BenchError {
        BenchError(
            .file, "cannot write the report \(path)", why: String(cString: strerror(errno)), next: "name another file")
    }
}
