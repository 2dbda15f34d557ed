import Foundation
import Testing

/// Programs of `Peers`, run with the Python that `scripts/python-peers` installs packages for.
enum PeerProgram {
    /// What the program prints, line by line.
    static func lines(_ program: String, _ arguments: [String], input: [String]) throws -> [Substring] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let script = tests.appending(path: "../../scripts/python-peers").standardizedFileURL.path
        let python = String(decoding: try run(script, [], input: ""), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let path = tests.appending(path: "Peers/\(program)").path
        let text = input.map { $0 + "\n" }.joined()
        return String(decoding: try run(python, [path] + arguments, input: text), as: UTF8.self).split(separator: "\n")
    }

    /// Runs a program to its end. Input and output go through files, which cannot block each other as pipes do.
    private static func run(_ program: String, _ arguments: [String], input: String) throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tillbench-peer-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["in", "out", "err"].map { folder.appending(path: $0) }
        try Data(input.utf8).write(to: files[0])
        for file in files[1...] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        let complaint = String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
        try #require(process.terminationStatus == 0, "\(program): \(complaint)")
        return try Data(contentsOf: files[1])
    }
}
