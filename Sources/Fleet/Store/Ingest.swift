import CloseWatch
import GRDB
import Settlement

/// Writes events into the store within one transaction, and finds out which are new: the same thing may be told by a ledger and
/// by a terminal, or twice by one source after a restart.
struct Ingest {
    private let database: Database
    private let ids: TerminalIDs
    /// Events that were not known before, in their order.
    private(set) var fresh: [WatchEvent] = []
    /// New records of batches that were closed before: they count in the books, and no more in the watch.
    private(set) var late: [WatchEvent] = []
    private var batches: [BatchPlace: Batch] = [:]
    private var seen: [Int64: Int64] = [:]

    struct BatchPlace: Hashable {
        let terminal: Int64
        let number: UInt32
    }

    private struct Batch {
        let id: Int64
        var closedAt: Int64?
        /// Close of the batch that had the number before.
        var formerAt: Int64?

        /// True for what is told again of the batch that had the number before.
        func isBefore(_ at: Int64) -> Bool { formerAt.map { at <= $0 + Ingest.day } ?? false }
    }

    /// A record that is so much newer than the close of its batch stands in another batch of the same number: of a terminal
    /// that replaced another one, of a ledger that was made anew, or after all numbers were used.
    private static let day: Int64 = 86_400

    init(_ database: Database, _ ids: TerminalIDs) {
        self.database = database
        self.ids = ids
    }

    mutating func take(_ event: FleetEvent) throws {
        let terminal = try ids.id(event.terminal, database)
        if let at = event.at?.secondNumber { seen[terminal] = max(seen[terminal] ?? at, at) }
        switch event {
        case .about(_, let facts): try about(terminal, facts)
        case .trouble(_, let at, let code): try Ingest.sign(database, terminal, code, at.secondNumber)
        case .watch(let event): try take(event, terminal)
        }
    }

    /// Writes what is written once for a terminal.
    func finish() throws {
        let statement = try database.cachedStatement(
            sql: "UPDATE terminal SET seenAt = max(coalesce(seenAt, 0), ?) WHERE id = ?")
        for (terminal, at) in seen { try statement.execute(arguments: [at, terminal]) }
    }

    private mutating func take(_ event: WatchEvent, _ terminal: Int64) throws {
        let at = event.at.secondNumber
        switch event.kind {
        case .booked(let number, let record, let money):
            var batch = try self.batch(terminal, number, at)
            if batch.isBefore(at) { return }
            if let closedAt = batch.closedAt, at > closedAt + Ingest.day {
                guard try !isKnown(batch.id, record, money) else { return }
                batch = try reuse(batch.id, terminal, event, number, closedAt: closedAt)
            }
            try database.cachedStatement(
                sql: """
                    INSERT INTO record (batch, record, minorUnits, currency, at, isUndone) VALUES (?, ?, ?, ?, ?, 0)
                    ON CONFLICT DO NOTHING
                    """
            ).execute(arguments: [batch.id, record, money.minorUnits, money.currency, at])
            guard database.changesCount == 1 else { return }
            note(event, batch)
        case .undone(let number, let record, let money):
            let batch = try self.batch(terminal, number, at)
            if batch.isBefore(at) { return }
            try database.cachedStatement(
                sql: "UPDATE record SET isUndone = 1 WHERE batch = ? AND record = ? AND isUndone = 0"
            ).execute(arguments: [batch.id, record])
            if database.changesCount == 1 { return note(event, batch) }
            // It never stood as far as is known here, and must not be booked later.
            try database.cachedStatement(
                sql: """
                    INSERT INTO record (batch, record, minorUnits, currency, at, isUndone) VALUES (?, ?, ?, ?, ?, 1)
                    ON CONFLICT DO NOTHING
                    """
            ).execute(arguments: [batch.id, record, money.minorUnits, money.currency, at])
        case .closed(let number, let closer):
            let batch = try self.batch(terminal, number, at)
            if batch.isBefore(at) { return }
            try database.cachedStatement(
                sql: "UPDATE batch SET closedAt = ?, closedBy = ? WHERE id = ? AND closedAt IS NULL"
            ).execute(arguments: [at, closer.rawValue, batch.id])
            guard database.changesCount == 1 else { return }
            batches[BatchPlace(terminal: terminal, number: number)]?.closedAt = at
            fresh.append(event)
        case .reused: fresh.append(event)
        case .present(let number):
            // Batches that it ends are closed one by one; what began later is not known to be ended.
            for other in try UInt32.fetchAll(
                database.cachedStatement(
                    sql: "SELECT number FROM batch WHERE terminal = ? AND closedAt IS NULL AND firstAt <= ?"),
                arguments: [terminal, at + Ingest.day]) where other < number || other &- number > 500_000
            {
                try take(WatchEvent(event.terminal, at: event.at, .closed(batch: other, by: .found)), terminal)
            }
        case .waiting(let reversals, let advices):
            try database.cachedStatement(
                sql: "UPDATE terminal SET pendingReversals = ?, pendingAdvices = ? WHERE id = ?"
            ).execute(arguments: [reversals, advices, terminal])
            if reversals > 0 { try Ingest.sign(database, terminal, "reversal-pending", at) }
            fresh.append(event)
        }
    }

    private mutating func note(_ event: WatchEvent, _ batch: Batch) {
        if batch.closedAt != nil { late.append(event) } else { fresh.append(event) }
    }

    private mutating func batch(_ terminal: Int64, _ number: UInt32, _ at: Int64) throws -> Batch {
        let place = BatchPlace(terminal: terminal, number: number)
        if let known = batches[place] { return known }
        let find = try database.cachedStatement(
            sql: "SELECT id, closedAt, formerAt FROM batch WHERE terminal = ? AND number = ?")
        let batch: Batch
        if let row = try Row.fetchOne(find, arguments: [terminal, number]) {
            batch = Batch(id: row[0], closedAt: row[1], formerAt: row[2])
        } else {
            try database.cachedStatement(
                sql: "INSERT INTO batch (terminal, number, firstAt, lastAt, count) VALUES (?, ?, ?, ?, 0)"
            ).execute(arguments: [terminal, number, at, at])
            batch = Batch(id: database.lastInsertedRowID)
        }
        batches[place] = batch
        return batch
    }

    private func isKnown(_ batch: Int64, _ record: UInt32, _ money: BookedMoney) throws -> Bool {
        try Bool.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM record WHERE batch = ? AND record = ? AND minorUnits = ? AND currency = ?)
                    """), arguments: [batch, record, money.minorUnits, money.currency]) ?? false
    }

    /// The row of a number begins anew; the batch that had it before leaves the books.
    private mutating func reuse(
        _ id: Int64, _ terminal: Int64, _ event: WatchEvent, _ number: UInt32, closedAt: Int64
    ) throws -> Batch {
        let at = event.at.secondNumber
        for table in ["record", "money"] {
            try database.cachedStatement(sql: "DELETE FROM \(table) WHERE batch = ?").execute(arguments: [id])
        }
        try database.cachedStatement(
            sql: """
                UPDATE batch SET firstAt = ?1, lastAt = ?1, count = 0, closedAt = NULL, closedBy = NULL, dueAt = NULL,
                formerAt = ?2 WHERE id = ?3
                """
        ).execute(arguments: [at, closedAt, id])
        let batch = Batch(id: id, formerAt: closedAt)
        batches[BatchPlace(terminal: terminal, number: number)] = batch
        late.removeAll { $0.terminal == event.terminal && $0.kind.batch == number }
        fresh.append(WatchEvent(event.terminal, at: event.at, .reused(batch: number)))
        return batch
    }

    private func about(_ terminal: Int64, _ facts: TerminalFacts) throws {
        try database.cachedStatement(
            sql: """
                UPDATE terminal SET shop = coalesce(?, shop), model = coalesce(?, model),
                firmware = coalesce(?, firmware), acquirer = coalesce(?, acquirer) WHERE id = ?
                """
        ).execute(arguments: [facts.shop, facts.model, facts.firmware, facts.acquirer, terminal])
    }

    /// Notes that something went wrong at a terminal.
    static func sign(_ database: Database, _ terminal: Int64, _ code: String, _ at: Int64) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO sign (terminal, code, day, times, at) VALUES (?, ?, ?, 1, ?)
                ON CONFLICT (terminal, code, day) DO UPDATE SET times = times + 1, at = max(at, excluded.at)
                WHERE excluded.at > at
                """
        ).execute(arguments: [terminal, code, at / 86_400, at])
    }
}

/// Row numbers of terminals.
final class TerminalIDs {
    private var known: [TerminalKey: Int64] = [:]

    /// The row of a terminal; it is made when it is new.
    func id(_ key: TerminalKey, _ database: Database) throws -> Int64 {
        if let id = known[key] { return id }
        try database.cachedStatement(
            sql: "INSERT INTO terminal (merchantID, terminalID) VALUES (?, ?) ON CONFLICT DO NOTHING"
        ).execute(arguments: [key.merchantID, key.terminalID])
        let id = try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT id FROM terminal WHERE merchantID = ? AND terminalID = ?"),
            arguments: [key.merchantID, key.terminalID])
        guard let id else { throw DatabaseError(message: "a terminal was not kept") }
        known[key] = id
        return id
    }

    /// Forgets rows of a transaction that failed.
    func forget() { known = [:] }
}
