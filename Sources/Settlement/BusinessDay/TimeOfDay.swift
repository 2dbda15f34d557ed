/// A time of day as people set it in parameters: hour and minute on the shop's wall.
public struct TimeOfDay: Hashable, Sendable, CustomStringConvertible {
    /// Minutes after midnight, 0 to 1439.
    public let minute: Int

    /// A time of day, or nil when `minute` is not in 0 to 1439.
    public init?(minute: Int) {
        guard (0..<1440).contains(minute) else { return nil }
        self.minute = minute
    }

    /// Reads `22:30`; nil when that is no time of day.
    public init?(_ text: String) {
        let bytes = [UInt8](text.utf8)
        guard bytes.count == 5, bytes[2] == 0x3A else { return nil }
        var digits: [Int] = []
        for index in [0, 1, 3, 4] {
            guard (0x30...0x39).contains(bytes[index]) else { return nil }
            digits.append(Int(bytes[index]) - 0x30)
        }
        let hour = digits[0] * 10 + digits[1]
        let minute = digits[2] * 10 + digits[3]
        guard hour < 24, minute < 60 else { return nil }
        self.minute = hour * 60 + minute
    }

    /// `22:30`.
    public var description: String {
        paddedDecimal(UInt64(minute / 60), width: 2) + ":" + paddedDecimal(UInt64(minute % 60), width: 2)
    }
}

extension BusinessDay {
    /// The moment at which a business date begins.
    public func begin(of date: CalendarDate) -> ClockTime {
        ClockTime(secondNumber: Int64(date.dayNumber) * 86_400 + Int64(cutOverMinute) * 60)
    }

    /// The moment at which a time of day comes within a business date: `01:30` of a day that begins at 04:00 lies in the
    /// next calendar night.
    public func moment(_ time: TimeOfDay, of date: CalendarDate) -> ClockTime {
        let minutes = (time.minute - cutOverMinute + 1440) % 1440
        return begin(of: date).adding(seconds: Int64(minutes) * 60)
    }
}
