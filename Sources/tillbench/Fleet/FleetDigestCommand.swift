import ArgumentParser
import Fleet
import ISO8583
import Settlement
import VirtualTerminal

struct FleetDigestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digest", abstract: "What happened in each shop on a day, or in a week.",
        discussion: """
            Records, closes and by whom, batches that are still open, alarms, what went wrong, and batch numbers that were never \
            seen. With --week the seven days up to that day: the weekly audit.
            """)

    @OptionGroup var fleet: FleetOptions
    @Option(help: "The day, as 2026-11-23. Default: today.") var day: String?
    @Flag(help: "The seven days up to that day.") var week = false
    @Option(help: "Only this terminal, by its number.") var terminal: String?

    func run() throws {
        let digest = try FleetDigest(
            try fleet.open(), last: try date(), days: week ? 7 : 1, terminal: terminal)
        if fleet.json { return try Talk.json(digest) }
        let period = digest.from == digest.to ? digest.to : digest.from + " – " + digest.to
        Talk.say(fleet.word("\(period): \(digest.shops.count) shop(s)", "\(period):\(digest.shops.count) 家门店"))
        for shop in digest.shops { lines(shop).forEach(Talk.say) }
        if week { Talk.say(summary(digest)) }
    }

    private func date() throws -> CalendarDate {
        guard let day else { return try fleet.now().date }
        guard let time = WallTime.parse(day + " 00:00") else {
            throw BenchError(.file, "\"\(day)\" is no day", why: "", next: "write it as 2026-11-23")
        }
        return time.date
    }

    private func lines(_ shop: FleetDigest.Shop) -> [String] {
        let name = shop.shop.map { " " + TextTable.shown($0) } ?? ""
        var lines = [
            fleet.word(
                "terminal \(TextTable.shown(shop.terminal))\(name): \(shop.records) record(s), \(shop.money.shown)",
                "终端 \(TextTable.shown(shop.terminal))\(name):\(shop.records) 笔,\(shop.money.shown)")
        ]
        for close in shop.closes {
            lines.append(
                "  \(close.at) "
                    + fleet.word(
                        "batch \(number(close.batch)) closed by the \(close.by) after \(close.hours) h: "
                            + "\(close.records) record(s), \(close.money.shown)",
                        "批次 \(number(close.batch)) 由\(closer(close.by))结算,历时 \(close.hours) 小时:"
                            + "\(close.records) 笔,\(close.money.shown)"))
        }
        for batch in shop.open {
            lines.append("  ! " + fleet.word("batch \(number(batch)) was still open", "批次 \(number(batch)) 未结算"))
        }
        for alarm in shop.alarms {
            let end = alarm.clearedAt.map { fleet.word("over at \($0)", "\($0) 解除") } ?? fleet.word("not over", "未解除")
            lines.append(
                "  ! \(alarm.raisedAt) "
                    + fleet.word(
                        "settlement of batch \(number(alarm.batch)) forgotten, told to \(alarm.step ?? "nobody"), \(end)",
                        "批次 \(number(alarm.batch)) 忘记结算,已通知到 \(alarm.step ?? "无"),\(end)"))
        }
        for (code, times) in shop.troubles.sorted(by: { $0.key < $1.key }) where code != "settlement-forgotten" {
            lines.append("  ! \(TextTable.shown(code)) × \(times)")
        }
        if shop.missingBatches > 0 {
            lines.append(
                "  ! "
                    + fleet.word(
                        "\(shop.missingBatches) batch number(s) were never seen",
                        "有 \(shop.missingBatches) 个批次号从未出现"))
        }
        return lines
    }

    private func summary(_ digest: FleetDigest) -> String {
        let closes = digest.shops.flatMap(\.closes)
        let alarms = digest.shops.flatMap(\.alarms)
        let forced = closes.filter { $0.by == "host" }.count
        let late = closes.filter { $0.hours > 24 }.count
        return fleet.word(
            "week: \(closes.count) close(s), \(late) of batches older than 24 h, \(forced) by the host; "
                + "\(alarms.count) forgotten, \(alarms.filter { $0.clearedAt == nil }.count) not over",
            "本周:结算 \(closes.count) 次,其中超过 24 小时 \(late) 次、主机强制 \(forced) 次;"
                + "忘记结算 \(alarms.count) 次,未解除 \(alarms.filter { $0.clearedAt == nil }.count) 次")
    }

    private func closer(_ by: String) -> String {
        switch by {
        case "host": "主机"
        case "found": "(发现时已)"
        default: "终端"
        }
    }

    private func number(_ batch: UInt32) -> String { paddedDecimal(UInt64(batch), width: 6) }
}
