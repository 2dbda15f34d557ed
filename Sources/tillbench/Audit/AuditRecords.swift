import ArgumentParser
import BatchEvidence
import BenchSupport
import Foundation
import LogAudit
import Settlement
import VirtualTerminal

struct AuditRecords: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "records", abstract: "Audit the records of a terminal.",
        discussion: """
            The ledger file of the host says more than its report: only it holds all messages, by which gaps in the trace \
            numbers are found. Findings are alarms, questions and notes; notes alone are exit code 0.
            """)

    @OptionGroup var sources: AuditSources
    @Option(help: "When it is looked at, as 2026-11-23T09:00. Default: the time of this machine.") var at: String?
    @Option(help: "When the business day ends, as 04:00. Default: the terminal's settings, or midnight.")
    var cutOver: String?
    @Option(help: "By when a day is to be settled, as 23:30. Default: the end of automatic settlement, or of the day.")
    var settleBy: String?
    @Option(help: "Robust deviations from which an amount is unusual.") var deviations = AuditSettings()
        .amountDeviations
    @Option(help: "Language: en or zh.") var lang = LanguageOption.en
    @Flag(help: "JSON instead of text; both languages.") var json = false
    @Flag(help: "A table with commas instead of text.") var csv = false
    @Flag(help: "A page to print instead of text.") var html = false
    @Option(name: .shortAndLong, help: "File to write to instead of standard output.") var output: String?

    func validate() throws {
        try sources.check()
        if [json, csv, html].count(where: { $0 }) > 1 {
            throw ValidationError("--json, --csv and --html exclude each other")
        }
        guard deviations >= 1, deviations.isFinite else { throw ValidationError("--deviations is a number from 1") }
    }

    func run() throws {
        let input = try input()
        let audit = Audit(input)
        let report = AuditReport(audit)
        let lang = lang
        let text = AuditText(report) { lang.pick($0) }
        let shown =
            try json
            ? Talk.text(of: report) : csv ? text.csv : html ? text.html : text.lines.joined(separator: "\n") + "\n"
        if let output { try ReportFile.write(shown, to: output) } else { Talk.write(shown.utf8) }
        note(report)
        if !report.isClean { throw ExitCode(1) }
    }

    private func input() throws -> AuditInput {
        var input = AuditInput(now: try time())
        let cutOver = try cutOver.map { try minute($0, "--cut-over") }
        let settleBy = try settleBy.map { try minute($0, "--settle-by") }
        try sources.read(into: &input)
        if let cutOver { input.settings.cutOverMinute = cutOver }
        if let settleBy { input.settings.settleByMinute = settleBy }
        input.settings.amountDeviations = deviations
        return input
    }

    private func time() throws -> ClockTime {
        guard let at else { return ClockTime.workstation() }
        guard let given = ClockTime(iso8601: at) else {
            throw BenchError(.file, "\"\(at)\" is no time", why: "", next: "write it as 2026-11-23T09:00")
        }
        return given
    }

    private func minute(_ text: String, _ name: String) throws -> Int {
        guard let time = TimeOfDay(text) else {
            throw BenchError(.file, "\(name) \"\(text)\" is no time of day", why: "", next: "write it as 23:30")
        }
        return time.minute
    }

    /// That somebody audited is an action, too. Where it cannot be logged the audit is worth as much.
    private func note(_ report: AuditReport) {
        let environment = ProcessInfo.processInfo.environment
        let action = BenchAction(
            .auditRun, TextTable.shown(report.terminalID ?? "?"), .done, who: ActionLog.user(environment: environment),
            details: [("sources", sources.names), ("findings", "\(report.findings.count)")])
        do throws(ActionLogError) { try ActionLog.standard(environment: environment).append(action) } catch {
            Talk.error("note: this audit is not in the log: \(error)")
        }
    }
}
