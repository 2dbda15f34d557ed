import Settlement

extension ClockTime {
    /// Reads `2026-11-24 23:00:15`, as this bench writes times, with a `T` or without seconds as well; nil when it is no time.
    public init?(written text: String) {
        let parts = text.split { $0 == " " || $0 == "T" || $0 == "-" || $0 == ":" }.map { Int($0) }
        guard parts.count == 5 || parts.count == 6, !parts.contains(nil) else { return nil }
        let numbers = parts.compactMap { $0 }
        guard let date = CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2]),
            (0..<24).contains(numbers[3]), (0..<60).contains(numbers[4])
        else { return nil }
        let seconds = numbers.count == 6 ? numbers[5] : 0
        guard (0..<60).contains(seconds) else { return nil }
        self.init(date: date, secondOfDay: numbers[3] * 3600 + numbers[4] * 60 + seconds)
    }
}
