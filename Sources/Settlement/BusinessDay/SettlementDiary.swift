/// What the terminal must remember of its reminders and automatic settlements over a power cut.
public struct SettlementDiary: Equatable, Sendable {
    /// The business day that the counts are about.
    public internal(set) var day: CalendarDate
    /// Reminders of that day.
    public internal(set) var reminders = 0
    /// When the last one was.
    public internal(set) var lastReminder: ClockTime?
    /// How often the clerk put it off on that day.
    public internal(set) var putOffs = 0
    /// How often a supervisor did.
    public internal(set) var supervisorPutOffs = 0
    /// Until when it is put off.
    public internal(set) var putOffUntil: ClockTime?
    /// True when the question of the morning was put off for the day.
    public internal(set) var isMorningPutOff = false
    /// How often the terminal tried to settle by itself on that day because of a batch of an earlier one.
    public internal(set) var morningTries = 0
    /// The business date in whose window the terminal tried last to settle by itself.
    public internal(set) var triedFor: CalendarDate?
    /// True when nothing more is tried in that window: the batch was closed, or the host refused.
    public internal(set) var isWindowFinished = false
    /// Why it tried last.
    public internal(set) var reason: AutomaticReason?
    /// When it tried last, in a window or in the morning.
    public internal(set) var lastTry: ClockTime?
    /// Where that try stands.
    public internal(set) var outcome = AutomaticOutcome.none

    /// A diary of a day on which nothing happened yet.
    public init(day: CalendarDate) { self.day = day }

    /// The diary as it is on `day`: another business day begins with no reminders and nothing put off.
    func turned(to day: CalendarDate) -> SettlementDiary {
        guard day != self.day else { return self }
        var next = SettlementDiary(day: day)
        next.keepTries(of: self)
        return next
    }

    private mutating func keepTries(of other: SettlementDiary) {
        triedFor = other.triedFor
        isWindowFinished = other.isWindowFinished
        reason = other.reason
        lastTry = other.lastTry
        outcome = other.outcome
    }

    /// The terminal settles by itself now.
    mutating func note(_ reason: AutomaticReason, for date: CalendarDate, at now: ClockTime) {
        if reason == .morning {
            morningTries += 1
        } else {
            triedFor = date
            isWindowFinished = false
        }
        self.reason = reason
        lastTry = now
        outcome = .running
    }

    /// The automatic settlement came to no end: the host was silent, or it refused.
    public mutating func failed(refused: Bool) {
        guard outcome == .running else { return }
        outcome = refused ? .refused : .unanswered
        if refused, reason != .morning { isWindowFinished = true }
    }

    /// The batch is closed, by whatever way: nothing is left to remind of, and what was tried is done.
    public mutating func settled() {
        var next = SettlementDiary(day: day)
        next.keepTries(of: self)
        if outcome != .none {
            next.outcome = .done
            if reason != .morning { next.isWindowFinished = true }
        }
        self = next
    }
}

/// Where the last automatic settlement stands.
public enum AutomaticOutcome: UInt8, Sendable, CaseIterable {
    /// None was tried.
    case none = 0
    /// It is under way, or was when the power went.
    case running = 1
    /// The host did not answer: it may be tried again.
    case unanswered = 2
    /// The host refused: somebody has to look first.
    case refused = 3
    /// The batch is closed.
    case done = 4
}
