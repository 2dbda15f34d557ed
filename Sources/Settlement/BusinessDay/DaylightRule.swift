/// When a region's clocks are set one hour forward in spring and back in autumn. A shop in mainland China has none.
public struct DaylightRule: Equatable, Sendable {
    /// A change: the Sunday of `month` that comes as number `week`, 5 for the last one.
    struct Change: Equatable, Sendable {
        let month: Int
        let week: Int

        func sunday(of year: Int) -> CalendarDate? {
            guard let first = CalendarDate(year: year, month: month, day: 1) else { return nil }
            // 1970-01-01 was a Thursday: day numbers that leave 3 over are Sundays.
            let offset = ((3 - first.dayNumber) % 7 + 7) % 7
            var sunday = first.adding(days: offset + 7 * (week - 1))
            while sunday.month != month { sunday = sunday.adding(days: -7) }
            return sunday
        }
    }

    private let spring: Change
    private let autumn: Change

    /// European Union: last Sunday of March and of October. Source: Directive 2000/84/EC.
    public static let europe = DaylightRule(
        spring: Change(month: 3, week: 5), autumn: Change(month: 10, week: 5))
    /// United States and Canada: second Sunday of March, first Sunday of November. Source: Energy Policy Act of 2005.
    public static let northAmerica = DaylightRule(
        spring: Change(month: 3, week: 2), autumn: Change(month: 11, week: 1))

    /// By how many seconds the clocks change on the weekend around this day: 3600 forward, -3600 back, nil for no change.
    ///
    /// The weekend is the Sunday of the change with the day before and the day after it: clocks are set by themselves in
    /// the night, or by hand in the evening before or on the next working day.
    public func change(around date: CalendarDate) -> Int64? {
        for (change, seconds) in [(spring, Int64(3600)), (autumn, -3600)] {
            guard let sunday = change.sunday(of: date.year) else { continue }
            if abs(sunday.dayNumber - date.dayNumber) <= 1 { return seconds }
        }
        return nil
    }
}
