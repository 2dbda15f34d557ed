import CloseWatch
import Foundation
import GRDB
import ISO8583

/// How a fleet stands at a moment.
public struct FleetStatus: Codable, Sendable, Equatable {
    /// One batch that is overdue.
    public struct Overdue: Codable, Sendable, Equatable {
        /// Field 42.
        public var merchant: String
        /// Field 41.
        public var terminal: String
        /// Name of the shop.
        public var shop: String?
        /// Number of the batch.
        public var batch: UInt32
        /// Records that stand in it.
        public var records: Int
        /// What they come to.
        public var money: [AlarmReport.Money]
        /// Its first record.
        public var openedAt: String
        /// Since when it is overdue.
        public var dueAt: String
        /// How long, in minutes.
        public var overdueMinutes: Int64
        /// The last step that was told; nil when no watch has told anybody.
        public var step: String?
    }

    /// How far a source was read.
    public struct Source: Codable, Sendable, Equatable {
        /// Its name.
        public var name: String
        /// When it was read last.
        public var readAt: String
        /// Minutes since then.
        public var lagMinutes: Int64
        /// Its newest event.
        public var eventAt: String?
    }

    /// Number of this form.
    public var schema = 1
    /// The moment, the shops' local time.
    public var at: String
    /// Terminals that are known.
    public var terminals: Int
    /// Batches that hold records and are not closed, by age in hours: `0-12`, `12-24`, `24-48`, `48-`.
    public var open: [String: Int]
    /// What they hold.
    public var openMoney: [AlarmReport.Money]
    /// What is overdue, the longest first; at most as many as were asked for.
    public var overdue: [Overdue]
    /// How many are overdue.
    public var overdueCount: Int
    /// What they hold.
    public var overdueMoney: [AlarmReport.Money]
    /// Transactions that wait for a reversal.
    public var pendingReversals: Int
    /// Sources.
    public var sources: [Source]

    /// Bounds of the ages in hours.
    static let ages = ["0-12", "12-24", "24-48", "48-"]

    /// Reads it.
    ///
    /// - Parameters:
    ///   - now: Seconds since 1970-01-01 of the shops' local time.
    ///   - limit: Overdue batches that are listed.
    /// - Throws: `FleetError`.
    public init(_ store: FleetStore, at now: Int64, limit: Int = 20) throws(FleetError) {
        self = try store.read { try FleetStatus($0, at: now, limit: limit) }
    }

    private init(_ database: Database, at now: Int64, limit: Int) throws {
        at = WallTime.shown(now)
        let counts = try Row.fetchOne(
            database, sql: "SELECT count(*), coalesce(sum(pendingReversals), 0) FROM terminal")
        terminals = counts?[0] ?? 0
        pendingReversals = counts?[1] ?? 0
        open = Dictionary(uniqueKeysWithValues: FleetStatus.ages.map { ($0, 0) })
        for row in try Row.fetchAll(
            database,
            sql: """
                SELECT CASE WHEN age < 43200 THEN 0 WHEN age < 86400 THEN 1 WHEN age < 172800 THEN 2 ELSE 3 END, count(*)
                FROM (SELECT ? - firstAt AS age FROM batch WHERE closedAt IS NULL AND count > 0) GROUP BY 1
                """, arguments: [now])
        { open[FleetStatus.ages[row[0]]] = row[1] }
        openMoney = try FleetStatus.money(database, "closedAt IS NULL AND count > 0", [])
        let late = "closedAt IS NULL AND count > 0 AND dueAt <= ?"
        overdueMoney = try FleetStatus.money(database, late, [now])
        overdueCount =
            try Int.fetchOne(database, sql: "SELECT count(*) FROM batch WHERE \(late)", arguments: [now]) ?? 0
        overdue = try Row.fetchAll(
            database,
            sql: """
                SELECT batch.id, merchantID, terminalID, shop, number, count, firstAt, dueAt, step FROM batch
                JOIN terminal ON terminal.id = batch.terminal LEFT JOIN alarm ON alarm.batch = batch.id
                WHERE \(late) ORDER BY dueAt, merchantID, terminalID LIMIT ?
                """, arguments: [now, limit]
        ).map { row in
            Overdue(
                merchant: row["merchantID"], terminal: row["terminalID"], shop: row["shop"], batch: row["number"],
                records: row["count"], money: try FleetStatus.money(database, "batch.id = ?", [row["id"] as Int64]),
                openedAt: WallTime.shown(row["firstAt"]), dueAt: WallTime.shown(row["dueAt"]),
                overdueMinutes: (now - (row["dueAt"] as Int64)) / 60,
                step: (row["step"] as Int?).flatMap { AlarmStep(rawValue: $0)?.name })
        }
        sources = try Row.fetchAll(database, sql: "SELECT name, readAt, eventAt FROM source ORDER BY name").map {
            Source(
                name: $0[0], readAt: WallTime.shown($0[1]), lagMinutes: max(0, (now - ($0[1] as Int64)) / 60),
                eventAt: ($0[2] as Int64?).map { WallTime.shown($0) })
        }
    }

    static func money(
        _ database: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> [AlarmReport.Money] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT currency, sum(minorUnits) FROM batch CROSS JOIN money ON money.batch = batch.id
                WHERE \(condition) GROUP BY currency ORDER BY currency
                """, arguments: arguments
        ).map {
            let code: UInt16 = $0[0]
            let minorUnits: Int64 = $0[1]
            return AlarmReport.Money(
                currency: code, minorUnits: minorUnits, amount: AlarmWords.money([code: minorUnits]))
        }
    }
}

extension [AlarmReport.Money] {
    /// As people write it.
    public var shown: String { isEmpty ? "0" : map(\.amount).joined(separator: ", ") }
}
