import Foundation

/// A program of others that was run to its end.
public struct FinishedProgram: Sendable {
    /// Its exit code.
    public let status: Int32
    /// What it printed.
    public let output: Data
    /// What it said on standard error.
    public let complaint: String

    /// What it printed, as text.
    public var text: String { String(decoding: output, as: UTF8.self) }

    /// Runs a program to its end. Input and output go through files, which cannot block each other as pipes do.
    ///
    /// - Throws: When the program cannot be started.
    public init(_ program: String, _ arguments: [String], input: Data = Data()) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tillbench-program-\(UUID())")
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
        status = process.terminationStatus
        output = try Data(contentsOf: files[1])
        complaint = String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
    }

    /// The Python that `scripts/python-peers` installs packages for.
    ///
    /// - Throws: `NoPython` when it installs none.
    public static func python() throws -> String {
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../scripts/python-peers").standardizedFileURL.path
        let found = try FinishedProgram(script, [])
        guard found.status == 0 else { throw NoPython(complaint: found.complaint) }
        return found.text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The Python for independent peers is not there.
    public struct NoPython: Error {
        /// What the script said.
        public let complaint: String
    }
}
