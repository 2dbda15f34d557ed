import ISO8583
import Settlement

extension ClockFinding {
    /// Stable code for the log.
    var code: String {
        switch self {
        case .batteryDead: "battery-dead"
        case .behindJournal: "behind-journal"
        case .farAhead: "far-ahead"
        case .steppedBack: "stepped-back"
        case .steppedForward: "stepped-forward"
        case .daylightSaving: "daylight-saving"
        case .drift: "drift"
        case .noSuchDay: "no-such-day"
        case .agreed: "agreed"
        case .confirmed: "confirmed"
        }
    }

    /// True when it takes a doubt away.
    var isGood: Bool { self == .agreed || self == .confirmed }

    /// What was found, for the log.
    func phrase(_ language: Language) -> String {
        switch self {
        case .batteryDead(let shown):
            return Phrase(
                "the clock shows \(shown): its battery is dead, or it was never set",
                "时钟显示\(shown): 电池失效或从未校时")(language)
        case .behindJournal(let seconds):
            return Phrase(
                "the clock is \(duration(seconds, .english)) behind the last record: it was set back while it was off",
                "时钟比最后记录早\(duration(seconds, .chinese)): 关机期间被调慢")(language)
        case .farAhead(let days):
            return Phrase(
                "the clock is \(days) days after the last sign of life: is the date right?",
                "时钟比最后活动晚\(days)天: 请确认日期")(language)
        case .steppedBack(let seconds):
            return Phrase(
                "the clock went back by \(duration(seconds, .english))", "时钟被调慢\(duration(seconds, .chinese))")(
                    language)
        case .steppedForward(let seconds):
            return Phrase(
                "the clock went forward by \(duration(seconds, .english))", "时钟被调快\(duration(seconds, .chinese))")(
                    language)
        case .daylightSaving(let seconds):
            return seconds > 0
                ? Phrase("summer time begins: one hour forward", "夏令时开始: 调快一小时")(language)
                : Phrase("summer time ends: one hour back", "夏令时结束: 调慢一小时")(language)
        case .drift(let seconds, let cause): return drift(seconds, cause)(language)
        case .noSuchDay:
            return Phrase(
                "the host says 29 February, and the year on the clock has none: the year is wrong",
                "主机日期为2月29日, 而本机年份无此日: 年份错误")(language)
        case .agreed: return Phrase("clock and host agree", "时钟与主机一致")(language)
        case .confirmed: return Phrase("somebody said that the clock is right", "操作员确认时钟正确")(language)
        }
    }

    private func drift(_ seconds: Int64, _ cause: DriftCause) -> Phrase {
        let english = duration(abs(seconds), .english) + (seconds > 0 ? " ahead of the host" : " behind the host")
        let chinese = (seconds > 0 ? "比主机快" : "比主机慢") + duration(abs(seconds), .chinese)
        switch cause {
        case .unknown: return Phrase("the clock is " + english, "时钟" + chinese)
        case .daylightSaving:
            return Phrase(
                "the clock is " + english + ": one side has changed to or from summer time",
                "时钟" + chinese + ": 疑为夏令时切换")
        case .leapDay:
            return Phrase("the clock is " + english + ": one side knows no leap day", "时钟" + chinese + ": 疑为闰日差异")
        }
    }

    /// Few words for the display.
    func short(_ language: Language) -> String {
        switch self {
        case .batteryDead: Phrase("Battery dead", "时钟电池失效")(language)
        case .behindJournal(let seconds), .steppedBack(let seconds):
            Phrase("Went back " + duration(seconds, .english), "调慢" + duration(seconds, .chinese))(language)
        case .farAhead(let days): Phrase("\(days) days later", "晚\(days)天")(language)
        case .steppedForward(let seconds):
            Phrase("Went on " + duration(seconds, .english), "调快" + duration(seconds, .chinese))(language)
        case .daylightSaving: Phrase("Summer time change", "夏令时切换")(language)
        case .drift(let seconds, _):
            Phrase("Host differs " + duration(abs(seconds), .english), "与主机差" + duration(abs(seconds), .chinese))(
                language)
        case .noSuchDay: Phrase("The year is wrong", "年份错误")(language)
        case .agreed, .confirmed: Phrase("The clock is right", "时钟正确")(language)
        }
    }

    /// `90 s`, `12 min`, `3 h`, `40 days`: the two digits that matter.
    private func duration(_ seconds: Int64, _ language: Language) -> String {
        switch seconds {
        case ..<120: Phrase("\(seconds) s", "\(seconds)秒")(language)
        case ..<7200: Phrase("\(seconds / 60) min", "\(seconds / 60)分钟")(language)
        case ..<172_800: Phrase("\(seconds / 3600) h", "\(seconds / 3600)小时")(language)
        default: Phrase("\(seconds / 86_400) days", "\(seconds / 86_400)天")(language)
        }
    }
}

extension Words {
    static let clockPutOff = Phrase(
        "the clock stays as it is; sales take the last business date", "时钟暂不处理; 新交易沿用上一营业日")

    static func clockSet(_ setting: ClockSetting, _ language: Language) -> String {
        let by = setting.by == .host ? Phrase("the host's time", "主机时间") : Phrase("the operator", "操作员")
        return Phrase(
            "the clock is set from \(setting.from) to \(setting.to) by \(by.english)",
            "时钟由\(setting.from)改为\(setting.to), 依据: \(by.chinese)")(language)
    }
}

extension Terminal {
    /// The clock is doubted, or the host offers its own.
    var clockWrongContent: DisplayContent {
        let language = parameters.language
        func said(_ english: String, _ chinese: String) -> String { Phrase(english, chinese)(language) }
        let shown = said("TERMINAL ", "本机 ") + short(now)
        var lines = [said("CHECK THE CLOCK!", "请检查时钟!"), shown]
        if let proposedTime {
            lines.append(said("HOST     ", "主机 ") + short(proposedTime))
            lines.append(said("ENTER: take host's", "确认: 采用主机时间"))
        } else {
            if let finding = clock.standing.doubt { lines.append(finding.short(language)) }
            lines.append(said("ENTER: ask the host", "确认: 签到校时"))
        }
        lines.append(said("1: is right   2: type", "1: 时间正确 2: 手工输入"))
        lines.append(said("CANCEL: later", "取消: 稍后"))
        return DisplayContent(screen: "clock-wrong", lines: lines)
    }

    /// Somebody types day and time.
    func clockEntryContent(_ digits: String) -> DisplayContent {
        let language = parameters.language
        return DisplayContent(
            screen: "clock-entry",
            lines: [
                Phrase("DAY AND TIME", "请输入日期时间")(language), "YYYYMMDDHHMM",
                TextLayout.right(digits, columns: DisplayContent.columns), "", Words.enterKey(language),
                Words.cancelKey(language),
            ])
    }

    /// `26-11-24 08:30`.
    private func short(_ time: ClockTime) -> String {
        String(time.date.description.dropFirst(2)) + " " + time.hourMinute
    }
}
