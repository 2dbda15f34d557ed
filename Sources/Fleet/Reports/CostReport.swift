import CloseWatch
import Foundation
import GRDB

/// What it costs not to settle, by a rule file.
public struct CostReport: Codable, Sendable, Equatable {
    /// One batch.
    public struct Line: Codable, Sendable, Equatable {
        /// Field 42.
        public var merchant: String
        /// Field 41.
        public var terminal: String
        /// Number of the batch.
        public var batch: UInt32
        /// What it holds.
        public var money: AlarmReport.Money
        /// Hours since its oldest record.
        public var hours: Double
        /// Class by the rule.
        public var feeClass: String
        /// What it costs more than in time, so far.
        public var extra: AlarmReport.Money
        /// Hours until the next class; nil in the last one.
        public var hoursToNext: Double?
        /// True when authorizations may have lapsed by the rule.
        public var mayLapse: Bool
    }

    /// Number of this form.
    public var schema = 1
    /// The moment.
    public var at: String
    /// Name of the rule.
    public var rule: String
    /// Where it comes from.
    public var source: String
    /// Batches that are open, the dearest first.
    public var lines: [Line]
    /// All of it.
    public var extra: [AlarmReport.Money]

    /// Reads it.
    ///
    /// - Throws: `FleetError`.
    public init(_ store: FleetStore, _ rules: CostRules, at now: Int64) throws(FleetError) {
        at = WallTime.shown(now)
        rule = rules.name
        source = rules.source
        let rows = try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT merchantID, terminalID, number, currency, minorUnits, firstAt FROM batch
                    JOIN terminal ON terminal.id = batch.terminal JOIN money ON money.batch = batch.id
                    WHERE closedAt IS NULL AND count > 0 ORDER BY merchantID, terminalID, number
                    """)
        }
        lines = rows.map { CostReport.line($0, rules, now) }.sorted { $0.extra.minorUnits > $1.extra.minorUnits }
        var sums: [UInt16: Int64] = [:]
        for line in lines { sums[line.extra.currency, default: 0] += line.extra.minorUnits }
        extra = sums.sorted { $0.key < $1.key }.map { CostReport.money($0.key, $0.value) }
    }

    private static func money(_ code: UInt16, _ minorUnits: Int64) -> AlarmReport.Money {
        AlarmReport.Money(currency: code, minorUnits: minorUnits, amount: AlarmWords.money([code: minorUnits]))
    }

    private static func line(_ row: Row, _ rules: CostRules, _ now: Int64) -> Line {
        let hours = max(0, Double(now - (row[5] as Int64)) / 3600)
        let minorUnits: Int64 = row[4]
        let next = rules.classes.first { $0.fromHours > hours }
        return Line(
            merchant: row[0], terminal: row[1], batch: row[2], money: money(row[3], minorUnits),
            hours: (hours * 10).rounded() / 10, feeClass: rules.feeClass(hours: hours).name,
            extra: money(row[3], rules.extra(minorUnits: minorUnits, hours: hours)),
            hoursToNext: next.map { (($0.fromHours - hours) * 10).rounded() / 10 },
            mayLapse: rules.holdDays.map { hours >= Double($0) * 24 } ?? false)
    }
}
