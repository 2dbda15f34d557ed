import Foundation
import GRDB

/// A ledger in an SQLite file.
public final class SQLiteLedger: LedgerStore, Sendable {
    private let queue: DatabaseQueue

    /// Opens a ledger, or makes one.
    ///
    /// - Parameter path: File name.
    /// - Throws: GRDB's error when the file is no ledger or cannot be written.
    public init(path: String) throws {
        var configuration = Configuration()
        // Somebody may look into the file while the host books.
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            // What was answered must survive the machine: the answer leaves after the transaction.
            try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        }
        queue = try DatabaseQueue(path: path, configuration: configuration)
        try SQLiteLedger.migrations.migrate(queue)
    }

    /// Runs `body` in one transaction.
    public func inTransaction<Value>(_ body: (SQLiteSession) throws -> Value) throws -> Value {
        try queue.write { try body(SQLiteSession(database: $0)) }
    }

    private static var migrations: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 ledger") { database in
            try database.execute(
                sql: """
                    CREATE TABLE terminal (terminalID TEXT PRIMARY KEY, openBatch INTEGER NOT NULL, workingKeys BLOB);
                    CREATE TABLE batch (
                        id INTEGER PRIMARY KEY, terminalID TEXT NOT NULL, number INTEGER NOT NULL,
                        isClosed BOOLEAN NOT NULL, claimedTotals TEXT, closedAt TEXT, UNIQUE (terminalID, number));
                    CREATE TABLE posting (
                        id INTEGER PRIMARY KEY, terminalID TEXT NOT NULL, batch INTEGER NOT NULL,
                        trace INTEGER NOT NULL, kind TEXT NOT NULL, minorUnits INTEGER NOT NULL,
                        isForeign BOOLEAN NOT NULL, card TEXT NOT NULL, source TEXT NOT NULL,
                        isReversed BOOLEAN NOT NULL, isVoided BOOLEAN NOT NULL, originalTrace INTEGER,
                        isUploaded BOOLEAN NOT NULL, bookedAt TEXT NOT NULL, UNIQUE (terminalID, batch, trace));
                    CREATE TABLE message (
                        id INTEGER PRIMARY KEY, terminalID TEXT NOT NULL, batch INTEGER NOT NULL,
                        trace INTEGER NOT NULL, mti TEXT NOT NULL, kind TEXT NOT NULL, minorUnits INTEGER, card TEXT,
                        code TEXT NOT NULL, reference TEXT NOT NULL, authorization TEXT NOT NULL, rule TEXT,
                        at TEXT NOT NULL);
                    CREATE INDEX message_key ON message (terminalID, batch, trace, mti);
                    CREATE TABLE counter (id INTEGER PRIMARY KEY CHECK (id = 1), reference INTEGER NOT NULL);
                    INSERT INTO counter VALUES (1, 0);
                    """)
        }
        return migrator
    }
}

/// The SQLite ledger within one transaction.
public struct SQLiteSession: LedgerSession {
    let database: Database

    /// The state of a terminal.
    public func terminal(_ terminalID: String) throws -> TerminalState? {
        try Row.fetchOne(database, sql: "SELECT * FROM terminal WHERE terminalID = ?", arguments: [terminalID]).map {
            TerminalState(
                terminalID: $0["terminalID"], openBatch: $0["openBatch"],
                workingKeys: ($0["workingKeys"] as Data?).map { Array($0) })
        }
    }

    /// Writes the state of a terminal.
    public func save(_ terminal: TerminalState) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO terminal VALUES (?, ?, ?)",
            arguments: [terminal.terminalID, terminal.openBatch, terminal.workingKeys.map { Data($0) }])
    }

    /// A batch.
    public func batch(_ terminalID: String, _ number: UInt32) throws -> HostBatch? {
        try Row.fetchOne(
            database, sql: "SELECT * FROM batch WHERE terminalID = ? AND number = ?", arguments: [terminalID, number]
        ).map(SQLiteSession.batch)
    }

    /// All batches, oldest first.
    public func batches() throws -> [HostBatch] {
        try Row.fetchAll(database, sql: "SELECT * FROM batch ORDER BY id").map(SQLiteSession.batch)
    }

    private static func batch(_ row: Row) -> HostBatch {
        HostBatch(
            terminalID: row["terminalID"], number: row["number"], isClosed: row["isClosed"],
            claimedTotals: row["claimedTotals"], closedAt: row["closedAt"])
    }

    /// Writes a batch.
    public func save(_ batch: HostBatch) throws {
        try database.execute(
            sql: """
                INSERT INTO batch (terminalID, number, isClosed, claimedTotals, closedAt) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (terminalID, number) DO UPDATE SET isClosed = excluded.isClosed,
                claimedTotals = excluded.claimedTotals, closedAt = excluded.closedAt
                """,
            arguments: [batch.terminalID, batch.number, batch.isClosed, batch.claimedTotals, batch.closedAt])
    }

    /// A booking.
    public func posting(_ terminalID: String, _ batch: UInt32, _ trace: UInt32) throws -> Posting? {
        try Row.fetchOne(
            database, sql: "SELECT * FROM posting WHERE terminalID = ? AND batch = ? AND trace = ?",
            arguments: [terminalID, batch, trace]
        ).map(SQLiteSession.posting)
    }

    /// The bookings of a batch.
    public func postings(_ terminalID: String, _ batch: UInt32) throws -> [Posting] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM posting WHERE terminalID = ? AND batch = ? ORDER BY id",
            arguments: [terminalID, batch]
        ).map(SQLiteSession.posting)
    }

    private static func posting(_ row: Row) throws -> Posting {
        guard let kind = PostingKind(rawValue: row["kind"]), let source = Posting.Source(rawValue: row["source"]) else {
            throw DatabaseError(message: "a posting of an unknown kind or source; the ledger is of another version")
        }
        return Posting(
            terminalID: row["terminalID"], batch: row["batch"], trace: row["trace"], kind: kind,
            minorUnits: row["minorUnits"], isForeign: row["isForeign"], card: row["card"], source: source,
            isReversed: row["isReversed"], isVoided: row["isVoided"], originalTrace: row["originalTrace"],
            isUploaded: row["isUploaded"], bookedAt: row["bookedAt"])
    }

    /// Writes a booking.
    public func save(_ posting: Posting) throws {
        try database.execute(
            sql: """
                INSERT INTO posting (terminalID, batch, trace, kind, minorUnits, isForeign, card, source, isReversed,
                isVoided, originalTrace, isUploaded, bookedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (terminalID, batch, trace) DO UPDATE SET isReversed = excluded.isReversed,
                isVoided = excluded.isVoided, isUploaded = excluded.isUploaded
                """,
            arguments: [
                posting.terminalID, posting.batch, posting.trace, posting.kind.rawValue, posting.minorUnits,
                posting.isForeign, posting.card, posting.source.rawValue, posting.isReversed, posting.isVoided,
                posting.originalTrace, posting.isUploaded, posting.bookedAt,
            ])
    }

    /// What was answered before.
    public func answered(
        _ terminalID: String, _ batch: UInt32, _ trace: UInt32, mti: String
    ) throws -> AnsweredMessage? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT * FROM message WHERE terminalID = ? AND batch = ? AND trace = ? AND mti = ? AND code <> 'A0'
                ORDER BY id
                """,
            arguments: [terminalID, batch, trace, mti]
        ).map {
            AnsweredMessage(
                terminalID: $0["terminalID"], batch: $0["batch"], trace: $0["trace"], mti: $0["mti"],
                kind: $0["kind"], minorUnits: $0["minorUnits"], card: $0["card"], code: $0["code"],
                reference: $0["reference"], authorization: $0["authorization"], rule: $0["rule"], at: $0["at"])
        }
    }

    /// Adds to the audit.
    public func append(_ message: AnsweredMessage) throws {
        try database.execute(
            sql: """
                INSERT INTO message (terminalID, batch, trace, mti, kind, minorUnits, card, code, reference,
                authorization, rule, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                message.terminalID, message.batch, message.trace, message.mti, message.kind, message.minorUnits,
                message.card, message.code, message.reference, message.authorization, message.rule, message.at,
            ])
    }

    /// A number that was never given before.
    public func nextReference() throws -> Int64 {
        try database.execute(sql: "UPDATE counter SET reference = reference + 1")
        return try Int64.fetchOne(database, sql: "SELECT reference FROM counter") ?? 0
    }
}
