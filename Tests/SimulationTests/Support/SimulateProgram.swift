import Foundation

/// `tillbench simulate` as a process, in a folder of its own.
struct SimulateProgram {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("simulate-\(UUID().uuidString)")

    /// Runs the program; what it said comes back.
    ///
    /// - Parameter noun: `simulate`, or another one.
    func run(_ arguments: [String], noun: String = "simulate") throws -> (code: Int32, out: String, err: String) {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = SimulateProgram.program
        process.arguments = [noun] + arguments
        process.currentDirectoryURL = folder
        let out = folder.appendingPathComponent("out")
        let err = folder.appendingPathComponent("err")
        for file in [out, err] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return (
            process.terminationStatus, try String(contentsOf: out, encoding: .utf8),
            try String(contentsOf: err, encoding: .utf8)
        )
    }

    /// `tillbench`, built by the same build into the same folder.
    static var program: URL {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        // Where the toolchain runs the tests, the test bundle is one of the arguments.
        for path in [own] + CommandLine.arguments.filter({ $0.contains(".xctest") }) {
            let beside = URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent("tillbench")
            if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
        }
        return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("tillbench")
    }
}
