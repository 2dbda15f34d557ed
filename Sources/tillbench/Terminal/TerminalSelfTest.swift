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
            Display, keypad, readers, printer, clock, flash and keys are the terminal's to test; its clock is compared with \
            this workstation's, and the service port is tried with echoes. What needs a person is asked; --auto skips it. \
            The result is kept: see `terminal history`.

            Exit code: 0 when nothing failed, 1 when a part failed, 3 port, 4 silent.
            """)

    @Argument(help: "The service port: a path, or usb:... or path:... as in `ports list`.") var port: String
    @OptionGroup var service: ServiceOption
    @Flag(help: "Skip what needs a person.") var auto = false
    @Option(help: ArgumentHelp("Write the results into this file as JUnit XML.", valueName: "file")) var junit: String?
    @Flag(help: "JSON instead of a table.") var json = false

    func run() throws {
        let client = try ManagementClient(
            opening: try ServicePort.path(port), service.options(try .atInterruption()))
        let report = try SelfTestReport(client, isAlone: auto, ask: TerminalSelfTest.ask)
        client.close()
        try StateFolder.history.add(
            DeviceHistory.Entry(
                kind: "self-test", outcome: report.isPassed ? "passed" : "failed",
                details: report.parts.map { "\($0.part): \($0.outcome), \(TerminalSelfTest.text($0))" }),
            for: report.serial)
        if let junit { try ReportFile.write(TerminalSelfTest.junit(report), to: junit) }
        if json {
            try Talk.json(report)
        } else {
            Talk.say(TextTable.shown("\(report.model) \(report.serial), firmware \(report.firmware ?? "none")"))
            let rows = report.parts.map { [$0.part, $0.outcome, TerminalSelfTest.text($0)] }
            for line in TextTable(rows: rows).lines { Talk.say(line) }
        }
        guard report.isPassed else { throw ExitCode(1) }
    }

    /// Asks the person at the keyboard; no answer leaves the part untested.
    private static func ask(_ result: SelfTestResult) -> Bool? {
        while true {
            Talk.error("--> \(TextTable.shown(result.part)): \(TextTable.shown(result.text)); is it right? [y/n]")
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
