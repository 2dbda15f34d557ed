import Foundation
import Settlement

/// The terminal's clock: it runs like a real one, can be set, and time can be skipped.
///
/// The wall clock and the timers move together: a terminal whose night is skipped also sees its timers run out.
struct VirtualClock {
    private var start: ClockTime
    private let bootedAt: UInt64
    /// Milliseconds by which the clock skipped since power-up.
    private(set) var skipped: Int64 = 0

    /// A clock that shows `start` now.
    init(showing start: ClockTime) {
        self.start = start
        bootedAt = DispatchTime.now().uptimeNanoseconds
    }

    /// Milliseconds since power-up, skipped time included.
    var milliseconds: Int64 {
        Int64((DispatchTime.now().uptimeNanoseconds - bootedAt) / 1_000_000) + skipped
    }

    /// What the clock shows.
    var now: ClockTime { start.adding(seconds: milliseconds / 1000) }

    /// Sets what it shows; the timers do not notice.
    mutating func set(to time: ClockTime) { start = time.adding(seconds: -(milliseconds / 1000)) }

    /// Lets time pass at once.
    mutating func skip(milliseconds: Int64) { skipped += milliseconds }
}

extension ClockTime {
    /// The local time of this workstation.
    public static func workstation() -> ClockTime {
        let zone = TimeZone.current
        let now = Date()
        return ClockTime(secondNumber: Int64(now.timeIntervalSince1970) + Int64(zone.secondsFromGMT(for: now)))
    }

    /// Reads `2026-11-23T09:00` or `2026-11-23T09:00:30`; a space may stand for the T. Local time, no zone.
    public init?(iso8601 text: String) {
        let parts = text.replacingOccurrences(of: "T", with: " ").split(separator: " ")
        guard parts.count == 2 else { return nil }
        let day = parts[0].split(separator: "-").map { Int($0) }
        let time = parts[1].split(separator: ":").map { Int($0) }
        guard day.count == 3, time.count == 2 || time.count == 3, let year = day[0], let month = day[1],
            let dayOfMonth = day[2], let hour = time[0], let minute = time[1], (0..<24).contains(hour),
            (0..<60).contains(minute), let date = CalendarDate(year: year, month: month, day: dayOfMonth)
        else { return nil }
        let second = time.count == 3 ? time[2] : 0
        guard let second, (0..<60).contains(second) else { return nil }
        self.init(date: date, secondOfDay: hour * 3600 + minute * 60 + second)
    }
}
