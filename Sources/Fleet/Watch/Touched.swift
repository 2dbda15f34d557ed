import CloseWatch
import GRDB

/// Batches whose numbers changed, written once however many events there were.
struct Touched {
    private var batches: [TerminalKey: Set<UInt32>] = [:]
    private var closed: [(key: TerminalKey, batch: OpenBatch)] = []
    /// New records of batches that were closed before.
    var late: [WatchEvent] = []

    mutating func note(_ event: WatchEvent, _ watch: CloseWatch) {
        switch event.kind {
        case .booked(let number, _, _), .undone(let number, _, _):
            batches[event.terminal, default: []].insert(number)
        case .closed(let number, _):
            // It is gone from the watch after this event.
            if let batch = watch.state(event.terminal)?.open[number] { closed.append((event.terminal, batch)) }
        case .reused(let number): closed.removeAll { $0.key == event.terminal && $0.batch.number == number }
        case .present, .waiting: break
        }
    }

    func write(_ database: Database, _ ids: TerminalIDs, _ watch: CloseWatch) throws {
        for (key, batch) in closed { try write(database, try ids.id(key, database), batch) }
        for (key, numbers) in batches {
            let terminal = try ids.id(key, database)
            let due = watch.due(key)
            for number in numbers {
                guard let batch = watch.state(key)?.open[number] else { continue }
                try write(database, terminal, batch)
                try database.cachedStatement(
                    sql: "UPDATE batch SET dueAt = ? WHERE terminal = ? AND number = ?"
                ).execute(arguments: [due[number]?.at, terminal, number])
            }
        }
        for event in late { try add(database, try ids.id(event.terminal, database), event) }
    }

    private func write(_ database: Database, _ terminal: Int64, _ batch: OpenBatch) throws {
        try database.cachedStatement(
            sql: """
                UPDATE batch SET firstAt = ?, lastAt = ?, count = ? WHERE terminal = ? AND number = ?
                """
        ).execute(arguments: [batch.firstAt, batch.lastAt, batch.count, terminal, batch.number])
        for (currency, minorUnits) in batch.money {
            try database.cachedStatement(
                sql: """
                    INSERT INTO money (batch, currency, minorUnits)
                    SELECT id, ?, ? FROM batch WHERE terminal = ? AND number = ?
                    ON CONFLICT (batch, currency) DO UPDATE SET minorUnits = excluded.minorUnits
                    """
            ).execute(arguments: [currency, minorUnits, terminal, batch.number])
        }
    }

    /// What is told of a batch after its close counts in the books, and no more in the watch.
    private func add(_ database: Database, _ terminal: Int64, _ event: WatchEvent) throws {
        let (number, money, sign): (UInt32, BookedMoney, Int64)
        switch event.kind {
        case .booked(let batch, _, let booked): (number, money, sign) = (batch, booked, 1)
        case .undone(let batch, _, let booked): (number, money, sign) = (batch, booked, -1)
        default: return
        }
        try database.cachedStatement(
            sql: "UPDATE batch SET count = max(0, count + ?) WHERE terminal = ? AND number = ?"
        ).execute(arguments: [sign, terminal, number])
        try database.cachedStatement(
            sql: """
                INSERT INTO money (batch, currency, minorUnits)
                SELECT id, ?, ? FROM batch WHERE terminal = ? AND number = ?
                ON CONFLICT (batch, currency) DO UPDATE SET minorUnits = minorUnits + excluded.minorUnits
                """
        ).execute(arguments: [money.currency, sign * money.minorUnits, terminal, number])
    }
}
