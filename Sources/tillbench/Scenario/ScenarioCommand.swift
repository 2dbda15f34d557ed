import ArgumentParser
import Foundation
import Scenario
import VirtualTerminal

struct ScenarioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario", abstract: "Play scenarios on real parts.",
        subcommands: [ScenarioRun.self, ScenarioKill.self, ScenarioSoak.self, ScenarioCheck.self, ScenarioSchema.self])
}

struct ScenarioRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Play scenario files and check what they expect.",
        discussion: """
            A terminal runs as a process of its own behind a pseudo-terminal, a bridge joins that to a host on a TCP port. At \
            the end the host's ledger is held against the terminal's journal. Exit code 1 when an expectation fails or the two \
            are not equal.
            """)

    @Argument(help: "Scenario files (YAML).") var files: [String]
    @Option(help: "Write a report: junit=FILE.") var report: [String] = []
    @Option(help: "Keep flash, ledger and papers in this folder.") var keep: String?
    @Flag(name: .shortAndLong, help: "Only steps and their outcome.") var quiet = false
    @Flag(help: "The report as JSON on standard output; talk goes to standard error.") var json = false

    func run() throws {
        let reportFiles = try report.map { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, parts[0] == "junit", !parts[1].isEmpty else {
                throw BenchError(.file, "\"\(text)\" is no report", why: "", next: "write it as junit=FILE")
            }
            return parts[1]
        }
        let scenarios = try files.map { try ScenarioFile.load($0) }
        let isJSON = json
        let console = Console(quiet ? .steps : .everything) { isJSON ? Talk.error($0) : Talk.say($0) }
        var reports: [RunReport] = []
        for scenario in scenarios { reports.append(try play(scenario, console)) }
        for path in reportFiles {
            try ReportFile.write(RunReport.junit(reports), to: path)
        }
        if json { try Talk.json(reports) }
        let passed = reports.count { $0.isPassed }
        tell("\(passed) passed, \(reports.count - passed) failed")
        if passed < reports.count { throw ExitCode(1) }
    }

    /// Talk, which must not get in the way of a report on standard output.
    private func tell(_ text: String) {
        if json { Talk.error(text) } else { Talk.say(text) }
    }

    private func play(_ scenario: ScenarioFile, _ console: Console) throws -> RunReport {
        tell("== \(scenario.title)")
        if !scenario.about.isEmpty { tell("   " + scenario.about.replacingOccurrences(of: "\n", with: " ")) }
        let folder = try RunFolder(keep: keep)
        defer { folder.remove() }
        // The terminal's process ends by itself when this one does.
        try Interruption.atInterruption { folder.remove() }
        let runner = try ScenarioRunner(scenario, folder: folder.url, program: RunFolder.program, console: console)
        let report = runner.run()
        for line in report.reconciliation?.table() ?? [] { tell(line) }
        tell(report.isPassed ? "-- passed: \(scenario.title)" : "-- FAILED: \(scenario.title)")
        return report
    }
}

/// The folder in which a run happens: short, since sockets have short paths, and gone afterwards unless it is to be kept.
struct RunFolder: Sendable {
    let url: URL
    private let isKept: Bool

    init(keep: String?) throws {
        isKept = keep != nil
        let path = keep ?? NSTemporaryDirectory() + "tillbench-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        if keep != nil, let present = try? FileManager.default.contentsOfDirectory(atPath: path), !present.isEmpty {
            throw BenchError(
                .file, "the folder \(path) is not empty", why: "a run begins with a blank flash and a new ledger",
                next: "name an empty or a new folder")
        }
        url = URL(fileURLWithPath: path, isDirectory: true)
    }

    func remove() { if !isKept { try? FileManager.default.removeItem(at: url) } }

    /// This program.
    static var program: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }
}

struct ScenarioCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Read scenario files without playing them.")

    @Argument(help: "Scenario files (YAML).") var files: [String]

    func run() throws {
        for file in files {
            let scenario = try ScenarioFile.load(file)
            Talk.say("\(file): \(scenario.steps.count) steps, \(scenario.title)")
        }
    }
}

struct ScenarioSchema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print what a scenario file may hold.")

    func run() throws { Talk.say(ScenarioFile.schema) }
}
