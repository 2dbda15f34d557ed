import CloseWatch
import Foundation
import GRDB
import Settlement

/// What a watch takes over from the store at its start.
struct KnownFleet {
    struct Terminal {
        let key: TerminalKey
        var open: [OpenBatch] = []
        var spans: [BatchSpan] = []
        var closed: [UInt32] = []
        var alarms: [Alarm] = []
        let reversals: Int
        let advices: Int
    }

    private(set) var terminals: [Int64: Terminal] = [:]

    init(_ database: Database) throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT id, merchantID, terminalID, pendingReversals, pendingAdvices FROM terminal")
        while let row = try rows.next() {
            terminals[row[0]] = Terminal(
                key: TerminalKey(merchantID: row[1], terminalID: row[2]), reversals: row[3], advices: row[4])
        }
        try readBatches(database)
        try readAlarms(database)
    }

    private mutating func readBatches(_ database: Database) throws {
        var money: [Int64: [UInt16: Int64]] = [:]
        let amounts = try Row.fetchCursor(
            database,
            sql: """
                SELECT money.batch, currency, minorUnits FROM batch JOIN money ON money.batch = batch.id
                WHERE closedAt IS NULL
                """)
        while let row = try amounts.next() { money[row[0], default: [:]][row[1]] = row[2] }
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT id, batch.terminal, number, firstAt, lastAt, count, closedAt, closedBy FROM batch
                LEFT JOIN (SELECT terminal, max(closedAt) AS newest FROM batch GROUP BY terminal) AS own
                ON own.terminal = batch.terminal
                WHERE closedAt IS NULL OR closedAt > newest - ? ORDER BY batch.terminal, closedAt, number
                """, arguments: [2 * CloseHabit.window])
        while let row = try rows.next() {
            let terminal: Int64 = row[1]
            let count: Int = row[5]
            guard let closedAt = row[6] as Int64? else {
                terminals[terminal]?.open.append(
                    OpenBatch(
                        number: row[2], firstAt: row[3], lastAt: row[4], count: count, money: money[row[0]] ?? [:]))
                continue
            }
            terminals[terminal]?.closed.append(row[2])
            guard count > 0, row[7] as String? != WatchEvent.Closer.host.rawValue else { continue }
            terminals[terminal]?.spans.append(BatchSpan(firstAt: row[3], lastAt: row[4], closedAt: closedAt))
        }
    }

    private mutating func readAlarms(_ database: Database) throws {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT batch.terminal, alarm.raisedAt, step, isSettling, document FROM alarm
                JOIN batch ON batch.id = alarm.batch WHERE clearedAt IS NULL
                """)
        for row in rows {
            guard let key = terminals[row[0]]?.key else { continue }
            let document = try AlarmDocument(text: row[4])
            terminals[row[0]]?.alarms.append(
                document.alarm(
                    key, raisedAt: row[1], step: (row[2] as Int?).flatMap(AlarmStep.init(rawValue:)), isSettling: row[3]
                ))
        }
    }
}

/// The numbers that raised an alarm, as the store keeps them.
struct AlarmDocument: Codable {
    var batch: OpenBatch
    var due: DueTime

    init(_ alarm: Alarm) {
        batch = alarm.batch
        due = alarm.due
    }

    init(text: String) throws { self = try JSONDecoder().decode(AlarmDocument.self, from: Data(text.utf8)) }

    var text: String { get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) } }

    func alarm(_ key: TerminalKey, raisedAt: Int64, step: AlarmStep?, isSettling: Bool) -> Alarm {
        Alarm(terminal: key, batch: batch, due: due, raisedAt: raisedAt, step: step, isSettling: isSettling)
    }
}
