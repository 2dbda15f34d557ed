import ISO8583
import Settlement

/// An alarm in words: what is open, and which number of which statistic says that it is late.
public struct AlarmWords: Sendable {
    private let alarm: Alarm
    private let language: Language

    /// Words for an alarm.
    public init(_ alarm: Alarm, _ language: Language) {
        self.alarm = alarm
        self.language = language
    }

    private func say(_ english: String, _ chinese: String) -> String { language == .english ? english : chinese }

    /// One line: what happened where.
    public var title: String {
        say(
            "settlement forgotten: terminal \(alarm.terminal.terminalID), batch \(number), \(alarm.batch.count) record(s), "
                + money,
            "忘记结算:终端 \(alarm.terminal.terminalID),批次 \(number),\(alarm.batch.count) 笔,\(money)")
    }

    /// All that explains it, in whole sentences.
    public var lines: [String] { [title, opened, reason, next] }

    private var number: String { paddedDecimal(UInt64(alarm.batch.number), width: 6) }

    /// The money that waits, per currency.
    public var money: String { AlarmWords.money(alarm.batch.money) }

    /// Money of several currencies.
    public static func money(_ money: [UInt16: Int64]) -> String {
        money.sorted { $0.key < $1.key }.map { code, minorUnits in
            guard let currency = Currency(numeric: code) else { return "\(minorUnits) (\(code))" }
            return Amount(minorUnits: minorUnits, currency: currency).description
        }.joined(separator: ", ")
    }

    private var opened: String {
        let quiet = (alarm.raisedAt - alarm.batch.lastAt) / 60
        return say(
            "Its first record is of \(moment(alarm.batch.firstAt)), its last of \(moment(alarm.batch.lastAt)): no sale for "
                + "\(quiet) minutes.",
            "首笔 \(moment(alarm.batch.firstAt)),末笔 \(moment(alarm.batch.lastAt)),已 \(quiet) 分钟没有交易。")
    }

    private var reason: String {
        switch alarm.due.reason {
        case .pastUsualClose: return habit + " " + limit
        case .dayTurned:
            return say(
                "The shop's business day of \(date) is over, and its sales are still in the open batch.",
                "\(date) 的营业日已经结束,当天的交易仍在未结算的批次里。") + (alarm.due.habit == nil ? "" : " " + habit)
        case .deadline:
            return say(
                "The deadline that is set for this terminal was \(moment(alarm.due.at)).",
                "该终端设定的结算期限是 \(moment(alarm.due.at))。")
        case .cutOff:
            return say(
                "The host closes the batch by itself soon; from \(moment(alarm.due.at)) on this is said.",
                "主机即将自动日切并强制结账;从 \(moment(alarm.due.at)) 起提醒。")
        }
    }

    private var habit: String {
        guard let day = alarm.due.habit else { return "" }
        let deviation = Int(day.deviation.rounded())
        let weekday = CloseHabit.weekday(alarm.due.day)
        let names = [
            "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays",
        ]
        let chinese = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
        let known = say(
            day.samples == 1
                ? "its only close so far"
                : "the median of \(day.samples) closes, standard deviation \(deviation) min",
            "\(day.samples) 次结算的中位数,标准差 \(deviation) 分钟")
        var text = say(
            "On \(day.isOwn ? names[weekday] : "all days") this shop closes at \(clock(day.usual)): \(known).",
            "本店\(day.isOwn ? chinese[weekday] : "平日")通常 \(clock(day.usual)) 结算:\(known)。")
        let shift = Int(day.shift.rounded())
        if shift != 0 {
            text += say(
                " Its last closes were \(abs(shift)) min \(shift > 0 ? "later" : "earlier") than before, which is counted in.",
                "最近几次比以前\(shift > 0 ? "晚" : "早") \(abs(shift)) 分钟,已计入。")
        }
        return text
    }

    private var limit: String {
        say(
            "An alarm is raised \(alarm.due.margin) min after that, when there was no sale for \(alarm.due.quiet) min.",
            "超过该时间 \(alarm.due.margin) 分钟、且 \(alarm.due.quiet) 分钟无交易即报警。")
    }

    private var next: String {
        say(
            "Next: press settle at the terminal; when it does not go through, run `tillbench doctor batch`.",
            "下一步:在终端上按“结算”;如不成功,运行 `tillbench doctor batch`。")
    }

    private var date: String { CalendarDate(dayNumber: Int(alarm.due.day)).description }

    private func moment(_ seconds: Int64) -> String {
        let time = ClockTime(secondNumber: seconds)
        return time.date.description + " " + time.hourMinute
    }

    /// A minute of a business day as a time of the clock.
    private func clock(_ minute: Double) -> String {
        let minutes = Int64(minute.rounded())
        let time = ClockTime(secondNumber: positive(minutes, 1440) * 60).hourMinute
        guard minutes >= 1440 else { return time }
        return say("\(time) of the next morning", "次日 \(time)")
    }
}
