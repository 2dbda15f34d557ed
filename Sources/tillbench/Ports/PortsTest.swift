import ArgumentParser
import BenchSupport
import Foundation
import PortCheck
import Scenario
import SerialDriver
import VirtualTerminal

struct PortsTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Check that a pair of ports keeps the rules of a serial line.",
        discussion: """
            Join two ports with a null-modem cable, or put a loopback plug (pins 2-3, 7-8 and 4-6-1 of a DB9) on one, and \
            name them. Every byte value, every form and speed, large amounts, flow control, breaks, modem lines, error \
            counters, deadlines and more are tried. What the device, its driver or the cable lacks is listed as not \
            supported, and is no failure. Both ports have their former settings afterwards.

            Exit code: 0 when nothing failed, 1 when a check failed or none could be carried out, 3 when a port cannot be \
            used or went away, 4 when nothing comes back from a loopback plug, 130 after Ctrl-C.

            Examples:
                tillbench ports test /dev/ttyUSB0 /dev/ttyUSB1
                tillbench ports test /dev/ttyUSB0 --only speed --max-baud 115200
                tillbench ports test /dev/ttyUSB0 /dev/ttyUSB1 --interactive --junit ports.xml
            """)

    @Argument(help: ArgumentHelp("First port: a path, or usb:... or path:... as in `ports list`.", valueName: "a"))
    var first: String?
    @Argument(help: ArgumentHelp("Second port. Default: the first one has a loopback plug.", valueName: "b"))
    var second: String?
    @Option(
        help: ArgumentHelp(
            "Only this check; `speed` means all whose names begin with speed-. May be given several times.",
            valueName: "name"))
    var only: [String] = []
    @Flag(help: "List the checks and end.") var list = false
    @Option(
        help: ArgumentHelp(
            "Line settings where a check has no reason for others, such as 9600,8N1.", valueName: "settings"))
    var settings = "115200,8N1"
    @Option(help: ArgumentHelp("Faster speeds are not tried.", valueName: "baud")) var maxBaud: Int?
    @Option(help: "The same seed brings the same data.") var seed: UInt64 = 1
    @Flag(help: "Also check what needs a person, who is told when to pull the cable.") var interactive = false
    @Option(help: ArgumentHelp("Write the results into this file as JUnit XML.", valueName: "file")) var junit: String?
    @Flag(help: "The results as JSON.") var json = false
    @Flag(name: .shortAndLong, help: "Only the counts, and what failed.") var quiet = false

    func run() throws {
        let checks = try chosen()
        if list {
            if json { return try Talk.json(checks.map(ListedCheck.init)) }
            for line in CheckTable.list(checks) { Talk.say(line) }
            return
        }
        guard let first else { throw ValidationError("name a port, or two ports that are joined by a cable") }
        let pair = PortPair(try path(first), try second.map(path))
        var options = CheckOptions()
        options.settings = try lineSettings()
        options.seed = seed
        if let maxBaud, maxBaud < 1 {
            throw BenchError(
                .file, "\(maxBaud) is no limit of speeds", why: "a speed is at least 1 bit per second",
                next: "write it as 115200")
        }
        options.maxBaud = maxBaud
        let progress = CheckProgress(isOn: isatty(STDERR_FILENO) == 1 && !quiet)
        if interactive { options.ask = { progress.ask($0) } }
        let run = PortCheckRun(pair, checks: checks, options: options)
        let report: CheckReport
        do { report = try carryOut(run, progress) } catch let error as SerialError {
            guard pair.isLoopback, error.kind == .timedOut else { throw error }
            throw BenchError(
                .silent, "nothing comes back on \(pair.a)", why: "it has no loopback plug, or a broken one",
                next: "put one on (pins 2-3, 7-8 and 4-6-1 of a DB9), or name the port at the other end too")
        }
        if let junit { try write(report, to: junit) }
        if json { try Talk.json(report) } else { show(report) }
        if let trouble = report.trouble { throw trouble }
        if report.failed.isEmpty, report.passed.isEmpty {
            Talk.error("nothing was checked: every check was skipped, or is not supported")
        }
        if !report.failed.isEmpty || report.passed.isEmpty { throw ExitCode(1) }
    }

    private func carryOut(_ run: PortCheckRun, _ progress: CheckProgress) throws -> CheckReport {
        try Interruption.atInterruption {
            run.abort()
            progress.clear()
            // SIGTERM too: checks that were broken off did not pass.
            Foundation.exit(Failure.interrupted)
        }
        let result = Waiting<CheckReport>()
        Task {
            do throws(SerialError) {
                result.end(.success(try await run.run { progress.note($0) }))
            } catch {
                result.end(.failure(error))
            }
        }
        let report = result.wait()
        Interruption.waitForCleanUp()
        progress.clear()
        return try report.get()
    }

    // MARK: What was typed

    private func chosen() throws -> [LineCheck] {
        func isMeant(_ check: LineCheck, _ name: String) -> Bool {
            check.name == name || check.name.hasPrefix(name + "-")
        }
        for name in only where !LineCheck.all.contains(where: { isMeant($0, name) }) {
            throw BenchError(
                .file, "there is no check \"\(name)\"", why: "no check has that name or begins with it",
                next: "`tillbench ports test --list` names them")
        }
        return only.isEmpty ? LineCheck.all : LineCheck.all.filter { check in only.contains { isMeant(check, $0) } }
    }

    private func lineSettings() throws -> LineSettings {
        let parsed: LineSettings
        do throws(LineSettingsError) { parsed = try LineSettings(parsing: settings) } catch {
            throw BenchError(
                .file, error.what, why: "\"\(error.part)\" at byte \(error.offset): \(error.why)", next: error.nextStep)
        }
        guard parsed.flowControl != .software else {
            throw BenchError(
                .file, "checks cannot be carried out with software flow control",
                why: "they send every byte value, and XON and XOFF cannot be data then",
                next: "leave it out; software flow control has a check of its own")
        }
        return parsed
    }

    /// The path of a port that may be named by what it is known by.
    private func path(_ text: String) throws -> String {
        let name = PortName.full(text)
        guard case let identity = try PortIdentity(named: name), identity != .path(name) else { return name }
        return try PortList.resolve(identity)
    }

    // MARK: What is shown

    private func show(_ report: CheckReport) {
        let kind = report.pair.isLoopback ? "with a loopback plug" : "and \(report.pair.b)"
        let device = report.pair.isPseudoTerminal ? ", a pseudo-terminal" : ""
        Talk.say(
            TextTable.shown(
                "\(report.pair.a) \(kind)\(device): \(report.options.settings), seed \(report.options.seed)"))
        let shown = quiet ? report.results.filter { $0.outcome.word == "failed" } : report.results
        for line in CheckTable.lines(shown) { Talk.say(TextTable.shown(line)) }
        Talk.say(report.summary)
    }

    private func write(_ report: CheckReport, to path: String) throws {
        let cases = report.results.map { result in
            let outcome: JUnit.Case.Outcome =
                switch result.outcome {
                case .passed: .passed
                case .failed(let mismatch): .failed([mismatch.description])
                case .notSupported(let reason): .skipped("not supported: " + reason)
                case .skipped(let reason): .skipped(reason)
                }
            return JUnit.Case(name: result.name, seconds: result.seconds, outcome: outcome)
        }
        let title = "ports test \(report.pair.a)" + (report.pair.isLoopback ? "" : " \(report.pair.b)")
        try ReportFile.write(JUnit.document([JUnit.Suite(title: title, cases: cases)]), to: path)
    }
}

/// A check as `--list --json` shows it.
private struct ListedCheck: Encodable {
    let name: String
    let rule: String
    let needs: [String]

    init(_ check: LineCheck) {
        name = check.name
        rule = check.rule
        needs = check.needs.map(\.description)
    }
}
