import Foundation

/// The program, built by the same build into the same folder.
enum Program {
    static var path: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("tillbench").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        // Where the toolchain runs the tests, the test bundle is one of the arguments.
        for argument in CommandLine.arguments where argument.contains(".xctest") {
            return URL(fileURLWithPath: argument).deletingLastPathComponent().appendingPathComponent("tillbench").path
        }
        return beside
    }

    /// Runs the program to its end in a folder of its own.
    static func run(
        _ arguments: String..., input: Data = Data(), files: [String: String] = [:]
    ) throws -> (code: Int32, out: Data, text: String, err: String) {
        try run(arguments, input: input, files: files)
    }

    /// The same with a list of arguments.
    static func run(
        _ arguments: [String], input: Data = Data(), files: [String: String] = [:]
    ) throws -> (code: Int32, out: Data, text: String, err: String) {
        let folder = URL(
            fileURLWithPath: NSTemporaryDirectory() + "tm-\(getpid())-\(UInt32.random(in: 0...UInt32.max))",
            isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
        // Files, not pipes: a pipe that nobody empties would stop the program.
        let names = [".in", ".out", ".err"].map { folder.appendingPathComponent($0) }
        try input.write(to: names[0])
        for file in names.dropFirst() { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["msg"] + arguments
        process.currentDirectoryURL = folder
        process.standardInput = try FileHandle(forReadingFrom: names[0])
        process.standardOutput = try FileHandle(forWritingTo: names[1])
        process.standardError = try FileHandle(forWritingTo: names[2])
        try process.run()
        process.waitUntilExit()
        let out = try Data(contentsOf: names[1])
        return (
            process.terminationStatus, out, String(decoding: out, as: UTF8.self),
            try String(contentsOf: names[2], encoding: .utf8)
        )
    }
}
