import Foundation
import Testing

@testable import Simulation

@Suite("tillbench simulate")
struct SimulateCommandTests {
    private let program = SimulateProgram()
    private var folder: URL { program.folder }

    private func run(_ arguments: [String]) throws -> (code: Int32, out: String, err: String) {
        try program.run(arguments)
    }

    private let size = ["--seed", "12", "--terminals", "3", "--days", "1", "--transactions", "5", "--faults", "harsh"]

    @Test("parts of a run, merged, say what the whole run says; trace and JUnit are written")
    func parts() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let whole = try run(size + ["--json", "--trace", "trace.txt", "--junit", "junit.xml"])
        try #require(whole.code == 0, "\(whole)")
        let report = try JSONDecoder().decode(SimulationReport.self, from: Data(whole.out.utf8))
        #expect(report.ran == 3 && report.counts.customers == 15 && report.isPassed)
        let trace = try String(contentsOf: folder.appendingPathComponent("trace.txt"), encoding: .utf8)
        #expect(trace.contains("terminal 2 ") && trace.contains("display: "))
        #expect(!trace.contains("4111111111111111"))
        let junit = try String(contentsOf: folder.appendingPathComponent("junit.xml"), encoding: .utf8)
        #expect(junit.contains("<testsuites tests=\"\(Invariant.allCases.count)\" failures=\"0\">"))
        for part in 1...2 {
            let result = try run(size + ["--json", "--shard", "\(part)/2"])
            try Data(result.out.utf8).write(to: folder.appendingPathComponent("part\(part).json"))
        }
        let merged = try run(["merge", "part1.json", "part2.json"])
        #expect(merged.code == 0 && merged.out.contains("trace hash \(report.hash)"), "\(merged)")
    }

    @Test("merging a part twice, parts of another division, foreign files: refused in plain words")
    func foreign() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        func write(_ name: String, _ arguments: [String]) throws {
            try run(size + ["--json"] + arguments).out.write(
                to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
        }
        try write("half.json", ["--shard", "1/2"])
        try write("third.json", ["--shard", "2/3"])
        try write("alone.json", ["--terminal", "1"])
        try write("whole.json", [])
        for (name, text) in [("text.json", "not JSON"), ("list.json", "[1]"), ("other.json", "{\"schema\": 1}")] {
            try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
        }
        for (files, why) in [
            (["half.json", "half.json"], "part 1/2 is there twice"),
            (["half.json", "third.json"], "do not go together"),
            (["whole.json", "half.json"], "do not go together"), (["alone.json"], "terminal 1 alone"),
            (["text.json"], "it is not JSON"), (["list.json"], "another kind of JSON"),
            (["other.json"], "\"seed\" is missing"), (["none.json"], "there is no such file"),
            (["."], "it is a folder"),
        ] {
            let result = try run(["merge"] + files)
            #expect(result.code == 2 && result.out.isEmpty && result.err.contains(why), "\(files): \(result)")
            #expect(!result.err.contains("NSCocoa") && !result.err.contains("DecodingError"), "\(result.err)")
        }
        #expect(try run(size + ["--terminal", "1"]).out.contains("terminal 1 alone of 3 terminals"))
    }

    @Test("terminals that are in no part are named, in words, JSON and JUnit, and are exit code 1")
    func missing() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let part = try run(size + ["--json", "--shard", "1/2"])
        try part.out.write(to: folder.appendingPathComponent("half.json"), atomically: true, encoding: .utf8)
        let words = try run(["merge", "half.json", "--junit", "junit.xml"])
        #expect(words.code == 1 && words.err.contains("1 of 3 terminals are in none of the reports: 1"), "\(words)")
        #expect(words.out.contains("every invariant held at the terminals that were run; 1 are missing"))
        let junit = try String(contentsOf: folder.appendingPathComponent("junit.xml"), encoding: .utf8)
        #expect(junit.contains("every-terminal-ran") && junit.contains("failures=\"1\""))
        let json = try run(["merge", "half.json", "--json"])
        let report = try JSONDecoder().decode(SimulationReport.self, from: Data(json.out.utf8))
        #expect(json.code == 1 && report.missing == [1] && !report.isPassed)
    }

    @Test("a broken invariant is exit code 1, with the command that runs just that terminal again")
    func broken() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let whole = try run(size + ["--json"])
        var report = try JSONDecoder().decode(SimulationReport.self, from: Data(whole.out.utf8))
        report.violations = [
            Violation(
                invariant: .reversalFirst, what: "a \"test\"", terminal: 2, day: 1, step: 9, at: "2027-01-01 10:00:00")
        ]
        try JSONEncoder().encode(report).write(to: folder.appendingPathComponent("broken.json"))
        let result = try run(["merge", "broken.json", "--junit", "junit.xml"])
        #expect(result.code == 1)
        #expect(result.out.contains("BROKEN reversal-first") && result.out.contains("--seed 12"))
        #expect(result.out.contains("--terminal 2"))
        let junit = try String(contentsOf: folder.appendingPathComponent("junit.xml"), encoding: .utf8)
        #expect(junit.contains("failures=\"1\"") && junit.contains("a &quot;test&quot;"))
    }

    @Test("wrong usage and a wrong profile are code 2, with the reason")
    func usage() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        for arguments in [
            ["--terminals", "0"], ["--shard", "3/2"], ["--shard", "x"], ["--terminals", "2", "--terminal", "2"],
            ["--terminals", "4", "--shard", "9/9"], ["--shard", "1/2", "--terminal", "0"], ["--shard", "1//2"],
            ["--faults", "nothing-of-this-name"], ["profile", "nobody"],
        ] {
            let result = try run(arguments)
            #expect(result.code == 2 && result.out.isEmpty && !result.err.isEmpty, "\(arguments): \(result)")
        }
        let profile = try run(["profile", "harsh"])
        #expect(profile.code == 0)
        try Data(profile.out.utf8).write(to: folder.appendingPathComponent("mine.yaml"))
        let own = try run([
            "--seed", "1", "--terminals", "1", "--days", "1", "--transactions", "2", "--faults", "mine.yaml",
        ])
        #expect(own.code == 0 && own.out.contains("profile my-harsh"), "\(own)")
    }
}
