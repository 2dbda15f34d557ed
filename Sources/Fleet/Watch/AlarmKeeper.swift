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
            // A batch that was emptied and is late again goes on with its alarm.
            try database.execute(
                sql: """
                    INSERT INTO alarm (batch, raisedAt, document) SELECT id, ?, ? FROM batch
                    WHERE terminal = ? AND number = ?
                    ON CONFLICT (batch) DO UPDATE SET clearedAt = NULL, clearedBy = NULL
                    """,
                arguments: [alarm.raisedAt, try AlarmDocument(alarm).text, terminal, alarm.batch.number])
            try Ingest.sign(database, terminal, "settlement-forgotten", alarm.raisedAt)
        case .told(let alarm):
            let id = try row(alarm)
            try database.execute(sql: "UPDATE alarm SET step = ? WHERE id = ?", arguments: [alarm.step?.rawValue, id])
            guard let step = alarm.step else { return }
            let report = AlarmReport(.told, alarm, key: "\(id).\(step.name)")
            for channel in plan.channels(for: step) { try queue(report, id, step.name, channel) }
        case .settle(let alarm):
            let id = try row(alarm)
            try database.execute(sql: "UPDATE alarm SET isSettling = 1 WHERE id = ?", arguments: [id])
            let report = AlarmReport(.settle, alarm, key: "\(id).settle")
            for channel in plan.settling { try queue(report, id, "settle", channel) }
        case .cleared(let alarm, let why, let at):
            let id = try row(alarm)
            try database.execute(
                sql: "UPDATE alarm SET clearedAt = ?, clearedBy = ? WHERE id = ?",
                arguments: [at.secondNumber, why.rawValue, id])
            // What nobody was told of need not be told any more; who was told hears that it is over.
            try database.execute(
                sql: "DELETE FROM delivery WHERE alarm = ? AND deliveredAt IS NULL AND tries = 0", arguments: [id])
            let told = try String.fetchAll(
                database, sql: "SELECT DISTINCT channel FROM delivery WHERE alarm = ?", arguments: [id])
            var report = AlarmReport(.cleared, alarm, key: "\(id).cleared")
            report.clearedAt = at.description
            report.clearedBy = why.rawValue
            for channel in told { try queue(report, id, "cleared", channel) }
        }
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
