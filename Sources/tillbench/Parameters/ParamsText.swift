import SMP
import TerminalService

/// What a file changes on a terminal, or has changed, as JSON.
struct ParamsReport: Encodable, Sendable {
    var schema = 1
    let port: String
    let model: String
    let serial: String
    /// `equal`, `differs`, `loaded`.
    let state: String
    /// Settings whose values differ: before is the terminal's, after the file's.
    let settings: [SettingsDifference]
    /// Settings that the terminal does not have.
    let unknown: [String]
    /// Changes that the terminal refuses while money is open.
    let guarded: [String]
    let batch: TerminalInformation.Batch

    init(_ plan: ParameterPlan, _ path: String, state: String?) {
        port = path
        model = plan.terminal.model
        serial = plan.terminal.serial
        self.state = state ?? (plan.changes.isEmpty && plan.unknown.isEmpty ? "equal" : "differs")
        settings = plan.changes
        unknown = plan.unknown
        guarded = plan.guarded
        batch = TerminalInformation.Batch(plan.batch)
    }
}

/// Such a report as lines for people.
struct ParamsText {
    let language: LanguageOption

    private func say(_ english: String, _ chinese: String) -> String { language == .en ? english : chinese }

    func lines(_ report: ParamsReport) -> [String] {
        let who = "\(report.serial) \(report.port): "
        guard report.state != "equal" else { return [who + say("all settings are as in the file", "所有参数与文件一致")] }
        var lines = [
            who
                + (report.state == "loaded"
                    ? say("\(report.settings.count) setting(s) changed", "已更改 \(report.settings.count) 项参数")
                    : say("\(report.settings.count) setting(s) differ", "\(report.settings.count) 项参数不同"))
        ]
        lines +=
            TextTable(
                rows: report.settings.map { change in
                    [
                        "  " + change.name, "\(change.before ?? "-") -> \(change.after ?? "-")",
                        report.guarded.contains(change.name) ? say("only while no money is open", "仅限无未结算交易时") : "",
                    ]
                }
            ).lines
        lines += report.unknown.map { "  \($0): " + say("this terminal has no such setting", "该终端无此参数") }
        lines.append("  " + say(report.batch.stakeWords, report.batch.stakeWordsChinese))
        if !report.guarded.isEmpty, let next = report.batch.next {
            lines.append(
                "  " + say("refused now: ", "目前拒绝: ")
                    + say(
                        "batch \(report.batch.number), \(report.batch.records) record(s), \(report.batch.amount); ",
                        "批次 \(report.batch.number), \(report.batch.records) 笔, \(report.batch.amount); ") + next)
        }
        return lines
    }
}

extension TerminalInformation.Batch {
    /// What is open while a terminal is changed.
    var stakeWords: String { "open batch \(number): \(records) record(s), \(amount)" }
    /// The same in Chinese.
    var stakeWordsChinese: String { "未结算批次 \(number): \(records) 笔, \(amount)" }
}
