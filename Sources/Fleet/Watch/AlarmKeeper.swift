import CloseWatch
import GRDB
import Settlement

/// Writes alarms down, and what is to be told to whom, within the transaction of what caused them.
struct AlarmKeeper {
    let database: Database
    let ids: TerminalIDs
    let plan: ChannelPlan

    func keep(_ effect: WatchEffect) throws {
        switch effect {
        case .raised(let alarm):
            let terminal = try ids.id(alarm.terminal, database)
            // A batch that was emptied and is late again is a new alarm: everybody is told anew.
            try database.execute(
                sql: """
                    INSERT INTO alarm (batch, raisedAt, document) SELECT id, ?, ? FROM batch
                    WHERE terminal = ? AND number = ?
                    ON CONFLICT (batch) DO UPDATE SET raisedAt = excluded.raisedAt, document = excluded.document,
                    step = NULL, isSettling = 0, clearedAt = NULL, clearedBy = NULL
                    """,
                arguments: [alarm.raisedAt, try AlarmDocument(alarm).text, terminal, alarm.batch.number])
            // That the alarm before is over must not arrive behind this one.
            try database.execute(
                sql: "UPDATE delivery SET nextTryAt = ? WHERE alarm = ? AND deliveredAt IS NULL",
                arguments: [Int64.max, try row(alarm)])
            try Ingest.sign(database, terminal, "settlement-forgotten", alarm.raisedAt)
        case .told(let alarm):
            let id = try row(alarm)
            try database.execute(sql: "UPDATE alarm SET step = ? WHERE id = ?", arguments: [alarm.step?.rawValue, id])
            guard let step = alarm.step else { return }
            let report = AlarmReport(.told, alarm, key: try key(id, alarm, step.name))
            for channel in plan.channels(for: step) { try queue(report, id, step.name, channel) }
        case .settle(let alarm):
            let id = try row(alarm)
            try database.execute(sql: "UPDATE alarm SET isSettling = 1 WHERE id = ?", arguments: [id])
            let report = AlarmReport(.settle, alarm, key: try key(id, alarm, "settle"))
            for channel in plan.settling { try queue(report, id, "settle", channel) }
        case .cleared(let alarm, let why, let at):
            let id = try row(alarm)
            try database.execute(
                sql: "UPDATE alarm SET clearedAt = ?, clearedBy = ? WHERE id = ?",
                arguments: [at.secondNumber, why.rawValue, id])
            // Who was told, or may have been, hears that it is over, and hears of nothing that is old by now.
            let told = try told(id)
            try database.execute(
                sql: "DELETE FROM delivery WHERE alarm = ? AND deliveredAt IS NULL", arguments: [id])
            var report = AlarmReport(.cleared, alarm, key: try key(id, alarm, "cleared"))
            report.clearedAt = at.description
            report.clearedBy = why.rawValue
            for channel in told { try queue(report, id, "cleared", channel) }
        }
    }

    /// Channels that know of the alarm, and were not told yet that it is over.
    private func told(_ alarm: Int64) throws -> [String] {
        try String.fetchAll(
            database,
            sql: """
                SELECT DISTINCT channel FROM delivery AS one WHERE alarm = ? AND CASE step
                WHEN 'cleared' THEN deliveredAt IS NULL
                ELSE tries > 0 AND id > coalesce((SELECT max(id) FROM delivery WHERE alarm = one.alarm
                AND channel = one.channel AND step = 'cleared' AND deliveredAt IS NOT NULL), 0) END ORDER BY channel
                """, arguments: [alarm])
    }

    /// Unlike that of any other alarm of any store.
    private func key(_ id: Int64, _ alarm: Alarm, _ step: String) throws -> String {
        guard let store = try String.fetchOne(database, sql: "SELECT name FROM identity") else {
            throw DatabaseError(message: "the store has no name of its own")
        }
        return "\(store).\(id).\(alarm.raisedAt).\(step)"
    }

    private func row(_ alarm: Alarm) throws -> Int64 {
        let id = try Int64.fetchOne(
            database,
            sql: """
                SELECT alarm.id FROM alarm JOIN batch ON batch.id = alarm.batch WHERE terminal = ? AND number = ?
                """, arguments: [try ids.id(alarm.terminal, database), alarm.batch.number])
        guard let id else { throw DatabaseError(message: "an alarm was not kept") }
        return id
    }

    private func queue(_ report: AlarmReport, _ alarm: Int64, _ step: String, _ channel: String) throws {
        // One step of an alarm is delivered once to a channel: the key stays the same in every try.
        try database.execute(
            sql: """
                INSERT INTO delivery (alarm, step, channel, key, body) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (key) DO NOTHING
                """,
            arguments: [alarm, step, channel, "\(report.key).\(channel)", try report.text])
    }
}
