import Foundation
import TestSupport
import Testing

/// The real imgtool, which `scripts/python-peers` installs.
enum ImageTool {
    /// Runs imgtool with each of these arguments, in a folder.
    static func run(_ calls: [[String]], in folder: URL) throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let lines = try calls.map { try JSONEncoder().encode($0) }
        let program = tests.appending(path: "Peers/images.py").path
        let made = try FinishedProgram(
            try FinishedProgram.python(), [program, folder.path], input: Data(lines.joined(separator: [0x0A])))
        try #require(made.status == 0, "\(program): \(made.complaint)")
    }
}
