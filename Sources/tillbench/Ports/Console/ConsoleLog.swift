import Foundation
import VirtualTerminal

/// A log that a console appends to. Only its owner may read it: it may hold account numbers.
final class ConsoleLog {
    let path: String
    private let descriptor: Int32

    /// Opens or makes the file.
    ///
    /// - Throws: `BenchError`.
    init(_ path: String) throws(BenchError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw BenchError(
                .file, "the log \(path) cannot be opened", why: String(cString: strerror(errno)),
                next: "name a file in a folder that you may write to")
        }
    }

    deinit { close(descriptor) }

    /// Appends.
    ///
    /// - Returns: Why it cannot be written; nil when it was.
    func append(_ text: String) -> String? {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                return String(cString: strerror(errno))
            }
        }
        return nil
    }
}
