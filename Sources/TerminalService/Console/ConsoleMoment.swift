/// A moment on the clock of the workstation, in local time.
public struct ConsoleMoment: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01 00:00:00.000 of the same local time.
    public let milliseconds: Int64

    /// A moment.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The earlier one is less.
    public static func < (left: ConsoleMoment, right: ConsoleMoment) -> Bool { left.milliseconds < right.milliseconds }

    /// The moment so many milliseconds later.
    public func adding(milliseconds more: Int) -> ConsoleMoment {
        ConsoleMoment(milliseconds: milliseconds + Int64(more))
    }

    /// `12:34:56.789`.
    public var time: String {
        let part = Int(milliseconds - dayNumber * 86_400_000)
        let seconds = part / 1000
        return [seconds / 3600, seconds / 60 % 60, seconds % 60].map { ConsoleMoment.padded($0, 2) }.joined(
            separator: ":")
            + "." + ConsoleMoment.padded(part % 1000, 3)
    }

    /// `2026-01-31 12:34:56.789`.
    public var dateAndTime: String {
        // The year begins in March here, so that the leap day is its last. Source: Gregorian calendar, 146097 days in 400 years.
        let days = Int(dayNumber) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let calendarMonth = month < 10 ? month + 3 : month - 9
        let year = yearOfEra + era * 400 + (calendarMonth <= 2 ? 1 : 0)
        return ConsoleMoment.padded(year, 4) + "-" + ConsoleMoment.padded(calendarMonth, 2) + "-"
            + ConsoleMoment.padded(day, 2) + " " + time
    }

    private var dayNumber: Int64 {
        let days = milliseconds / 86_400_000
        return milliseconds % 86_400_000 < 0 ? days - 1 : days
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
