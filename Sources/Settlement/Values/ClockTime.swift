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

    /// The moment that lies `seconds` after 1970-01-01 00:00:00 of the same local time. Moments outside of the years 1 to
    /// 9999 become the nearest one.
    public init(secondNumber: Int64) {
        let seconds = min(max(secondNumber, -62_135_596_800), 253_402_300_799)
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        date = CalendarDate(dayNumber: Int(clamping: day))
        secondOfDay = Int(clamping: seconds - day * 86_400)
    }

    /// Seconds since 1970-01-01 00:00:00 of the same local time.
    public var secondNumber: Int64 { Int64(date.dayNumber) * 86_400 + Int64(secondOfDay) }

    /// The moment `seconds` later (earlier when negative).
    public func adding(seconds: Int64) -> ClockTime { ClockTime(secondNumber: secondNumber + seconds) }

    /// `230015`: hour, minute, second as in field 12.
    public var hourMinuteSecond: String {
        patterned(decimal, "000000")
    }

    /// `23:00`.
    public var hourMinute: String { patterned(decimal / 100, "00:00") }

    /// `2026-11-24 23:00:15`.
    public var description: String { patterned(date.decimal * 1_000_000 + decimal, "0000-00-00 00:00:00") }

    /// Order of time.
    public static func < (left: ClockTime, right: ClockTime) -> Bool { left.secondNumber < right.secondNumber }

    /// 230015.
    private var decimal: UInt64 {
        UInt64((secondOfDay / 3600 * 100 + secondOfDay / 60 % 60) * 100 + secondOfDay % 60)
    }
}
