import Settlement

/// A batch that should have been settled. There is one alarm for a batch, from the moment it is overdue until it is closed.
public struct Alarm: Sendable, Equatable {
    /// The terminal.
    public var terminal: TerminalKey
    /// The batch as it was when the alarm was raised.
    public var batch: OpenBatch
    /// Why, with the numbers that say so.
    public var due: DueTime
    /// When it was raised: seconds since 1970-01-01 00:00 of the shop's local time.
    public var raisedAt: Int64
    /// The last step that was taken; nil before the first.
    public var step: AlarmStep?
    /// True once the terminal was told to settle by itself.
    public var isSettling: Bool

    /// An alarm.
    public init(
        terminal: TerminalKey, batch: OpenBatch, due: DueTime, raisedAt: Int64, step: AlarmStep? = nil,
        isSettling: Bool = false
    ) {
        self.terminal = terminal
        self.batch = batch
        self.due = due
        self.raisedAt = raisedAt
        self.step = step
        self.isSettling = isSettling
    }
}

/// Why an alarm is over.
public enum Clearing: String, Sendable, Codable, CaseIterable {
    /// The batch was closed.
    case closed
    /// Nothing stands in the batch any more.
    case emptied
    /// The terminal is not watched any more.
    case unwatched
}

/// What a watch wants to be done.
public enum WatchEffect: Sendable, Equatable {
    /// A batch is overdue.
    case raised(Alarm)
    /// Tell those of the alarm's step.
    case told(Alarm)
    /// The terminal is to settle by itself.
    case settle(Alarm)
    /// The alarm is over.
    case cleared(Alarm, Clearing, at: ClockTime)
}
