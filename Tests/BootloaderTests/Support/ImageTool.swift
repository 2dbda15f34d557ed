import Foundation
import Testing

/// The real imgtool, which `scripts/python-peers` installs.
enum ImageTool {
    /// Runs imgtool with each of these arguments, in a folder.
    static func run(_ calls: [[String]], in folder: URL) throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let script = tests.appending(path: "../../scripts/python-peers").standardizedFileURL.path
        let python = String(decoding: try output(script, [], input: Data()), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let lines = try calls.map { try JSONEncoder().encode($0) }
        let program = tests.appending(path: "Peers/images.py").path
        _ = try output(python, [program, folder.path], input: Data(lines.joined(separator: [0x0A])))
    }

    /// Runs a program to its end. Input and output go through files, which cannot block each other as pipes do.
    private static func output(_ program: String, _ arguments: [String], input: Data) throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tillbench-imgtool-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["in", "out", "err"].map { folder.appending(path: $0) }
        try input.write(to: files[0])
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
