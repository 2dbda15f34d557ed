import ArgumentParser
import Fleet
import Settlement

struct FleetStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Open and overdue batches.",
        discussion: """
            Exit code: 6 when a settlement is overdue, so that cron or Nagios can ask; otherwise 0. It needs no running watch, \
            but knows only what a watch has read.
            """)

    @OptionGroup var fleet: FleetOptions
    @Option(help: "Overdue batches that are listed.") var limit = 20

    func validate() throws {
        guard (0...1_000_000).contains(limit) else { throw ValidationError("--limit is 0 to 1000000") }
    }

    func run() throws {
        let status = try FleetStatus(try fleet.open(), at: try fleet.now().secondNumber, limit: limit)
        if fleet.json { try Talk.json(status) } else { lines(status).forEach(Talk.say) }
        if status.overdueCount > 0 { throw ExitCode(6) }
    }

    private func lines(_ status: FleetStatus) -> [String] {
        let ages = status.open.sorted { ($0.key.count, $0.key) < ($1.key.count, $1.key) }
        let open = status.open.values.reduce(0, +)
        var lines = [
            fleet.word(
                "\(status.at): \(status.terminals) terminal(s), \(open) open batch(es) with \(status.openMoney.shown)",
                "\(status.at) 共 \(status.terminals) 台终端,\(open) 个未结算批次,共 \(status.openMoney.shown)")
                + (open > 0
                    ? fleet.word("; by age in hours: ", ";按小时计:")
                        + ages.filter { $0.value > 0 }.map { "\($0.key): \($0.value)" }.joined(separator: ", ") : "")
        ]
        if status.pendingReversals > 0 {
            lines.append(
                fleet.word(
                    "\(status.pendingReversals) transaction(s) wait for a reversal",
                    "\(status.pendingReversals) 笔冲正待处理"))
        }
        // Nothing new is no good news when nobody reads.
        for source in status.sources where source.lagMinutes > 15 {
            lines.append(
                fleet.word(
                    "! \(TextTable.shown(source.name)) was read last at \(source.readAt): is the watch running?",
                    "! \(TextTable.shown(source.name)) 上次读取于 \(source.readAt):监视程序在运行吗?"))
        }
        guard status.overdueCount > 0 else { return lines + [fleet.word("nothing is overdue", "没有逾期未结算的批次")] }
        lines.append(
            fleet.word(
                "\(status.overdueCount) overdue with \(status.overdueMoney.shown)",
                "\(status.overdueCount) 个逾期未结算,共 \(status.overdueMoney.shown)"))
        let rows = status.overdue.map {
            [
                $0.terminal, $0.shop ?? "-", paddedDecimal(UInt64($0.batch), width: 6), "\($0.records)", $0.money.shown,
                $0.openedAt, "\($0.overdueMinutes / 60):\(paddedDecimal(UInt64($0.overdueMinutes % 60), width: 2))",
                $0.step ?? fleet.word("nobody", "未通知"),
            ]
        }
        let head = fleet.word(
            "TERMINAL,SHOP,BATCH,RECORDS,MONEY,OPEN SINCE,LATE H:MM,TOLD", "终端,门店,批次,笔数,金额,首笔时间,逾期,已通知"
        ).split(separator: ",").map(String.init)
        lines += TextTable(rows: [head] + rows).lines
        if status.overdueCount > status.overdue.count {
            lines.append(
                fleet.word(
                    "... and \(status.overdueCount - status.overdue.count) more (--limit)",
                    "……还有 \(status.overdueCount - status.overdue.count) 个(--limit)"))
        }
        return lines
    }
}
