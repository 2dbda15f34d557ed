import CloseWatch
import Foundation
import GRDB
import Settlement

/// What happened in each shop on a day, or in a week.
public struct FleetDigest: Codable, Sendable, Equatable {
    /// One close.
    public struct Close: Codable, Sendable, Equatable {
        /// Number of the batch.
        public var batch: UInt32
        /// When.
        public var at: String
        /// terminal, host or found.
        public var by: String
        /// Records.
        public var records: Int
        /// What they came to.
        public var money: [AlarmReport.Money]
        /// Hours from its first record to its close.
        public var hours: Double
    }

    /// One alarm.
    public struct Alarmed: Codable, Sendable, Equatable {
        /// Number of the batch.
        public var batch: UInt32
        /// When it was raised.
        public var raisedAt: String
        /// The last step.
        public var step: String?
        /// When it was over; nil while it is not.
        public var clearedAt: String?
    }

    /// One terminal.
    public struct Shop: Codable, Sendable, Equatable {
        /// Field 42.
        public var merchant: String
        /// Field 41.
        public var terminal: String
        /// Name of the shop.
        public var shop: String?
        /// Records that were booked and stand.
        public var records: Int
        /// What they come to.
        public var money: [AlarmReport.Money]
        /// Closes.
        public var closes: [Close]
        /// Batches that were overdue at the end of it and not closed, by number.
        public var open: [UInt32]
        /// Alarms that were raised.
        public var alarms: [Alarmed]
        /// What went wrong, and how often.
        public var troubles: [String: Int]
        /// Batch numbers that were never seen between two that were closed.
        public var missingBatches: Int
    }

    /// Number of this form.
    public var schema = 1
    /// First day.
    public var from: String
    /// Last day.
    public var to: String
    /// Shops in which something happened, or something is open.
    public var shops: [Shop]

    /// Reads it.
    ///
    /// - Parameters:
    ///   - last: The last day.
    ///   - days: 1 for a day, 7 for a week.
    ///   - terminal: Only this one, by its field 41; nil for all.
    /// - Throws: `FleetError`.
    public init(
        _ store: FleetStore, last: CalendarDate, days: Int = 1, terminal: String? = nil
    ) throws(FleetError) {
        let end = Int64(last.dayNumber + 1) * 86_400
        let start = end - Int64(days) * 86_400
        from = last.adding(days: 1 - days).description
        to = last.description
        shops = try store.read { try FleetDigest.read($0, start, end, terminal) }
    }

    private static func read(
        _ database: Database, _ start: Int64, _ end: Int64, _ terminal: String?
    ) throws -> [Shop] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT id, merchantID, terminalID, shop FROM terminal WHERE (? IS NULL OR terminalID = ?)
                ORDER BY merchantID, terminalID
                """, arguments: [terminal, terminal])
        return try rows.compactMap { row in
            let id: Int64 = row[0]
            let booked = try Row.fetchAll(
                database,
                sql: """
                    SELECT currency, sum(minorUnits), count(*) FROM batch JOIN record ON record.batch = batch.id
                    WHERE terminal = ? AND lastAt >= ? AND firstAt < ? AND at >= ? AND at < ? AND NOT isUndone
                    GROUP BY currency ORDER BY currency
                    """, arguments: [id, start, end, start, end])
            let shop = Shop(
                merchant: row[1], terminal: row[2], shop: row[3], records: booked.reduce(0) { $0 + ($1[2] as Int) },
                money: booked.map { money($0[0], $0[1]) }, closes: try closes(database, id, start, end),
                open: try UInt32.fetchAll(
                    database,
                    sql: """
                        SELECT number FROM batch WHERE terminal = ? AND firstAt < ? AND count > 0
                        AND (closedAt IS NULL OR closedAt >= ?) AND dueAt <= ? ORDER BY number
                        """, arguments: [id, end, end, end]), alarms: try alarms(database, id, start, end),
                troubles: try troubles(database, id, start, end), missingBatches: try missing(database, id, start, end))
            return shop.isQuiet ? nil : shop
        }
    }

    private static func money(_ code: UInt16, _ minorUnits: Int64) -> AlarmReport.Money {
        AlarmReport.Money(currency: code, minorUnits: minorUnits, amount: AlarmWords.money([code: minorUnits]))
    }

    private static func closes(_ database: Database, _ id: Int64, _ start: Int64, _ end: Int64) throws -> [Close] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT id, number, closedAt, closedBy, count, firstAt FROM batch
                WHERE terminal = ? AND closedAt >= ? AND closedAt < ? AND count > 0 ORDER BY closedAt
                """, arguments: [id, start, end]
        ).map { row in
            Close(
                batch: row[1], at: WallTime.shown(row[2]), by: row[3], records: row[4],
                money: try FleetStatus.money(database, "batch.id = ?", [row[0] as Int64]),
                hours: (Double((row[2] as Int64) - (row[5] as Int64)) / 360).rounded() / 10)
        }
    }

    private static func alarms(_ database: Database, _ id: Int64, _ start: Int64, _ end: Int64) throws -> [Alarmed] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT number, raisedAt, step, clearedAt FROM alarm JOIN batch ON batch.id = alarm.batch
                WHERE terminal = ? AND raisedAt >= ? AND raisedAt < ? ORDER BY raisedAt
                """, arguments: [id, start, end]
        ).map {
            Alarmed(
                batch: $0[0], raisedAt: WallTime.shown($0[1]),
                step: ($0[2] as Int?).flatMap { AlarmStep(rawValue: $0)?.name },
                clearedAt: ($0[3] as Int64?).map { WallTime.shown($0) })
        }
    }

    private static func troubles(
        _ database: Database, _ id: Int64, _ start: Int64, _ end: Int64
    ) throws -> [String: Int] {
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT code, sum(times) FROM sign WHERE terminal = ? AND day >= ? AND day < ? GROUP BY code",
            arguments: [id, start / 86_400, end / 86_400])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    }

    private static func missing(_ database: Database, _ id: Int64, _ start: Int64, _ end: Int64) throws -> Int {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT max(number) - min(number) + 1 - count(*), max(number) - min(number) FROM batch
                WHERE terminal = ? AND lastAt >= ? AND firstAt < ?
                """, arguments: [id, start, end])
        // Numbers that wrap leave no hole.
        guard let holes = row?[0] as Int?, let width = row?[1] as Int?, width < 500_000 else { return 0 }
        return max(0, holes)
    }
}

extension FleetDigest.Shop {
    var isQuiet: Bool { records == 0 && closes.isEmpty && open.isEmpty && alarms.isEmpty && troubles.isEmpty }
}
