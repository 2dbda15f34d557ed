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
        #expect(try run(["merge", "part1.json", "part1.json"]).code == 2)
        #expect(try run(["merge", "part1.json", "junit.xml"]).code == 2)
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
