import BenchSupport
import AcquirerHost
import Foundation

/// The host file that a command names.
enum HostFile {
    /// What is in it, or the test set-up when none is named.
    ///
    /// - Throws: `HostFileError`.
    static func read(_ path: String?) throws -> HostConfiguration {
        guard let path else { return .test }
        let text: String
        do { text = try String(contentsOfFile: path, encoding: .utf8) } catch {
            throw HostFileError(origin: path, line: nil, what: "cannot be read: \(FileReason.of(error, at: path))")
        }
        return try HostConfiguration.parse(text, origin: path)
    }
}
