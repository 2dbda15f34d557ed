import Foundation
import TestSupport
import Testing

/// Programs of `Peers`, run with the Python that `scripts/python-peers` installs packages for.
enum PeerProgram {
    /// What the program prints, line by line.
    static func lines(_ program: String, _ arguments: [String], input: Data) throws -> [Substring] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let path = tests.appending(path: "Peers/\(program)").path
        let peer = try FinishedProgram(try FinishedProgram.python(), [path] + arguments, input: input)
        try #require(peer.status == 0, "\(program): \(peer.complaint)")
        return peer.text.split(separator: "\n")
    }
}
