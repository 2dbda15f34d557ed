import ArgumentParser
import Fleet
import ISO8583
import Settlement

struct FleetCostCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cost", abstract: "What it costs not to settle, by a rule file.",
        discussion: """
            It is the rule file's word, not the law: fees are between a shop and its acquirer.

              name: example acquirer
              source: contract of 2026, page 4
              classes:              # hours since the oldest record of a batch
                - {from-hours: 0, class: qualified, percent: 0.60}
                - {from-hours: 24, class: mid-qualified, percent: 1.00}
                - {from-hours: 48, class: non-qualified, percent: 1.50, fixed: 30}
              hold-days: 7          # authorizations may lapse after that
            """)

    @OptionGroup var fleet: FleetOptions
    @Option(help: "Rule file (YAML).") var rules: String

    func run() throws {
        let rules = try CostRules(try WatchFiles.text(rules, "the rule file"), origin: rules)
        let report = try CostReport(try fleet.open(), rules, at: try fleet.now().secondNumber)
        if fleet.json { return try Talk.json(report) }
        Talk.say(
            fleet.word(
                "\(report.at), by the rule \"\(report.rule)\" (\(report.source)); not the law",
                "\(report.at),按规则“\(report.rule)”(\(report.source))计算,仅供参考,不是法律依据"))
        if report.lines.isEmpty { return Talk.say(fleet.word("nothing is open", "没有未结算的批次")) }
        let head = fleet.word(
            "TERMINAL,BATCH,MONEY,HOURS,CLASS,EXTRA SO FAR,NEXT CLASS IN H,HOLDS", "终端,批次,金额,小时,费率档,已多付,距下一档(小时),预授权"
        ).split(separator: ",").map(String.init)
        let rows = report.lines.map {
            [
                $0.terminal, paddedDecimal(UInt64($0.batch), width: 6), $0.money.amount, "\($0.hours)", $0.feeClass,
                $0.extra.amount, $0.hoursToNext.map { "\($0)" } ?? "-",
                $0.mayLapse ? fleet.word("may have lapsed", "可能失效") : "-",
            ]
        }
        TextTable(rows: [head] + rows).lines.forEach(Talk.say)
        Talk.say(fleet.word("together ", "合计 ") + report.extra.shown)
    }
}
