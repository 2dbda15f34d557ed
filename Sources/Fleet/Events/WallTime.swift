import Settlement

/// Times as files write them.
public enum WallTime {
    /// Reads `2026-11-24 23:00:15` or `2026-11-24T23:00`, local time of the shop; nil for anything else.
    public static func parse(_ text: some StringProtocol) -> ClockTime? {
        let bytes = Array(text.utf8)
        guard bytes.count == 16 || bytes.count == 19, bytes[4] == 0x2D, bytes[7] == 0x2D,
            bytes[10] == 0x20 || bytes[10] == 0x54, bytes[13] == 0x3A, bytes.count == 16 || bytes[16] == 0x3A
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (0x30...0x39).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let date = CalendarDate(year: year, month: month, day: day), let hour = number(11..<13), hour < 24,
            let minute = number(14..<16), minute < 60
        else { return nil }
        guard bytes.count == 19 else { return ClockTime(date: date, secondOfDay: hour * 3600 + minute * 60) }
        guard let second = number(17..<19), second < 60 else { return nil }
        return ClockTime(date: date, secondOfDay: hour * 3600 + minute * 60 + second)
    }

    /// A time of day such as `23:30` as minutes after midnight; nil for anything else.
    public static func minuteOfDay(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hour = Int(parts[0]),
            let minute = Int(parts[1]),
            (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }

    /// `2026-11-24 23:00`.
    public static func shown(_ seconds: Int64) -> String {
        let time = ClockTime(secondNumber: seconds)
        return time.date.description + " " + time.hourMinute
    }
}
