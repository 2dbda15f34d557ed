/// What the terminal's clock shows: a day and the seconds since its midnight, in the shop's local time.
///
/// The firmware never asks for the time; every event brings it along.
public struct ClockTime: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The day.
    public let date: CalendarDate
    /// Seconds since midnight, 0 to 86399.
    public let secondOfDay: Int

    /// A moment, or nil when `secondOfDay` is not in 0 to 86399.
    public init?(date: CalendarDate, secondOfDay: Int) {
        guard (0..<86_400).contains(secondOfDay) else { return nil }
        self.date = date
        self.secondOfDay = secondOfDay
    }

    /// The moment that lies `seconds` after 1970-01-01 00:00:00 of the same local time.
    public init(secondNumber seconds: Int64) {
        // Also for the outermost numbers, which a worn memory may hold: nothing here runs over.
        let rest = seconds % 86_400
        date = CalendarDate(dayNumber: Int(clamping: seconds / 86_400 - (rest < 0 ? 1 : 0)))
        secondOfDay = Int(rest < 0 ? rest + 86_400 : rest)
    }

    /// Seconds since 1970-01-01 00:00:00 of the same local time.
    public var secondNumber: Int64 { Int64(date.dayNumber) * 86_400 + Int64(secondOfDay) }

    /// The moment `seconds` later (earlier when negative).
    public func adding(seconds: Int64) -> ClockTime { ClockTime(secondNumber: secondNumber + seconds) }

    /// `230015`: hour, minute, second as in field 12.
    public var hourMinuteSecond: String {
        two(secondOfDay / 3600) + two(secondOfDay / 60 % 60) + two(secondOfDay % 60)
    }

    /// `23:00`.
    public var hourMinute: String { two(secondOfDay / 3600) + ":" + two(secondOfDay / 60 % 60) }

    /// `2026-11-24 23:00:15`.
    public var description: String { date.description + " " + hourMinute + ":" + two(secondOfDay % 60) }

    /// Order of time.
    public static func < (left: ClockTime, right: ClockTime) -> Bool { left.secondNumber < right.secondNumber }

    private func two(_ value: Int) -> String { paddedDecimal(UInt64(value), width: 2) }
}
