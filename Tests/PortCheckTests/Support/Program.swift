import Foundation

/// The program, built by the same build into the same folder.
enum Program {
    static let path: String? = {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        // Where the toolchain runs the tests, the test bundle is one of the arguments.
        return ([own] + CommandLine.arguments.filter { $0.contains(".xctest") })
            .map { URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("tillbench").path }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    struct Ended {
        var code: Int32
        var out: String
        var err: String
    }

    /// Starts `tillbench ports test`; output goes into files of `folder`, since a pipe that nobody empties would stop it.
    static func start(_ arguments: [String], in folder: URL) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path ?? "/nonexistent")
        process.arguments = ["ports", "test"] + arguments
        process.standardInput = FileHandle.nullDevice
        for (name, isError) in [("out", false), ("err", true)] {
            let file = folder.appendingPathComponent(name)
            try Data().write(to: file)
            let handle = try FileHandle(forWritingTo: file)
            if isError { process.standardError = handle } else { process.standardOutput = handle }
        }
        try process.run()
        return process
    }

    /// Waits for its end on a thread of its own.
    static func end(_ process: Process, in folder: URL) async throws -> Ended {
        let code = await withCheckedContinuation { (continuation: CheckedContinuation<Int32, Never>) in
            Thread.detachNewThread {
                process.waitUntilExit()
                continuation.resume(returning: process.terminationStatus)
            }
        }
        func text(_ name: String) throws -> String {
            try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        }
        return Ended(code: code, out: try text("out"), err: try text("err"))
    }

    /// Runs it to its end.
    static func run(_ arguments: String..., in folder: URL) async throws -> Ended {
        try await end(start(arguments, in: folder), in: folder)
    }

    static func makeFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tillbench-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
