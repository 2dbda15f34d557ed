import Foundation
import SerialDriver
import Testing
import VirtualLine

/// The program, built by the same build.
private let program: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let folders = [own] + CommandLine.arguments.filter { $0.contains(".xctest") }
    let paths = folders.map { URL(filePath: $0).deletingLastPathComponent().appending(path: "tillbench").path }
    return paths.first { FileManager.default.isExecutableFile(atPath: $0) } ?? ""
}()

@Suite(
    "tillbench ports virtual, as it is typed",
    .enabled(if: !program.isEmpty, "the program tillbench is not built together with these tests"))
struct PortsVirtualTests {
    private let folder = "/tmp/ports-virtual-" + UUID().uuidString.prefix(8)

    private func start(_ arguments: String..., input: String = "") throws -> OtherProgram {
        try OtherProgram(program, ["ports", "virtual", "--dir", folder] + arguments, input: input)
    }

    private func tell(_ command: String, _ more: String...) throws -> (code: Int32, out: String, err: String) {
        let told = try OtherProgram(program, ["ports", "virtual", "--dir", folder, "--tell", command] + more)
        return (try told.code(), try told.output(), try told.complaint())
    }

    private func clean() { try? FileManager.default.removeItem(atPath: folder) }

    /// Runs the program as another user, or nil where that cannot be.
    private static let asNobody: [String]? = {
        let arguments = ["--reuid=65534", "--regid=65534", "--clear-groups", program]
        guard getuid() == 0, FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv"),
            let run = try? OtherProgram("/usr/bin/setpriv", arguments + ["--version"]), (try? run.code()) == 0
        else { return nil }
        return arguments
    }()

    @Test(
        "lines of another user may not be told anything, which is no word on whether they run",
        .enabled(if: asNobody != nil, "needs root and setpriv, to be another user"))
    func forbidden() throws {
        defer { clean() }
        let lines = try start()
        #expect(try eventually { try lines.output().split(separator: "\n").count == 2 })
        let told = try OtherProgram(
            "/usr/bin/setpriv",
            try #require(Self.asNobody) + ["ports", "virtual", "--dir", folder, "--tell", "status"])
        #expect(try told.code() == 3)
        #expect(
            try told.complaint() == """
                error: the virtual ports in \(folder) may not be told anything
                  why:  Permission denied
                  next: run this as the user who started them, or as root

                """)
        lines.signal(SIGINT)
        _ = try lines.code()
    }

    @Test(
        "a recording that cannot be read is refused in plain words",
        arguments: [("/tmp", "it is a folder"), ("/nowhere/x", "No such file or directory")])
    func unreadableReplay(path: String, why: String) throws {
        defer { clean() }
        let run = try start("--replay", path, "--as", "a")
        #expect(try run.code() == 2)
        #expect(try run.complaint().contains("  why:  \(why)\n"))
    }

    @Test("it shows the links, joins them, takes commands, and takes everything away at Ctrl-C")
    func whole() throws {
        defer { clean() }
        let lines = try start("--name", "till")
        #expect(try eventually { try lines.output().split(separator: "\n").count == 2 })
        let ends = try lines.output().split(separator: "\n").compactMap {
            $0.split(separator: " ").first.map(String.init)
        }
        #expect(ends == ["\(folder)/till-a", "\(folder)/till-b"])
        let ports = try ends.map { try SerialPort(opening: $0, settings: LineSettings(baud: 9600)) }
        try ports[0].writeAll([1, 2, 3], deadline: .now + patience)
        #expect(try ports[1].collect(3) == [1, 2, 3])

        #expect(try tell("unplug a").out == "done\n")
        #expect(!FileManager.default.fileExists(atPath: ends[0]))
        let again = try tell("unplug a")
        #expect(again.code == 2)
        #expect(again.err.hasPrefix("error: till-a cannot be unplugged\n  why:  "))
        #expect(try tell("plug a").code == 0)
        #expect(FileManager.default.fileExists(atPath: ends[0]))
        let status = try tell("status", "--json")
        let reply = try JSONDecoder().decode(LineReply.self, from: Data(status.out.utf8))
        #expect(reply.lines?.first?.a.sent.delivered == 3)
        #expect(reply.schema == 1)

        let other = try start()
        #expect(try other.code() == 3)
        #expect(try other.complaint().contains("run in \(folder) already"))

        lines.signal(SIGINT)
        #expect(try lines.code() == 130)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        #expect(try tell("status").code == 3)
    }

    @Test("commands come from standard input, whose end is not the end of the lines")
    func standardInput() throws {
        defer { clean() }
        let lines = try start("--pairs", "2", input: "unplug line2-b\nunplug b\n\nhelp")
        #expect(try eventually { try lines.output().contains("this") })
        #expect(try lines.complaint().contains("error: which line?"))
        #expect(!FileManager.default.fileExists(atPath: folder + "/line2-b"))
        #expect(FileManager.default.fileExists(atPath: folder + "/line1-b"))
        lines.signal(SIGTERM)
        #expect(try lines.code() == 0)
    }

    @Test("with --json every line is a value with the number of its schema")
    func json() throws {
        defer { clean() }
        let lines = try start("--json", input: "unplug a\nstatus\nnonsense\n")
        #expect(try eventually { try lines.output().split(separator: "\n").count == 5 })
        let values = try lines.output().split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(values.allSatisfy { $0["schema"] as? Int == 1 })
        #expect(values.compactMap { $0["event"] as? String } == ["ready", "unplugged"])
        lines.signal(SIGINT)
        #expect(try lines.code() == 130)
    }

    @Test(
        "wrong options end it with 2, and say what to do",
        arguments: [
            ["--baud", "fast"], ["--baud", "0"], ["--unpaced", "--baud", "9600"], ["--latency=-1"], ["--lose", "2"],
            ["--bit-errors", "x"], ["--name", "../etc"], ["--name", ""], ["--name", "a"],
            ["--name", "x", "--name", "x"],
            ["--name", "x", "--name", "x-a"], ["--pairs", "0"], ["--pairs", "2", "--name", "x"], ["--timed"],
            ["--replay", "/dev/null"], ["--replay", "/nowhere", "--as", "a"], ["--replay", "/dev/null", "--as", "a"],
            ["--record", "/nowhere/x"], ["--pairs", "2", "--record", "/tmp/x"], ["--nonsense"],
        ])
    func wrongOptions(arguments: [String]) throws {
        defer { clean() }
        let lines = try OtherProgram(program, ["ports", "virtual", "--dir", folder] + arguments)
        #expect(try lines.code() == 2)
        #expect(try lines.output().isEmpty)
        #expect(try lines.complaint().lowercased().hasPrefix("error: "))
        #expect(((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).isEmpty)
    }

    @Test("what was recorded is played against whoever is at the other end")
    func recordAndReplay() throws {
        defer { clean() }
        let file = folder + ".recording"
        defer { unlink(file) }
        let first = try start("--record", file)
        #expect(try eventually { FileManager.default.fileExists(atPath: folder + "/line-b") })
        do {
            let (a, b) = try (
                SerialPort(opening: folder + "/line-a", settings: LineSettings(baud: 9600)),
                SerialPort(opening: folder + "/line-b", settings: LineSettings(baud: 9600))
            )
            try a.writeAll([5], deadline: .now + patience)
            #expect(try b.collect(1) == [5])
            try b.writeAll([6, 7], deadline: .now + patience)
            #expect(try a.collect(2) == [6, 7])
        }
        first.signal(SIGINT)
        #expect(try first.code() == 130)

        let second = try start("--replay", file, "--as", "b")
        #expect(try eventually { FileManager.default.fileExists(atPath: folder + "/line-a") })
        let a = try SerialPort(opening: folder + "/line-a", settings: LineSettings(baud: 19_200))
        try a.writeAll([5], deadline: .now + patience)
        #expect(try a.collect(2) == [6, 7])
        #expect(try eventually { try second.complaint().contains("1 of 1 bytes came from the other end") })
        second.signal(SIGINT)
        #expect(try second.code() == 130)
    }
}
