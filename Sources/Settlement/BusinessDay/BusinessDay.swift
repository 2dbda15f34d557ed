/// How a shop's business day follows from the clock.
///
/// A bar that closes at three in the morning books its last sales on the evening's day: everything before the cut-over
/// belongs to the day before.
public struct BusinessDay: Hashable, Sendable {
    /// Minutes after midnight at which a new business day begins, 0 to 1439.
    public let cutOverMinute: Int

    /// A business day that begins `cutOverMinute` minutes after midnight, or nil when that is not in 0 to 1439.
    public init?(cutOverMinute: Int) {
        guard (0..<1440).contains(cutOverMinute) else { return nil }
        self.cutOverMinute = cutOverMinute
    }

    private init() { cutOverMinute = 0 }

    /// The calendar day.
    public static let calendar = BusinessDay()

    /// The business date of a moment.
    public func date(at time: ClockTime) -> CalendarDate {
        time.secondOfDay < cutOverMinute * 60 ? time.date.adding(days: -1) : time.date
    }
}
