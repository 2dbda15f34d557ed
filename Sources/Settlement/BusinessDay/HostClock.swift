/// The host's time in a response: field 12 (hhmmss) and field 13 (MMDD), which say no year.
public struct HostClock: Equatable, Sendable {
    /// Month 1 to 12.
    public let month: Int
    /// Day of the month; 29 February is possible.
    public let day: Int
    /// Seconds after midnight.
    public let secondOfDay: Int

    /// Reads the two fields; nil when they hold no time.
    public init?(time: String, monthDay: String) {
        guard let time = HostClock.pairs(time, count: 3), let date = HostClock.pairs(monthDay, count: 2),
            time[0] < 24, time[1] < 60, time[2] < 60,
            CalendarDate(year: 2024, month: date[0], day: date[1]) != nil
        else { return nil }
        month = date[0]
        day = date[1]
        secondOfDay = time[0] * 3600 + time[1] * 60 + time[2]
    }

    /// Half a year, in seconds: a clock that is further off does not know its year.
    static let halfYear: Int64 = 183 * 86_400

    /// The host's moment that lies nearest to `time`, or nil when no such day lies within half a year of it: that is 29
    /// February beside a year that has none.
    public func moment(near time: ClockTime) -> ClockTime? {
        var nearest: ClockTime?
        for year in (time.date.year - 1)...(time.date.year + 1) {
            guard let moment = moment(in: year) else { continue }
            if let known = nearest, HostClock.distance(known, time) <= HostClock.distance(moment, time) { continue }
            nearest = moment
        }
        guard let nearest, HostClock.distance(nearest, time) <= HostClock.halfYear else { return nil }
        return nearest
    }

    /// The first moment of the host's time that is not before `floor`: with an unknown year, the least that it can be.
    public func moment(notBefore floor: ClockTime) -> ClockTime? {
        // A century year without a leap day has eight years between two of them.
        for year in floor.date.year...(floor.date.year + 8) {
            if let moment = moment(in: year), moment >= floor { return moment }
        }
        return nil
    }

    private func moment(in year: Int) -> ClockTime? {
        CalendarDate(year: year, month: month, day: day).flatMap { ClockTime(date: $0, secondOfDay: secondOfDay) }
    }

    private static func distance(_ one: ClockTime, _ other: ClockTime) -> Int64 {
        abs(one.secondNumber - other.secondNumber)
    }

    private static func pairs(_ text: String, count: Int) -> [Int]? {
        let bytes = [UInt8](text.utf8)
        guard bytes.count == 2 * count, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return (0..<count).map { Int(bytes[2 * $0] - 0x30) * 10 + Int(bytes[2 * $0 + 1] - 0x30) }
    }
}
