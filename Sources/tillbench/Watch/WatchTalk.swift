import CloseWatch
import Fleet
import ISO8583
import Settlement

/// What a watch says.
struct WatchTalk: Sendable {
    let language: Language
    let json: Bool

    private func word(_ english: String, _ chinese: String) -> String { language == .english ? english : chinese }

    /// An effect: a line of JSON, or lines of text.
    func say(_ effect: WatchEffect, at now: ClockTime) throws {
        let report = AlarmReport(effect)
        if json { return Talk.say(try report.text) }
        let lines = report.lines(language).map(TextTable.shown)
        switch effect {
        case .raised:
            Talk.say("\(now) \(word("ALARM", "报警")) \(lines.first ?? "")")
            for line in lines.dropFirst() { Talk.say("    \(line)") }
        case .told(let alarm):
            Talk.say("\(now) \(word("told to the", "通知")) \(step(alarm.step)): \(place(alarm))")
        case .settle(let alarm):
            Talk.say("\(now) \(word("the terminal is to settle by itself", "让终端自动结算")): \(place(alarm))")
        case .cleared(let alarm, let why, _):
            let reason =
                switch why {
                case .closed: word("the batch was closed", "批次已结算")
                case .emptied: word("nothing stands in the batch any more", "批次内已无有效交易")
                case .unwatched: word("the terminal is not watched any more", "终端不再受监视")
                }
            Talk.say("\(now) \(word("over", "解除")): \(place(alarm)), \(reason)")
        }
    }

    func say(_ outcome: Outbox.Outcome) {
        guard let failure = outcome.failure else { return Talk.error("\(outcome.channel): delivered (\(outcome.key))") }
        Talk.error(
            "\(outcome.channel): not delivered (\(outcome.key)): \(TextTable.shown(failure))"
                + (outcome.isFinal ? "; given up" : "; it is tried again"))
    }

    private func step(_ step: AlarmStep?) -> String {
        switch step {
        case .terminal, nil: word("terminal", "终端")
        case .shop: word("shop", "门店")
        case .supervisor: word("supervisor", "主管")
        case .acquirer: word("acquirer", "收单机构")
        }
    }

    private func place(_ alarm: Alarm) -> String {
        let number = paddedDecimal(UInt64(alarm.batch.number), width: 6)
        let money = AlarmWords.money(alarm.batch.money)
        return word(
            "terminal \(TextTable.shown(alarm.terminal.terminalID)), batch \(number), \(money)",
            "终端 \(TextTable.shown(alarm.terminal.terminalID)),批次 \(number),\(money)")
    }
}
