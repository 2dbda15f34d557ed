import ISO8583
import Settlement

extension Words {
    static let supervisorWrong = Phrase("a wrong supervisor's password was typed", "主管密码错误")
    static let entryDropped = Phrase("an entry was left alone and is dropped", "操作超时, 已返回")
    static let automaticFailed = Phrase("the automatic settlement came to no end", "自动结算未完成")

    static func reminded(_ number: Int, _ level: ReminderLevel, _ language: Language) -> String {
        Phrase(
            "reminder \(number) of the day, level \(level.rawValue): the batch is open",
            "今日第\(number)次提醒, 级别\(level.rawValue): 批次未结算")(language)
    }

    static func overdue(_ batch: BatchNumber?, _ language: Language) -> String {
        let number = batch?.description ?? ""
        return Phrase("batch \(number) holds records of an earlier day", "批次\(number)含以前营业日的交易")(language)
    }
}

extension AutomaticReason {
    /// Why the terminal settles by itself, for the log.
    func phrase(_ date: CalendarDate, _ language: Language) -> String {
        switch self {
        case .window: Phrase("the window of \(date) is open: settling", "\(date)自动结算时段: 开始结算")(language)
        case .missed:
            Phrase("the window of \(date) was missed: settling now", "错过\(date)自动结算时段: 现在结算")(language)
        case .morning:
            Phrase("a night has passed over the batch: settling", "批次已跨营业日: 自动结算")(language)
        }
    }
}

extension PutOffBy {
    /// Who put it off, for the log.
    func phrase(_ language: Language) -> String {
        switch self {
        case .clerk: Phrase("the operator put the settlement off", "操作员推迟结算")(language)
        case .supervisor: Phrase("a supervisor put the settlement off", "主管推迟结算")(language)
        }
    }
}

extension BatchLimit {
    /// A small number for each kind of limit.
    var kind: UInt8 {
        switch self {
        case .count: 0
        case .age: 1
        case .space: 2
        case .advices: 3
        }
    }

    /// Which limit is near, for display and log.
    func phrase(_ language: Language) -> String {
        switch self {
        case .count(let count, let limit):
            Phrase("\(count) of \(limit) records", "已\(count)笔, 上限\(limit)笔")(language)
        case .age(let hours, _): Phrase("open for \(hours) hours", "已\(hours)小时未结算")(language)
        case .space(let bytes): Phrase("\(max(0, bytes)) bytes left", "剩余存储\(max(0, bytes))字节")(language)
        case .advices(let count, let limit):
            Phrase("\(count) of \(limit) stored", "离线\(count)笔, 上限\(limit)笔")(language)
        }
    }
}

extension Terminal {
    /// The whole screen asks to settle: in the evening, or because selling has ended.
    func reminderContent(_ level: ReminderLevel) -> DisplayContent {
        let isRefusing = level == .refusal
        let title =
            isRefusing
            ? Phrase("NO SALES: SETTLE NOW", "已停售: 请立即结算") : Phrase("DAY NOT SETTLED!", "今日尚未结算!")
        return DisplayContent(
            screen: isRefusing ? "settle-now" : "settle-reminder",
            lines: openBatchLines(title(parameters.language)) + settleOrLater)
    }

    /// The two last lines of a screen that asks to settle.
    var settleOrLater: [String] {
        let language = parameters.language
        let later: Phrase
        if parameters.reminder.mayClerkPutOff(in: situation, diary) {
            later = Phrase("CANCEL: later", "取消: 稍后")
        } else if parameters.supervisorPassword.isEmpty {
            later = Phrase("No sales before that", "结算前不能交易")
        } else {
            later = Phrase("CANCEL: supervisor", "取消: 主管授权")
        }
        return [Phrase("ENTER: settle now", "确认: 立即结算")(language), later(language)]
    }

    /// The supervisor's password is asked for.
    func supervisorContent(_ digits: String) -> DisplayContent {
        let language = parameters.language
        return DisplayContent(
            screen: "supervisor",
            lines: [
                Phrase("PUT SETTLEMENT OFF", "推迟结算")(language), Phrase("SUPERVISOR'S PASSWORD", "请输入主管密码")(language),
                TextLayout.right(String(repeating: "*", count: digits.utf8.count), columns: DisplayContent.columns), "",
                Words.enterKey(language), Words.cancelKey(language),
            ])
    }
}
