/// A date and time of day at the terminal, without a time zone.
public struct LocalMoment: Equatable, Sendable {
    /// Year with century.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31.
    public let day: Int
    /// 0 to 23.
    public let hour: Int
    /// 0 to 59.
    public let minute: Int
    /// 0 to 59.
    public let second: Int

    /// A moment; nil when a part is out of its range.
    public init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let longest = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1970...9999).contains(year), (1...12).contains(month), (1...longest[month - 1]).contains(day),
            (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// Reads `2026-11-23`, `2026-11-23T09:30` or `2026-11-23T09:30:15`; a space may stand for the T.
    public init?(_ text: String) {
        let halves = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "T" || $0 == " " }
        let date = halves[0].split(separator: "-", omittingEmptySubsequences: false).map { LocalMoment.number($0) }
        let time =
            halves.count == 1
            ? [0, 0] : halves[1].split(separator: ":", omittingEmptySubsequences: false).map { LocalMoment.number($0) }
        guard date.count == 3, (2...3).contains(time.count), let year = date[0], let month = date[1], let day = date[2],
            let hour = time[0], let minute = time[1], let second = time.count == 3 ? time[2] : 0
        else { return nil }
        self.init(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    /// `20261123`.
    var centuryDate: String { padded(year, 4) + monthDay }
    /// `1123`.
    var monthDay: String { padded(month, 2) + padded(day, 2) }
    /// `093015`.
    var time: String { padded(hour, 2) + padded(minute, 2) + padded(second, 2) }

    /// The year in which a date without one lies: that which brings it nearest to this moment.
    func year(nearest monthDay: some StringProtocol) -> Int {
        guard let number = Int(monthDay) else { return year }
        // A month counts as 31 days here: half a year is not met to the day anyway.
        let distance = number / 100 * 31 + number % 100 - (month * 31 + day)
        return distance > 186 ? year - 1 : distance < -186 ? year + 1 : year
    }
}

/// Digits of a number, zeros at the left.
func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
