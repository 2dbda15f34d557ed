import AcquirerHost
import Foundation
import GRDB
import Testing

@Suite("Ledger files of earlier versions")
struct MigrationTests {
    @Test("a ledger of the first version opens, and its batches and bookings are as they were")
    func first() throws {
        let path = NSTemporaryDirectory() + "ledger-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        try MigrationTests.makeFirstVersion(path)
        for _ in 0..<2 {
            let report = try LedgerReport(try SQLiteLedger(path: path))
            #expect(report.batches.map(\.number) == [4, 5])
            #expect(report.batches.map(\.isClosed) == [true, false])
            #expect(report.batches.map(\.confirmedAt) == ["2026-11-24 23:00:00", nil])
            #expect(report.batches.map(\.isForced) == [false, false])
            let posting = try #require(report.batches[1].postings.first)
            #expect(posting.minorUnits == 1_250 && posting.kind == .sale && posting.tips == 0)
            #expect(!posting.isChipUploaded && report.batches[1].exceptions.isEmpty)
        }
    }

    @Test("who only reads a ledger of the first version sees it as the present one, and changes no byte of it")
    func reading() throws {
        let path = NSTemporaryDirectory() + "ledger-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        try MigrationTests.makeFirstVersion(path)
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let report = try LedgerReport(try SQLiteLedger(reading: path))
        #expect(report.batches.map(\.confirmedAt) == ["2026-11-24 23:00:00", nil])
        #expect(report.batches.allSatisfy { $0.handConfirmation == nil })
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    /// The tables as the first version made them.
    private static func makeFirstVersion(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { database in
            try database.execute(
                sql: """
                    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
                    INSERT INTO grdb_migrations VALUES ('1 ledger');
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
                    CREATE TABLE counter (id INTEGER PRIMARY KEY CHECK (id = 1), reference INTEGER NOT NULL);
                    INSERT INTO counter VALUES (1, 17);
                    INSERT INTO terminal VALUES ('10000001', 5, NULL);
                    INSERT INTO batch VALUES (1, '10000001', 4, 1, NULL, '2026-11-24 23:00:00');
                    INSERT INTO batch VALUES (2, '10000001', 5, 0, NULL, NULL);
                    INSERT INTO posting VALUES (1, '10000001', 5, 9, 'sale', 1250, 1, '411111******1111', 'online', 0, 0,
                        NULL, 0, '2026-11-25 09:00:00');
                    """)
        }
        try queue.close()
    }
}
