import BenchSupport
import Foundation
import GRDB

/// What is known of a fleet, in an SQLite file. Several programs may use it at once.
public final class FleetStore: Sendable {
    /// File name.
    public let path: String
    let queue: DatabaseQueue

    /// Opens a store, or makes one. A file of an earlier version is brought up to this one.
    ///
    /// - Parameters:
    ///   - path: File name.
    ///   - isNew: True when it may be made and written; false for one that is only read.
    /// - Throws: `FleetError`.
    public init(path: String, mayMake isNew: Bool = true) throws(FleetError) {
        self.path = path
        guard isNew || FileManager.default.fileExists(atPath: path) else {
            throw FleetError(
                .file, "there is no store \(path)", why: "",
                next: "name it with --store, or run `tillbench watch` first")
        }
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.readonly = true
        do {
            // A file of another program is left as it is.
            if let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int, size > 0 {
                let file = try DatabaseQueue(path: path, configuration: configuration)
                try FleetStore.check(file, path)
                if !isNew {
                    queue = file
                    return
                }
                try file.close()
            }
        } catch { throw FleetStore.failure(error, path) }
        configuration.readonly = false
        configuration.prepareDatabase { database in
            // What was alarmed and told must survive the machine, and lines of standard input are not read again.
            try database.execute(
                sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
                    + "PRAGMA cache_size = -65536")
        }
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try FleetStore.migrations.migrate(queue)
        } catch { throw FleetStore.failure(error, path) }
    }

    private static func check(_ file: DatabaseQueue, _ path: String) throws {
        let isStore = try file.read { database in
            try ["terminal", "batch", "alarm", "delivery"].allSatisfy { try database.tableExists($0) }
        }
        guard !isStore else { return }
        throw FleetError(
            .file, "\(path) is no store of a fleet", why: "it is an SQLite file of something else",
            next: "name another file with --store; nothing was changed in this one")
    }

    /// Runs `body` in one transaction; when it throws, nothing is changed.
    ///
    /// - Throws: `FleetError`.
    func write<Value>(_ body: (Database) throws -> Value) throws(FleetError) -> Value {
        do { return try queue.write(body) } catch { throw FleetStore.failure(error, path) }
    }

    /// Reads.
    ///
    /// - Throws: `FleetError`.
    func read<Value>(_ body: (Database) throws -> Value) throws(FleetError) -> Value {
        do { return try queue.read(body) } catch { throw FleetStore.failure(error, path) }
    }

    private static func failure(_ error: any Error, _ path: String) -> FleetError {
        if let error = error as? FleetError { return error }
        guard let error = error as? DatabaseError else {
            return FleetError(
                .file, "the store \(path) cannot be used", why: FileReason.of(error, at: path),
                next: "name another file")
        }
        let next =
            switch error.resultCode.primaryResultCode {
            case .SQLITE_FULL: "make room on that disk; what could not be written is written then"
            case .SQLITE_NOTADB, .SQLITE_CORRUPT: "name another file; nothing was changed in this one"
            case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: "check the folder and its permissions"
            case .SQLITE_BUSY, .SQLITE_LOCKED: "another program holds the store: wait, or end it"
            default: "check the disk, or name another file with --store"
            }
        return FleetError(
            .file, "the store \(path) cannot be used", why: error.message ?? "SQLite code \(error.resultCode)",
            next: next)
    }

    private static var migrations: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 fleet") { database in
            try database.execute(
                sql: """
                    CREATE TABLE terminal (
                        id INTEGER PRIMARY KEY, merchantID TEXT NOT NULL, terminalID TEXT NOT NULL, shop TEXT,
                        model TEXT, firmware TEXT, acquirer TEXT, seenAt INTEGER,
                        pendingReversals INTEGER NOT NULL DEFAULT 0, pendingAdvices INTEGER NOT NULL DEFAULT 0,
                        UNIQUE (merchantID, terminalID));
                    CREATE TABLE batch (
                        id INTEGER PRIMARY KEY, terminal INTEGER NOT NULL REFERENCES terminal, number INTEGER NOT NULL,
                        firstAt INTEGER NOT NULL, lastAt INTEGER NOT NULL, count INTEGER NOT NULL, closedAt INTEGER,
                        closedBy TEXT, dueAt INTEGER, UNIQUE (terminal, number));
                    CREATE INDEX batch_open ON batch (terminal) WHERE closedAt IS NULL;
                    CREATE INDEX batch_closed ON batch (closedAt);
                    CREATE TABLE money (
                        batch INTEGER NOT NULL REFERENCES batch, currency INTEGER NOT NULL, minorUnits INTEGER NOT NULL,
                        PRIMARY KEY (batch, currency)) WITHOUT ROWID;
                    CREATE TABLE record (
                        batch INTEGER NOT NULL REFERENCES batch, record INTEGER NOT NULL, minorUnits INTEGER NOT NULL,
                        currency INTEGER NOT NULL, at INTEGER NOT NULL, isUndone BOOLEAN NOT NULL,
                        PRIMARY KEY (batch, record)) WITHOUT ROWID;
                    CREATE TABLE alarm (
                        id INTEGER PRIMARY KEY, batch INTEGER NOT NULL UNIQUE REFERENCES batch,
                        raisedAt INTEGER NOT NULL, step INTEGER, isSettling BOOLEAN NOT NULL DEFAULT 0,
                        clearedAt INTEGER, clearedBy TEXT, document TEXT NOT NULL);
                    CREATE INDEX alarm_open ON alarm (raisedAt) WHERE clearedAt IS NULL;
                    CREATE TABLE delivery (
                        id INTEGER PRIMARY KEY, alarm INTEGER NOT NULL REFERENCES alarm, step TEXT NOT NULL,
                        channel TEXT NOT NULL, key TEXT NOT NULL UNIQUE, body TEXT NOT NULL,
                        tries INTEGER NOT NULL DEFAULT 0, nextTryAt INTEGER NOT NULL DEFAULT 0, deliveredAt INTEGER,
                        failure TEXT);
                    CREATE INDEX delivery_waiting ON delivery (nextTryAt) WHERE deliveredAt IS NULL;
                    CREATE TABLE changedSetting (
                        terminal INTEGER NOT NULL REFERENCES terminal, name TEXT NOT NULL, was TEXT NOT NULL,
                        PRIMARY KEY (terminal, name));
                    CREATE TABLE sign (
                        terminal INTEGER NOT NULL REFERENCES terminal, code TEXT NOT NULL, day INTEGER NOT NULL,
                        times INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (terminal, code, day)) WITHOUT ROWID;
                    CREATE INDEX sign_day ON sign (day);
                    CREATE TABLE source (
                        name TEXT PRIMARY KEY, position INTEGER NOT NULL, eventAt INTEGER, readAt INTEGER NOT NULL);
                    """)
        }
        migrator.registerMigration("2 numbers used again, names of stores") { database in
            try database.execute(
                sql: """
                    -- Close of the batch that had this number before.
                    ALTER TABLE batch ADD COLUMN formerAt INTEGER;
                    -- The ledger that tells of it.
                    ALTER TABLE terminal ADD COLUMN ledger TEXT;
                    CREATE TABLE identity (name TEXT NOT NULL);
                    INSERT INTO identity VALUES (lower(hex(randomblob(8))));
                    """)
        }
        return migrator
    }
}
