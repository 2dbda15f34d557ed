import AcquirerHost
import Foundation
import Scenario
import SerialDriver
import Testing

@Suite("Wrong input on the command line")
struct CommandTests {
    /// Runs the program to its end.
    private func run(_ arguments: String..., environment: [String: String] = [:]) throws -> (
        code: Int32, out: String, err: String
    ) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Shipped.program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let folder = Shipped.scratch()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files, not pipes: a pipe that nobody empties would stop the program.
        let out = folder.appendingPathComponent("out")
        let err = folder.appendingPathComponent("err")
        for file in [out, err] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        process.standardInput = FileHandle.nullDevice
        process.currentDirectoryURL = folder
        try process.run()
        process.waitUntilExit()
        return (
            process.terminationStatus, try String(contentsOf: out, encoding: .utf8),
            try String(contentsOf: err, encoding: .utf8)
        )
    }

    @Test("help and version are results, on standard output, with code 0")
    func help() throws {
        for arguments in [["--help"], ["help", "scenario"], ["--version"], ["terminal", "press", "--help"]] {
            let process = try #require(
                arguments.count == 1
                    ? run(arguments[0])
                    : arguments.count == 2
                        ? run(arguments[0], arguments[1]) : run(arguments[0], arguments[1], arguments[2]))
            #expect(process.code == 0 && !process.out.isEmpty && process.err.isEmpty, "\(arguments)")
        }
    }

    @Test("wrong usage is code 2, on standard error")
    func usage() throws {
        for result in [
            try run("frobnicate"), try run("terminal", "press"), try run("scenario", "run"),
            try run("bridge", "--baud", "fast"),
            try run("bridge", "--host", "nowhere"), try run("terminal", "start", "--at", "noon"),
            try run("scenario", "run", "--report", "pdf=x", "y.yaml"),
            try run("scenario", "kill", "--jobs", "0", "y.yaml"),
            try run("terminal", "press", "BOGUS"), try run("terminal", "press", "FUNC", "10"),
            try run("terminal", "press", "OK"), try run("terminal", "printer", "out"),
            try run("scenario", "kill", "--kills", "5", "--moments", "5", "y.yaml"),
            try run("scenario", "kill", "--kills", "5", "--strike", "host", "y.yaml"),
        ] {
            #expect(result.code == 2 && result.out.isEmpty && !result.err.isEmpty, "\(result)")
        }
    }

    @Test("a scenario file that is missing or broken is code 2, with file and line")
    func scenarios() throws {
        let missing = try run("scenario", "run", "no-such.yaml")
        #expect(missing.code == 2 && missing.err.contains("no-such.yaml") && missing.err.contains("next:"))
        let folder = Shipped.scratch()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("b.yaml").path
        try "scenario: x\nstart: \"2026-11-23T09:00\"\nsteps:\n  - dance\n".write(
            toFile: file, atomically: true, encoding: .utf8)
        let broken = try run("scenario", "run", file)
        #expect(broken.code == 2 && broken.err.contains("b.yaml:4: ") && broken.out.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["b.yaml"])
    }

    @Test("a port that is missing, or no port, is code 3; so is a folder in which no terminal runs")
    func ports() throws {
        for result in [
            try run("bridge", "--wait", "/dev/null"), try run("bridge", "--wait", "/dev/null", "--baud", "12345"),
            try run("bridge", "--wait", "/dev/null", "/dev/zero"),
            try run("terminal", "show", "--dir", "/no/such/folder"),
        ] {
            #expect(result.code == 3 && result.err.contains("next:"), "\(result)")
        }
    }

    @Test("a host that is not there is code 4")
    func noHost() throws {
        let result = try run("bridge", "/dev/no-such-port", "--host", "127.0.0.1:1")
        #expect(
            result.code == 4 && result.err.contains("Connection refused") && result.err.contains("next:"), "\(result)")
    }

    @Test(
        "a port that this user may not open is code 3, with what to do",
        .enabled(if: geteuid() == 0, "needs root, to have rights to drop"))
    func notPermitted() throws {
        let terminal = try PseudoTerminal()
        try #require(chmod(terminal.devicePath, 0o600) == 0)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
        process.arguments = [
            "--reuid=65534", "--regid=65534", "--clear-groups", Shipped.program, "bridge", "--wait",
            terminal.devicePath,
        ]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(
            process.terminationStatus == 3 && said.contains("may not be opened") && said.contains("run as"), "\(said)")
    }

    @Test(
        "a flash file from something else is code 2, and stays as it is, with nothing beside it",
        arguments: [17, 1_048_576])
    func foreignFlash(_ size: Int) throws {
        let folder = Shipped.scratch()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let flash = folder.appendingPathComponent("flash.bin")
        let content = Data((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) })
        try content.write(to: flash)
        for result in [
            try run("terminal", "start", "--dir", folder.path), try run("terminal", "journal", "--dir", folder.path),
        ] {
            #expect(result.code == 2 && result.err.contains("next:"), "\(result)")
        }
        #expect(try Data(contentsOf: flash) == content)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["flash.bin"])
    }

    @Test("a day with killed processes as JSON and as JUnit XML; an empty ledger says that it is empty")
    func killReport() throws {
        let folder = Shipped.scratch()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let scenario = Shipped.folder.appendingPathComponent("plain-day.yaml").path
        let junit = folder.appendingPathComponent("kill.xml").path
        let result = try run(
            "scenario", "kill", scenario, "--again", "terminal@2+0.100", "--json", "--junit", junit)
        try #require(result.code == 0, "\(result)")
        let report = try JSONDecoder().decode(KillReport.self, from: Data(result.out.utf8))
        #expect(report.schema == 1 && report.days.count == 1 && report.seed == nil && report.failed == 0)
        #expect(report.killed.terminal == 1 && report.killed.host == 0, "\(report)")
        #expect(try String(contentsOfFile: junit, encoding: .utf8) == report.junit)

        let ledger = folder.appendingPathComponent("empty.sqlite").path
        _ = try SQLiteLedger(path: ledger)
        let empty = try run("host", "ledger", "--ledger", ledger)
        #expect(empty.code == 0 && empty.out == "the ledger holds no batches\n", "\(empty)")
    }

    @Test("a ledger that is none is code 2")
    func ledger() throws {
        #expect(try run("host", "ledger", "--ledger", "no-such.sqlite").code == 2)
        #expect(try run("host", "ledger", "--ledger", "/etc/hostname").code == 2)
        #expect(try run("host", "start", "--port", "0", "--ledger", "/etc/hostname").code == 2)
    }

    @Test("the ports of the machine are JSON when that is asked for")
    func portsJSON() throws {
        let result = try run("ports", "list", "--json")
        #expect(result.code == 0)
        let object = try JSONSerialization.jsonObject(with: Data(result.out.utf8)) as? [String: Any]
        #expect(object?["schema"] as? Int == 2 && object?["ports"] is [Any])
    }
}
