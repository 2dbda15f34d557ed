import Foundation
import SerialDriver
import Testing

@Suite(
    "The command ports test", .enabled(if: Program.path != nil, "the program is not built beside the tests"))
struct CommandTests {
    private struct Report: Decodable {
        struct Result: Decodable {
            var name: String
            var outcome: String
            var expected: String?
            var offset: Int?
        }
        var schema: Int
        var passed: Int
        var failed: Int
        var results: [Result]
    }

    @Test("nothing failed is 0; the table, the counts and JUnit name what is not supported")
    func good() async throws {
        let pump = try Pump()
        defer { pump.stop() }
        let folder = try Program.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("junit.xml")
        let ended = try await Program.run(
            pump.a, pump.b, "--only", "bytes", "--only", "form", "--junit", file.path, in: folder)
        #expect(ended.code == 0, "\(ended.err)")
        #expect(ended.out.contains("bytes   passed"))
        #expect(
            ended.out.contains("form-7  not supported\n    a pseudo-terminal always has 8 data bits and no parity\n"))
        #expect(ended.out.hasSuffix("5 checks: 2 passed, 0 failed, 3 not supported, 0 skipped\n"))
        #expect(!ended.out.contains("\u{1B}") && ended.err.isEmpty)
        let xml = try String(contentsOf: file, encoding: .utf8)
        #expect(xml.contains("<testsuites tests=\"5\" failures=\"0\">"))
        #expect(xml.contains("skipped=\"3\""))
        #expect(
            xml.contains("<skipped message=\"not supported: a pseudo-terminal always has 8 data bits and no parity\"/>")
        )
    }

    @Test("one port from which nothing comes back is 4, and the plug is named")
    func noPlug() async throws {
        let terminal = try PseudoTerminal()
        let folder = try Program.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let ended = try await Program.run(terminal.devicePath, in: folder)
        #expect(ended.code == 4, "\(ended.err)")
        #expect(ended.err.contains("nothing comes back") && ended.err.contains("loopback plug"))
    }

    @Test("checks of which none could be carried out are 1, a limit that is none is 2")
    func nothingChecked() async throws {
        let pump = try Pump()
        defer { pump.stop() }
        let folder = try Program.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let ended = try await Program.run(pump.a, pump.b, "--only", "speed", "--max-baud", "49", in: folder)
        #expect(ended.code == 1 && ended.err.contains("nothing was checked"))
        #expect(try await Program.run(pump.a, pump.b, "--max-baud", "0", in: folder).code == 2)
    }

    @Test("a report goes through a symbolic link, which stays one; a device that is full is 2 and stays what it is")
    func reportFiles() async throws {
        let pump = try Pump()
        defer { pump.stop() }
        let folder = try Program.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let link = folder.appendingPathComponent("link.xml").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "target.xml")
        let ended = try await Program.run(pump.a, pump.b, "--only", "bytes", "--junit", link, in: folder)
        #expect(ended.code == 0, "\(ended.err)")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "target.xml")
        let xml = try String(contentsOf: folder.appendingPathComponent("target.xml"), encoding: .utf8)
        #expect(xml.contains("<testsuites"))
        let full = try await Program.run(pump.a, pump.b, "--only", "bytes", "--junit", "/dev/full", in: folder)
        #expect(full.code == 2, "\(full.err)")
        var status = stat()
        #expect(stat("/dev/full", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    }

    @Test("a failure is 1, and JSON tells what was expected and where")
    func bad() async throws {
        let pump = try Pump()
        defer { pump.stop() }
        let folder = try Program.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        pump.setFault(aToB: OneFault(.flipped(1), at: 100))
        let ended = try await Program.run(pump.a, pump.b, "--only", "bytes", "--json", in: folder)
        #expect(ended.code == 1, "\(ended.err)")
        let report = try JSONDecoder().decode(Report.self, from: Data(ended.out.utf8))
        #expect(report.schema == 1 && report.failed == 1 && report.passed == 0)
        #expect(report.results.first?.outcome == "failed" && report.results.first?.offset == 100)
        #expect(report.results.first?.expected?.hasPrefix("64 65 66") == true)
    }

    @Test("Ctrl-C ends it at once with 130, and the ports have their former settings")
    func interrupted() async throws {
        let pump = try Pump()
        defer { pump.stop() }
        pump.setFault(aToB: CutWire())
        let folder = try Program.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let before = try Settings.shown(pump.a) + Settings.shown(pump.b)
        let process = try Program.start([pump.a, pump.b, "--settings", "4800"], in: folder)
        // It is at work when the settings are others.
        let limit = ContinuousClock.now + .seconds(120)
        while try Settings.shown(pump.a) + Settings.shown(pump.b) == before, ContinuousClock.now < limit {
            try await Task.sleep(for: .milliseconds(1))
        }
        #expect(try Settings.shown(pump.a) + Settings.shown(pump.b) != before)
        process.interrupt()
        let begun = ContinuousClock.now
        let ended = try await Program.end(process, in: folder)
        #expect(ended.code == 130, "\(ended.err)")
        #expect(ContinuousClock.now - begun < .seconds(120))
        #expect(try Settings.shown(pump.a) + Settings.shown(pump.b) == before)
    }

    @Test("a port that is not there is 3; wrong usage is 2 and says what would be right")
    func misuse() async throws {
        let pump = try Pump()
        defer { pump.stop() }
        let folder = try Program.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try await Program.run(pump.a, "/dev/no-such-port", in: folder).code == 3)
        #expect(try await Program.run(in: folder).code == 2)
        let unknown = try await Program.run(pump.a, "--only", "nothing", in: folder)
        #expect(unknown.code == 2 && unknown.err.contains("ports test --list"))
        let flow = try await Program.run(pump.a, "--settings", "9600,xonxoff", in: folder)
        #expect(flow.code == 2 && flow.err.contains("XON"))
    }

    @Test("the list names every check with its rule, without a port")
    func list() async throws {
        let folder = try Program.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let ended = try await Program.run("--list", "--only", "speed", in: folder)
        #expect(ended.code == 0)
        let lines = ended.out.split(separator: "\n")
        #expect(lines.count == 13 && lines.allSatisfy { $0.hasPrefix("speed-") })
    }
}
