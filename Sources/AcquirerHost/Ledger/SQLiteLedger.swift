import Foundation
import GRDB

/// A ledger in an SQLite file.
public final class SQLiteLedger: LedgerStore, Sendable {
    private let queue: DatabaseQueue

    /// Opens a ledger, or makes one. A file of an earlier version is brought up to this one.
    ///
    /// - Parameter path: File name.
    /// - Throws: `LedgerFileError` when the file is no ledger or cannot be written.
    public init(path: String) throws {
        var configuration = Configuration()
        // Somebody may look into the file while the host books.
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            // What was answered must survive the machine: the answer leaves after the transaction.
            try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        }
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try SQLiteLedger.migrations.migrate(queue)
        } catch { throw LedgerFileError(error) }
    }

    /// Reads a ledger without changing its file: what is there now is copied into memory.
    ///
    /// - Parameter path: File name.
    /// - Throws: `LedgerFileError` when the file is no ledger or cannot be read.
    public init(reading path: String) throws {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(10)
            let file = try DatabaseQueue(path: path, configuration: configuration)
            let isLedger = try file.read { database in
                try ["terminal", "batch", "posting", "message"].allSatisfy { try database.tableExists($0) }
            }
            guard isLedger else {
                throw DatabaseError(resultCode: .SQLITE_NOTADB, message: "it is an SQLite file of something else")
            }
            queue = try DatabaseQueue()
            try file.backup(to: queue)
            try file.close()
            try SQLiteLedger.migrations.migrate(queue)
        } catch { throw LedgerFileError(error) }
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
        migrator.registerMigration("2 holds, tips, chip records, forced closes") { database in
            try database.execute(
                sql: """
                    ALTER TABLE terminal ADD COLUMN forcedBatch INTEGER;
                    ALTER TABLE batch ADD COLUMN isForced BOOLEAN NOT NULL DEFAULT 0;
                    ALTER TABLE batch ADD COLUMN isCorrected BOOLEAN NOT NULL DEFAULT 0;
                    ALTER TABLE batch ADD COLUMN confirmedAt TEXT;
                    ALTER TABLE batch ADD COLUMN exceptions TEXT NOT NULL DEFAULT '';
                    UPDATE batch SET confirmedAt = closedAt WHERE isClosed;
                    ALTER TABLE posting ADD COLUMN isChipUploaded BOOLEAN NOT NULL DEFAULT 0;
                    ALTER TABLE posting ADD COLUMN tips INTEGER NOT NULL DEFAULT 0;
                    ALTER TABLE posting ADD COLUMN holdAuthorization TEXT;
                    CREATE TABLE hold (
                        id INTEGER PRIMARY KEY, terminalID TEXT NOT NULL, batch INTEGER NOT NULL,
                        trace INTEGER NOT NULL, minorUnits INTEGER NOT NULL, authorization TEXT NOT NULL,
                        monthDay TEXT NOT NULL, card TEXT NOT NULL, isForeign BOOLEAN NOT NULL, state TEXT NOT NULL,
                        endedInBatch INTEGER, endedBy INTEGER, heldAt TEXT NOT NULL,
                        UNIQUE (terminalID, batch, trace));
                    CREATE INDEX hold_authorization ON hold (terminalID, authorization);
                    CREATE TABLE refusedRecord (
                        id INTEGER PRIMARY KEY, terminalID TEXT NOT NULL, batch INTEGER NOT NULL,
                        trace INTEGER NOT NULL, minorUnits INTEGER NOT NULL, isForeign BOOLEAN NOT NULL,
                        card TEXT NOT NULL, response TEXT NOT NULL, cryptogram INTEGER NOT NULL,
                        isUploaded BOOLEAN NOT NULL, UNIQUE (terminalID, batch, trace));
                    """)
        }
        migrator.registerMigration("3 batches settled by hand") { database in
            try database.execute(sql: "ALTER TABLE batch ADD COLUMN handConfirmation TEXT")
        }
        return migrator
    }
}
