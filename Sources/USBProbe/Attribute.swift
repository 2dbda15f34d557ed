import Foundation
import Glibc

/// A setting of the kernel that is a file.
struct Attribute: Sendable {
    let path: String

    /// What it is, without the end of the line.
    func read() throws -> String {
        try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Sets it, with one write.
    func write(_ text: String) throws {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        defer { close(descriptor) }
        guard descriptor >= 0, Glibc.write(descriptor, text, text.utf8.count) > 0 else {
            throw Checks.Wrong("\(path): \(String(cString: strerror(errno)))")
        }
    }
}
