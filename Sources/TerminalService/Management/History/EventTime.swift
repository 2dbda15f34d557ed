import Foundation

/// Times in histories and reports: ISO 8601 with the zone of this workstation, `2026-11-18T19:06:40+08:00`.
enum EventTime {
    static func text(_ time: Date, in zone: TimeZone = .current) -> String {
        let formatter = ISO8601DateFormatter()
        formatter.timeZone = zone
        return formatter.string(from: time)
    }

    /// The time of such a text; one without a zone is a time of this workstation.
    static func time(_ text: String) -> Date? {
        let formatter = ISO8601DateFormatter()
        if let time = formatter.date(from: text) { return time }
        formatter.timeZone = .current
        formatter.formatOptions = [.withFullDate, .withTime, .withColonSeparatorInTime]
        return formatter.date(from: text)
    }
}
