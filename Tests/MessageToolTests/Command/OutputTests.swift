import Foundation
import Testing

@Suite("Where results of tillbench msg go, and what cannot be read")
struct OutputTests {
    /// Runs the program with standard output on a device; what it says on standard error goes to a file.
    private func run(_ arguments: [String], onto device: String) throws -> (status: Int32, isExit: Bool, err: String) {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("tillbench-\(UUID().uuidString)")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = ["msg"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: device))
        process.standardError = try FileHandle(forWritingTo: file)
        try process.run()
        process.waitUntilExit()
        return (
            process.terminationStatus, process.terminationReason == .exit, try String(contentsOf: file, encoding: .utf8)
        )
    }

    private static let echo =
        "30383030383232303030303030303030303030303034303030303030303030303030303031313234303933303030303030303031333031"

    @Test(
        "a full disk is an error with words and code 2, whatever is written",
        arguments: [
            ["view", echo], ["view", "--json", echo], ["guess", echo], ["guess", "--json", echo], ["redact", echo],
            ["redact", "--as", "hex", echo], ["check", echo], ["check", "--json", echo], ["diff", echo, echo],
            ["diff", "--json", echo, echo], ["convert", "--to", "iso93", echo],
            ["convert", "--to", "iso93", "--json", echo], ["build", "--mti", "0820", "--format", "raw"],
            ["build", "--mti", "0820", "--format", "base64"], ["build", "--mti", "0820", "--json"],
        ])
    func full(_ arguments: [String]) throws {
        let result = try run(arguments, onto: "/dev/full")
        #expect(result.isExit && result.status == 2, "\(result)")
        #expect(result.err.contains("error: standard output cannot be written\n  why:  "), "\(result)")
    }

    @Test("a folder is said to be one")
    func folder() throws {
        for arguments in [["view", "/tmp"], ["check", "/tmp"], ["build", "/tmp"]] {
            let result = try run(arguments, onto: "/dev/null")
            #expect(result.isExit && result.status == 2 && result.err.contains("it is a folder"), "\(result)")
        }
    }
}
