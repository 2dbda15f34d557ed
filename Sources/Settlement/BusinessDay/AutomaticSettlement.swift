extension SettlementReminder {
    /// The automatic settlement that is due now. `diary` is turned to the present day.
    func dueSettlement(
        _ situation: SettlementSituation, _ diary: SettlementDiary
    ) -> (AutomaticReason, CalendarDate)? {
        if let window = policy.automatic {
            for date in [diary.day, diary.day.adding(days: -1)] {
                if let reason = due(window, for: date, situation, diary) { return (reason, date) }
            }
        }
        guard policy.morning == .automatic, isOverdue(situation), !diary.isMorningPutOff, mayTryInTheMorning(diary),
            situation.now >= morningCall(diary.day),
            diary.morningTries == 0 || passed(retryMinutes, since: diary.lastTry, at: situation.now)
        else { return nil }
        return (.morning, diary.day)
    }

    var retryMinutes: Int { policy.automatic?.retryMinutes ?? 10 }

    /// The morning's first call is spread over the fleet like that of a window.
    func morningCall(_ day: CalendarDate) -> ClockTime {
        let room = UInt64(max(0, policy.automatic?.jitterMinutes ?? 15) * 60)
        return businessDay.begin(of: day).adding(seconds: Int64(spread(terminalID, day) % (room + 1)))
    }

    func mayTryInTheMorning(_ diary: SettlementDiary) -> Bool {
        diary.morningTries == 0
            || diary.outcome != .refused && diary.morningTries < SettlementReminder.morningTries
    }

    private func due(
        _ window: SettlementWindow, for date: CalendarDate, _ situation: SettlementSituation, _ diary: SettlementDiary
    ) -> AutomaticReason? {
        guard let since = situation.openSince, since <= date, let openedAt = situation.openedAt else { return nil }
        // A window of the day after has taken the batch along, if it was tried.
        guard diary.triedFor != date.adding(days: 1) else { return nil }
        let isTried = diary.triedFor == date
        if isTried, diary.isWindowFinished { return nil }
        let end = window.bounds(of: date, by: businessDay).to
        if situation.now >= end {
            // It had its chance when it was tried, and none when it was off: what was sold after the end is the next day's.
            return isTried || openedAt >= end ? nil : .missed
        }
        guard situation.now >= window.firstCall(of: terminalID, on: date, by: businessDay),
            !isTried || passed(window.retryMinutes, since: diary.lastTry, at: situation.now)
        else { return nil }
        return .window
    }
}
