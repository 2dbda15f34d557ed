import ArgumentParser
import BenchSupport
import Foundation
import SMP
import TerminalService
import VirtualTerminal

struct TerminalSelfTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "selftest", abstract: "Let a terminal test its parts, through its service port.",
        discussion: """
            Display, keypad, readers, printer, clock, flash, keys, line and host are the terminal's to test; its clock is \
            compared with this workstation's, and the service port is tried with echoes. What needs a person is asked; keys \
            and cards the terminal sees by itself then. --auto skips that. The line is tried with a plug that loops it back, \
            and only when somebody says that it is in. The host is asked by an echo (0800) on the line.

            The result is kept: see `terminal history`.

            Exit code: 0 when nothing failed, 1 when a part failed, 3 port, 4 silent.
            """)

    @Argument(help: "The service port: a path, or usb:... or path:... as in `ports list`.") var port: String
    @OptionGroup var service: ServiceOption
    @Flag(help: "Skip what needs a person.") var auto = false
    @Option(help: "Test only this part; may be given several times.") var part: [String] = []
    @Option(help: "Leave this part out; may be given several times.") var skip: [String] = []
    @Option(help: ArgumentHelp("Write the results into this file as JUnit XML.", valueName: "file")) var junit: String?
    @Option(
        help: ArgumentHelp("Write a page for the printer (HTML, A4, both languages) into this file.", valueName: "file")
    )
    var report: String?
    @Flag(help: "JSON instead of a table.") var json = false

    func run() throws {
        let client = try ManagementClient(
            opening: try ServicePort.path(port), service.options(try .atInterruption()))
        let result = try SelfTestReport(
            client,
            SelfTestPlan(parts: part, skipped: skip, isAlone: auto, ask: TerminalSelfTest.ask) {
                Talk.error("--> " + TextTable.shown($0))
            })
        client.close()
        try StateFolder.history.add(
            DeviceHistory.Entry(
                kind: "self-test",
                outcome: result.isPassed ? "passed" : "failed: " + result.failed.joined(separator: ", "),
                details: result.parts.map { "\($0.part): \($0.outcome), \(TerminalSelfTest.text($0))" },
                counters: result.counters),
            for: result.serial)
        if let junit { try ReportFile.write(TerminalSelfTest.junit(result), to: junit) }
        if let report {
            let history = try StateFolder.history.entries(of: result.serial)
            try ReportFile.write(SelfTestPage(result, Maintenance(result.serial, history)).html, to: report)
        }
        if json {
            try Talk.json(result)
        } else {
            Talk.say(TextTable.shown("\(result.model) \(result.serial), firmware \(result.firmware ?? "none")"))
            let rows = result.parts.map { [$0.part, $0.outcome, TerminalSelfTest.text($0)] }
            for line in TextTable(rows: rows).lines { Talk.say(line) }
        }
        guard result.isPassed else { throw ExitCode(1) }
    }

    /// Asks the person at the keyboard; no answer leaves the part untested.
    private static func ask(_ result: SelfTestResult) -> Bool? {
        let question = result.isWatched ? "begin?" : "is it right?"
        while true {
            Talk.error("--> \(TextTable.shown(result.part)): \(TextTable.shown(result.text)); \(question) [y/n]")
            guard let answer = readLine()?.lowercased() else { return nil }
            switch answer {
            case "y", "yes", "是": return true
            case "n", "no", "否": return false
            default: continue
            }
        }
    }

    private static func text(_ part: SelfTestReport.Part) -> String {
        (part.value.map { "\($0): " } ?? "") + part.text
    }

    private static func junit(_ report: SelfTestReport) -> String {
        let cases = report.parts.map { part in
            let outcome: JUnit.Case.Outcome =
                switch part.outcome {
                case "passed": .passed
                case "failed": .failed([text(part)])
                default: .skipped(text(part))
                }
            return JUnit.Case(name: part.part, seconds: 0, outcome: outcome)
        }
        return JUnit.document([JUnit.Suite(title: "terminal selftest \(report.serial)", cases: cases)])
    }
}
