import Foundation
import Testing
import TestSupport

/// The script that installs the rules, on a system below a folder of its own.
@Suite("scripts/install-udev", .enabled(if: Place.program("bash") != nil, "needs bash"))
struct InstallUdevTests {
    private let script = Place.repository + "/scripts/install-udev"
    private let rules = Place.repository + "/hardware/udev/60-tillbench.rules"

    @Test("it installs, checks and removes the rules, and says each time what it did")
    func life() throws {
        let root = try Place.folder()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let target = root + "/etc/udev/rules.d/60-tillbench.rules"
        #expect(try BenchProgram.run(script, ["check", "--root", root]).code == 1)
        let installed = try BenchProgram.run(script, ["install", "--root", root])
        #expect(installed.code == 0, "\(installed.err)")
        #expect(installed.out == "installed \(target)\n")
        #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == Data(contentsOf: URL(fileURLWithPath: rules)))
        let checked = try BenchProgram.run(script, ["check", "--root", root])
        #expect(checked.code == 0)
        // A check that could not let udev read the rules does not say that udev takes them.
        #expect(checked.out.contains(checked.err.contains("were not tried") ? "not tried" : "udev takes it"))
        try "# of somebody else\n".write(toFile: target, atomically: true, encoding: .utf8)
        let other = try BenchProgram.run(script, ["check", "--root", root])
        #expect(other.code == 1)
        #expect(other.err.hasPrefix("error: the installed rules are others\n  why:  "))
        #expect(try BenchProgram.run(script, ["remove", "--root", root]).code == 0)
        #expect(!FileManager.default.fileExists(atPath: target))
        #expect(try BenchProgram.run(script, ["remove", "--root", root]).out.hasPrefix("nothing to remove"))
    }

    @Test(
        "rules that udev cannot read are refused, with the line",
        .enabled(if: Place.program("udevadm") != nil && getuid() == 0, "needs udevadm (Debian package udev) and root"))
    func badRules() throws {
        let root = try Place.folder()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let folder = root + "/etc/udev/rules.d"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try "SUBSYSTEM==\"tty\"\nFOO==\"x\", GOTO=\"nowhere\"\n"
            .write(toFile: folder + "/60-tillbench.rules", atomically: true, encoding: .utf8)
        let result = try BenchProgram.run(script, ["check", "--root", root])
        #expect(result.code == 2)
        #expect(result.err.contains("60-tillbench.rules:2"), "\(result.err)")
        #expect(!FileManager.default.fileExists(atPath: "/run/udev/rules.d/60-tillbench.rules"))
    }

    @Test("help is printed, and is no mistake", arguments: [["--help"], ["-h"], ["install", "--help"]])
    func help(arguments: [String]) throws {
        let result = try BenchProgram.run(script, arguments)
        #expect(result.code == 0)
        for verb in ["install", "check", "remove"] { #expect(result.out.contains("scripts/install-udev \(verb)")) }
        #expect(!result.out.contains("#"))
        #expect(result.err.isEmpty)
    }

    @Test(
        "a check without udev at hand says that the rules were not tried",
        .enabled(if: Place.program("dirname") != nil, "needs coreutils"))
    func notTried() throws {
        let root = try Place.folder()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let target = root + "/etc/udev/rules.d"
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: rules, toPath: target + "/60-tillbench.rules")
        let programs = root + "/programs"
        try FileManager.default.createDirectory(atPath: programs, withIntermediateDirectories: true)
        for name in ["bash", "dirname", "cmp", "sed", "tr", "head", "ls"] {
            let program = try #require(Place.program(name))
            try FileManager.default.createSymbolicLink(atPath: programs + "/" + name, withDestinationPath: program)
        }
        let result = try BenchProgram.run(script, ["check", "--root", root], environment: ["PATH": programs])
        #expect(result.code == 0, "\(result.err)")
        #expect(result.out.hasSuffix("same file as in the repository, not tried\n"))
        #expect(result.err.contains("were not tried"))
    }

    @Test(
        "wrong usage is said in three lines", arguments: [[], ["frob"], ["install", "--root"], ["check", "--fast"]])
    func usage(arguments: [String]) throws {
        let result = try BenchProgram.run(script, arguments)
        #expect(result.code == 2)
        let lines = result.err.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.first?.hasPrefix("error: ") == true)
    }
}
