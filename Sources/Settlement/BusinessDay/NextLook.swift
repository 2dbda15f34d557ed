extension SettlementReminder {
    /// The next moment after `now` at which something may become due by the clock alone.
    ///
    /// Before it ``look(at:_:)`` has nothing to say that it did not say at `now`, as long as batch and diary stay as they
    /// are. A board that sleeps, and a simulation, need no tick until then.
    public func nextLook(after now: ClockTime, _ diary: SettlementDiary) -> ClockTime {
        let day = businessDay.date(at: now)
        let diary = diary.turned(to: day)
        // Another day turns the diary, and makes the batch one of an earlier day.
        var next = businessDay.begin(of: day.adding(days: 1))
        func take(_ moment: ClockTime?) {
            if let moment, moment > now, moment < next { next = moment }
        }
        func later(_ minutes: Int, than time: ClockTime?) -> ClockTime? { time?.adding(seconds: Int64(minutes) * 60) }
        if let from = policy.remindFrom {
            take(businessDay.moment(from, of: day))
            take(later(policy.remindEvery, than: diary.lastReminder))
        }
        take(diary.putOffUntil)
        if let window = policy.automatic {
            for date in [day, day.adding(days: -1)] {
                take(window.firstCall(of: terminalID, on: date, by: businessDay))
                take(window.bounds(of: date, by: businessDay).to)
            }
            take(later(window.retryMinutes, than: diary.lastTry))
        }
        if policy.morning == .automatic {
            take(morningCall(day))
            take(later(retryMinutes, than: diary.lastTry))
        }
        return next
    }
}
