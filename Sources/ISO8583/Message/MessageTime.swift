/// Date and time as a message says them: what a message leaves out, for example the year, is nil and never guessed.
public struct MessageTime: Hashable, Sendable, CustomStringConvertible {
    /// Year with century, nil when the message does not say it.
    public let year: Int?
    /// Month and day of the month, nil when only a time is said.
    public let month: Int?
    /// Day of the month.
    public let day: Int?
    /// Hour, minute and second, nil when only a date is said.
    public let hour: Int?
    /// Minute.
    public let minute: Int?
    /// Second.
    public let second: Int?

    /// How digits say a date or a time.
    public enum Form: Sendable, CaseIterable {
        /// MMDD.
        case monthDay
        /// hhmmss.
        case time
        /// MMDDhhmmss.
        case monthDayTime
        /// YYMMDD, of this century.
        case date
        /// YYMMDDhhmmss, of this century.
        case dateTime
        /// CCYYMMDD.
        case longDate
        /// CCYYMMDDhhmmss.
        case longDateTime

        /// Digits of the form.
        public var count: Int {
            switch self {
            case .monthDay: 4
            case .time, .date: 6
            case .longDate: 8
            case .monthDayTime: 10
            case .dateTime: 12
            case .longDateTime: 14
            }
        }
    }

    /// Reads digits of a form; nil when they are no such date or time. 29 February is a date where no year is said.
    public init?(_ text: String, _ form: Form) {
        let digits = [UInt8](text.utf8)
        guard digits.count == form.count, digits.allSatisfy({ Digits.isDigit($0) }) else { return nil }
        var place = 0
        func next(_ count: Int) -> Int {
            defer { place += count }
            return digits[place..<place + count].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        var year: Int?
        switch form {
        case .date, .dateTime: year = 2000 + next(2)
        case .longDate, .longDateTime: year = next(4)
        default: year = nil
        }
        self.year = year
        if form == .time {
            (month, day) = (nil, nil)
        } else {
            let (month, day) = (next(2), next(2))
            guard (1...12).contains(month), (1...MessageTime.days(month, year)).contains(day) else { return nil }
            (self.month, self.day) = (month, day)
        }
        switch form {
        case .monthDay, .date, .longDate: (hour, minute, second) = (nil, nil, nil)
        default:
            let (hour, minute, second) = (next(2), next(2), next(2))
            guard hour < 24, minute < 60, second < 60 else { return nil }
            (self.hour, self.minute, self.second) = (hour, minute, second)
        }
    }

    private static func days(_ month: Int, _ year: Int?) -> Int {
        switch month {
        case 4, 6, 9, 11: return 30
        case 2:
            guard let year else { return 29 }
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: return 31
        }
    }

    /// `2026-11-24 18:06:11`, without what is not said.
    public var description: String {
        var parts: [String] = []
        if let month, let day {
            parts.append((year.map { Digits.padded(UInt64($0), width: 4) + "-" } ?? "") + two(month) + "-" + two(day))
        }
        if let hour, let minute, let second { parts.append(two(hour) + ":" + two(minute) + ":" + two(second)) }
        return parts.joined(separator: " ")
    }

    private func two(_ value: Int) -> String { Digits.padded(UInt64(value), width: 2) }
}
