import Foundation

/// When a terminal's parts are due, by the trend of the counters that its history holds.
///
/// The trend is the straight line through the counts, by least squares. It needs counts of at least a day apart. A count that
/// went back is that of a new part: what was before it does not count.
public struct Maintenance: Codable, Equatable, Sendable {
    /// A part.
    public struct Item: Codable, Equatable, Sendable {
        /// Which, for example `printer-head`.
        public let part: String
        /// What was counted last.
        public let value: Double
        /// In which unit.
        public let unit: String
        /// At which value it is due.
        public let limit: Double
        /// How much it changes each day, by trend; nil without one.
        public let perDay: Double?
        /// The day on which it is due, `2027-03-05`; nil when no day can be told.
        public let due: String?
        /// Whether it is due now.
        public let isDue: Bool
        /// From how many counts, or why there is no trend.
        public let basis: String
    }

    /// Number of this form.
    public let schema: Int
    /// Serial number.
    public let serial: String
    /// The parts whose counts are known.
    public let items: [Item]

    /// Days that a forecast reaches.
    public static let horizon = 3650.0

    /// What follows from a history.
    ///
    /// - Parameter now: The day from which on something is due.
    public init(_ serial: String, _ entries: [DeviceHistory.Entry], now: Date = Date()) {
        schema = 1
        self.serial = serial
        let counts = entries.compactMap { entry in
            entry.date.flatMap { date in entry.counters.map { (date: date, counters: $0) } }
        }.sorted { $0.date < $1.date }
        items = MaintenanceRule.all.compactMap { $0.item(counts, now) }
    }
}

/// How one part is judged.
struct MaintenanceRule {
    typealias Counts = [(date: Date, counters: [String: Int64])]

    /// What is looked at.
    enum Kind {
        /// A count that grows up to what the part stands.
        case wear(counter: String, life: String, scale: Double)
        /// A value that falls to the least that is good.
        case capacity(counter: String, least: String)
        /// A share of errors since the count before, in percent.
        case share(errors: String, of: String, most: Double)
    }

    let part: String
    let unit: String
    let kind: Kind

    static let all = [
        MaintenanceRule(
            part: "printer-head", unit: "m",
            kind: .wear(counter: "printer.millimetres", life: "printer.millimetres-life", scale: 1000)),
        MaintenanceRule(
            part: "reader-head", unit: "swipes",
            kind: .wear(counter: "reader.swipes", life: "reader.swipes-life", scale: 1)),
        MaintenanceRule(
            part: "chip-contacts", unit: "cards",
            kind: .wear(counter: "reader.inserts", life: "reader.inserts-life", scale: 1)),
        MaintenanceRule(
            part: "flash-program", unit: "erasures",
            kind: .wear(counter: "flash.program-erases", life: "flash.program-endurance", scale: 1)),
        MaintenanceRule(
            part: "flash-journal", unit: "erasures",
            kind: .wear(counter: "flash.journal-erases", life: "flash.journal-endurance", scale: 1)),
        MaintenanceRule(
            part: "battery", unit: "% capacity",
            kind: .capacity(counter: "battery.capacity-percent", least: "battery.capacity-percent-least")),
        // One card in twenty that is not read: the head is dirty.
        MaintenanceRule(
            part: "card-reading", unit: "% misread",
            kind: .share(errors: "reader.misreads", of: "reader.swipes", most: 5)),
        MaintenanceRule(
            part: "chip-reading", unit: "% not read",
            kind: .share(errors: "reader.chip-errors", of: "reader.inserts", most: 5)),
        // Errors for each thousand bytes: plug, cable, or a rate that differs.
        MaintenanceRule(
            part: "line", unit: "retries per 1000 bytes", kind: .share(errors: "line.errors", of: "line.bytes", most: 1)
        ),
    ]

    /// The part's state; nil when its counts are not known.
    func item(_ counts: Counts, _ now: Date) -> Maintenance.Item? {
        switch kind {
        case .wear(let counter, let life, let scale):
            guard let limit = counts.last?.counters[life], limit > 0 else { return nil }
            let points = MaintenanceRule.points(counts, counter) { $0 < $1 }.map { ($0.0, $0.1 / scale) }
            return trend(points, limit: Double(limit) / scale, now) { $0 >= $1 }
        case .capacity(let counter, let least):
            guard let limit = counts.last?.counters[least] else { return nil }
            return trend(MaintenanceRule.points(counts, counter) { $0 > $1 }, limit: Double(limit), now) { $0 <= $1 }
        case .share(let errors, let all, let most): return share(counts, errors, all, most)
        }
    }

    /// Days and values of a counter, from where it last went back.
    private static func points(
        _ counts: Counts, _ counter: String, _ wentBack: (Int64, Int64) -> Bool
    ) -> [(Date, Double)] {
        var points: [(Date, Double)] = []
        var last: Int64?
        for count in counts {
            guard let value = count.counters[counter] else { continue }
            if let last, wentBack(value, last) { points = [] }
            points.append((count.date, Double(value)))
            last = value
        }
        return points
    }

    private func trend(
        _ points: [(Date, Double)], limit: Double, _ now: Date, _ isReached: (Double, Double) -> Bool
    ) -> Maintenance.Item? {
        guard let first = points.first, let last = points.last else { return nil }
        func item(_ perDay: Double?, _ due: Date?, _ basis: String) -> Maintenance.Item {
            let isDue = isReached(last.1, limit) || (due.map { $0 <= now } ?? false)
            return Maintenance.Item(
                part: part, value: last.1, unit: unit, limit: limit, perDay: perDay,
                due: due.map { $0.formatted(.iso8601.year().month().day()) }, isDue: isDue, basis: basis)
        }
        if isReached(last.1, limit) { return item(nil, last.0, "the limit is reached") }
        let span = last.0.timeIntervalSince(first.0) / 86_400
        guard points.count >= 2, span >= 1 else {
            return item(nil, nil, "no trend yet: it needs counts a day apart")
        }
        let days = points.map { $0.0.timeIntervalSince(first.0) / 86_400 }
        let (meanDay, mean) = (
            days.reduce(0, +) / Double(days.count), points.map(\.1).reduce(0, +) / Double(points.count)
        )
        let above = zip(days, points).reduce(0) { $0 + ($1.0 - meanDay) * ($1.1.1 - mean) }
        let below = days.reduce(0) { $0 + ($1 - meanDay) * ($1 - meanDay) }
        let slope = below > 0 ? above / below : 0
        let basis = "straight line through \(points.count) counts of \(Int(span.rounded())) day(s)"
        let left = slope == 0 ? Double.infinity : (limit - last.1) / slope
        guard left > 0, left <= Maintenance.horizon else {
            return item(slope, nil, basis + ": not within ten years")
        }
        return item(slope, last.0.addingTimeInterval(left * 86_400), basis)
    }

    private func share(_ counts: Counts, _ errors: String, _ all: String, _ most: Double) -> Maintenance.Item? {
        let known = counts.filter { $0.counters[errors] != nil && $0.counters[all] != nil }
        guard let last = known.last, let lastErrors = last.counters[errors], let lastAll = last.counters[all] else {
            return nil
        }
        let before = known.dropLast().last {
            ($0.counters[all] ?? 0) <= lastAll && ($0.counters[errors] ?? 0) <= lastErrors
        }
        let since = (
            errors: lastErrors - (before?.counters[errors] ?? 0), all: lastAll - (before?.counters[all] ?? 0)
        )
        // Of a few cards, or a few messages, nothing follows.
        let isEnough = since.all >= (part == "line" ? 2000 : 20)
        let scale = part == "line" ? 1000.0 : 100.0
        let value = since.all > 0 ? Double(since.errors) * scale / Double(since.all) : 0
        return Maintenance.Item(
            part: part, value: value, unit: unit, limit: most, perDay: nil,
            due: nil, isDue: isEnough && value > most,
            basis: "\(since.errors) of \(since.all) since the count before"
                + (isEnough ? "" : ": too few to judge"))
    }
}
