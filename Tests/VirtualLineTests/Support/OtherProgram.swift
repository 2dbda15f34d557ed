import Foundation

/// Programs of others that open a port.
final class OtherProgram {
    private let process = Process()
    private let folder: URL

    /// Where a program is, or nil when this machine does not have it.
    static func path(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    static var repository: URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL
    }

    /// The Python that `scripts/python-peers` installs packages for.
    static func python() throws -> String { try line(of: "scripts/python-peers") }

    /// What a script of this repository prints.
    static func line(of script: String) throws -> String {
        let program = try OtherProgram(repository.appending(path: script).path, [])
        guard try program.code() == 0 else { throw Missing() }
        return try program.output().trimmingCharacters(in: .whitespacesAndNewlines)
    }

    static func peer(_ name: String) -> String {
        repository.appending(path: "Tests/VirtualLineTests/Peers/\(name)").path
    }

    /// Starts a program. Input and output are files, which cannot block each other as pipes do.
    init(_ path: String, _ arguments: [String], input: String = "") throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "other-program-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(input.utf8).write(to: folder.appending(path: "in"))
        for name in ["out", "err"] { try Data().write(to: folder.appending(path: name)) }
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: folder.appending(path: "in"))
        process.standardOutput = try FileHandle(forWritingTo: folder.appending(path: "out"))
        process.standardError = try FileHandle(forWritingTo: folder.appending(path: "err"))
        try process.run()
    }

    deinit {
        if process.isRunning { process.terminate() }
        try? FileManager.default.removeItem(at: folder)
    }

    /// Waits for its end.
    func code() throws -> Int32 {
        guard try eventually({ !process.isRunning }) else { throw Missing() }
        return process.terminationStatus
    }

    func output() throws -> String {
        String(decoding: try Data(contentsOf: folder.appending(path: "out")), as: UTF8.self)
    }

    func complaint() throws -> String {
        String(decoding: try Data(contentsOf: folder.appending(path: "err")), as: UTF8.self)
    }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }
}
