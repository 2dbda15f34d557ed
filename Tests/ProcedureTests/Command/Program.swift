import Foundation

/// `tillbench sop`, run in a folder of its own.
struct Program {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sop-\(UUID().uuidString)")

    struct Ended {
        let code: Int32
        let out: String
        let err: String
    }

    func run(_ arguments: String...) throws -> Ended {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = Program.path
        process.arguments = ["sop"] + arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        // Into files, since a pipe that nobody empties would stop it.
        let files = ["out", "err"].map { folder.appendingPathComponent($0) }
        for file in files { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        process.waitUntilExit()
        let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
        return Ended(code: process.terminationStatus, out: texts[0], err: texts[1])
    }

    func file(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// The program, built by the same build into the same folder.
    private static var path: URL {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        // Where the toolchain runs the tests, the test bundle is one of the arguments.
        return ([own] + CommandLine.arguments.filter { $0.contains(".xctest") })
            .map { URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("tillbench") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? URL(fileURLWithPath: "/nonexistent")
    }
}
