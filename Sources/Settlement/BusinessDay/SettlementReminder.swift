/// Reminds of an open batch, and settles it by itself in its window: situation and diary in, actions and diary out.
///
/// It has no clock and remembers nothing; what must be remembered is the ``SettlementDiary``, which the terminal keeps in
/// flash. While the clock is doubtful it does nothing that depends on the time.
public struct SettlementReminder: Sendable {
    /// The shop's policy.
    public let policy: SettlementPolicy
    /// The shop's cut-over.
    public let businessDay: BusinessDay
    let terminalID: String

    /// How often the terminal settles by itself in the morning before it asks.
    public static let morningTries = 3

    /// A reminder for one terminal.
    public init(policy: SettlementPolicy, businessDay: BusinessDay, terminalID: String) {
        self.policy = policy
        self.businessDay = businessDay
        self.terminalID = terminalID
    }

    /// Looks at the clock and at the batch.
    ///
    /// - Parameters:
    ///   - situation: Where shop and batch stand.
    ///   - diary: What is remembered; it changes only when something is to be done.
    /// - Returns: What is to be done now, at most one thing, and the slip along with its reminder. Nothing while a customer
    ///   is served: it waits until nobody is.
    public func look(at situation: SettlementSituation, _ diary: inout SettlementDiary) -> [ReminderAction] {
        guard situation.isClockCredible, situation.openSince != nil, situation.isIdle, !situation.isClosing
        else { return [] }
        var today = diary.turned(to: today(situation))
        if let (reason, date) = dueSettlement(situation, today) {
            today.note(reason, for: date, at: situation.now)
            diary = today
            return [.settle(reason, for: date)]
        }
        if remindsNow(situation, today) {
            let actions = remind(situation, &today)
            diary = today
            return actions
        }
        switch refusal(in: situation, today) {
        case .settleFirst, .unanswered: return [.askInTheMorning]
        case .reminded, nil: return []
        }
    }

    func today(_ situation: SettlementSituation) -> CalendarDate { businessDay.date(at: situation.now) }

    func isOverdue(_ situation: SettlementSituation) -> Bool {
        situation.openSince.map { $0 < today(situation) } ?? false
    }

    /// True when a time lies so many minutes back. A clock that was set back makes it due as well: better too early.
    func passed(_ minutes: Int, since time: ClockTime?, at now: ClockTime) -> Bool {
        guard let time else { return true }
        return now < time || now.secondNumber - time.secondNumber >= Int64(minutes) * 60
    }

    private func isPutOff(_ diary: SettlementDiary, at now: ClockTime) -> Bool {
        guard let until = diary.putOffUntil else { return false }
        return now < until && until.secondNumber - now.secondNumber <= Int64(policy.putOffMinutes) * 60
    }

    private func remindsNow(_ situation: SettlementSituation, _ diary: SettlementDiary) -> Bool {
        guard let from = policy.remindFrom, situation.now >= businessDay.moment(from, of: diary.day) else {
            return false
        }
        return !isPutOff(diary, at: situation.now)
            && passed(policy.remindEvery, since: diary.lastReminder, at: situation.now)
    }

    private func remind(_ situation: SettlementSituation, _ diary: inout SettlementDiary) -> [ReminderAction] {
        let isOverdue = isOverdue(situation)
        let before = policy.level(ofReminder: diary.reminders, isOverdue: isOverdue)
        diary.reminders += 1
        diary.lastReminder = situation.now
        let level = policy.level(ofReminder: diary.reminders, isOverdue: isOverdue)
        let reminder = ReminderAction.remind(level, number: diary.reminders)
        return level >= .slip && before < .slip ? [reminder, .printSlip] : [reminder]
    }
}

// MARK: - What holds between two looks

extension SettlementReminder {
    /// How urgent the open batch is now: what the idle screen says. A batch of an earlier day always takes a line.
    public func level(in situation: SettlementSituation, _ diary: SettlementDiary) -> ReminderLevel {
        guard situation.isClockCredible, situation.openSince != nil else { return .none }
        let reminders = diary.turned(to: today(situation)).reminders
        let isOverdue = isOverdue(situation)
        let level = policy.level(ofReminder: reminders, isOverdue: isOverdue)
        return isOverdue ? max(level, .line) : level
    }

    /// Why a new sale is refused now, or nil when it is not.
    public func refusal(in situation: SettlementSituation, _ diary: SettlementDiary) -> SaleRefusal? {
        guard situation.isClockCredible, situation.openSince != nil else { return nil }
        let diary = diary.turned(to: today(situation))
        if diary.supervisorPutOffs > 0, isPutOff(diary, at: situation.now) { return nil }
        if policy.level(ofReminder: diary.reminders, isOverdue: false) == .refusal { return .reminded }
        guard isOverdue(situation) else { return nil }
        switch policy.morning {
        case .settleFirst: return .settleFirst
        case .ask: return diary.isMorningPutOff ? nil : .unanswered
        case .automatic: return diary.isMorningPutOff || mayTryInTheMorning(diary) ? nil : .unanswered
        }
    }

    /// True when whoever stands at the terminal may put it off without a supervisor.
    public func mayClerkPutOff(in situation: SettlementSituation, _ diary: SettlementDiary) -> Bool {
        switch refusal(in: situation, diary) {
        case .settleFirst, .reminded: false
        case .unanswered: true
        case nil: diary.turned(to: today(situation)).putOffs < policy.mostPutOffs
        }
    }

    /// Somebody puts it off: the question of the morning for the day, since the evening has its own reminders; anything
    /// else for the policy's minutes.
    ///
    /// - Returns: False when that is not allowed to them; nothing changes then.
    public func putOff(
        by who: PutOffBy, in situation: SettlementSituation, _ diary: inout SettlementDiary
    ) -> Bool {
        guard who == .supervisor || mayClerkPutOff(in: situation, diary) else { return false }
        var next = diary.turned(to: today(situation))
        let isMorning = refusal(in: situation, next) == .unanswered
        switch who {
        case .clerk: if !isMorning { next.putOffs += 1 }
        case .supervisor: next.supervisorPutOffs += 1
        }
        if isMorning {
            next.isMorningPutOff = true
        } else {
            next.putOffUntil = situation.now.adding(seconds: Int64(policy.putOffMinutes) * 60)
        }
        diary = next
        return true
    }
}
