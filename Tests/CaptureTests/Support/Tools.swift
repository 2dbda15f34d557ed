import Foundation

/// What cannot be tested on this machine, and what to install.
struct ToolError: Error, CustomStringConvertible {
    let description: String
}

/// Programs of Wireshark, the independent readers and writers of captures.
enum Tools {
    /// Runs a tool to its end and returns what it printed.
    @discardableResult
    static func run(_ tool: String, _ arguments: [String], in folder: Scratch) throws -> String {
        let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        guard let path = paths.map({ "\($0)/\(tool)" }).first(where: FileManager.default.isExecutableFile) else {
            throw ToolError(
                description: "there is no \(tool): install the Debian package tshark (apt-get install tshark)")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        process.environment = ProcessInfo.processInfo.environment.merging(["TZ": "UTC", "LC_ALL": "C"]) { $1 }
        // Files, not pipes: a pipe that nobody empties would stop the tool.
        let out = folder.url.appendingPathComponent("\(tool).out")
        let err = folder.url.appendingPathComponent("\(tool).err")
        for file in [out, err] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let said = try String(contentsOf: err, encoding: .utf8)
            throw ToolError(description: "\(tool) \(arguments.joined(separator: " ")): \(said)")
        }
        return try String(contentsOf: out, encoding: .utf8)
    }

    /// Fields of every packet as tshark sees them, separated by `|`.
    static func fields(_ names: [String], of file: String, _ more: [String] = [], in folder: Scratch) throws -> [String]
    {
        let arguments = ["-n", "-r", file, "-T", "fields", "-E", "separator=|", "-E", "occurrence=a"] + more
        return try run("tshark", arguments + names.flatMap { ["-e", $0] }, in: folder)
            .split(separator: "\n", omittingEmptySubsequences: true).map { String($0) }
    }
}

/// A folder that goes away with the test.
final class Scratch {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent(
            "capture-\(getpid())-\(UInt32.random(in: 0...UInt32.max))", isDirectory: true)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func write(_ bytes: [UInt8], _ name: String) throws { try Data(bytes).write(to: url.appendingPathComponent(name)) }

    func read(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url.appendingPathComponent(name))) }
}
