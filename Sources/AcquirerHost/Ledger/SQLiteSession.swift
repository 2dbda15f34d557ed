import Foundation
import GRDB

/// The SQLite ledger within one transaction.
public struct SQLiteSession: LedgerSession {
    let database: Database

    /// The state of a terminal.
    public func terminal(_ terminalID: String) throws -> TerminalState? {
        try Row.fetchOne(database, sql: "SELECT * FROM terminal WHERE terminalID = ?", arguments: [terminalID]).map {
            TerminalState(
                terminalID: $0["terminalID"], openBatch: $0["openBatch"],
                workingKeys: ($0["workingKeys"] as Data?).map { Array($0) }, forcedBatch: $0["forcedBatch"])
        }
    }

    /// Writes the state of a terminal.
    public func save(_ terminal: TerminalState) throws {
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO terminal (terminalID, openBatch, workingKeys, forcedBatch) VALUES (?, ?, ?, ?)
                """,
            arguments: [
                terminal.terminalID, terminal.openBatch, terminal.workingKeys.map { Data($0) }, terminal.forcedBatch,
            ])
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
            claimedTotals: row["claimedTotals"], closedAt: row["closedAt"], isForced: row["isForced"],
            isCorrected: row["isCorrected"], confirmedAt: row["confirmedAt"],
            exceptions: (row["exceptions"] as String).split(separator: "\n").map { String($0) },
            handConfirmation: row["handConfirmation"])
    }

    /// Writes a batch.
    public func save(_ batch: HostBatch) throws {
        try database.execute(
            sql: """
                INSERT INTO batch (terminalID, number, isClosed, claimedTotals, closedAt, isForced, isCorrected,
                confirmedAt, exceptions, handConfirmation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (terminalID, number) DO UPDATE SET isClosed = excluded.isClosed,
                claimedTotals = excluded.claimedTotals, closedAt = excluded.closedAt, isForced = excluded.isForced,
                isCorrected = excluded.isCorrected, confirmedAt = excluded.confirmedAt,
                exceptions = excluded.exceptions, handConfirmation = excluded.handConfirmation
                """,
            arguments: [
                batch.terminalID, batch.number, batch.isClosed, batch.claimedTotals, batch.closedAt, batch.isForced,
                batch.isCorrected, batch.confirmedAt, batch.exceptions.joined(separator: "\n"),
                batch.handConfirmation,
            ])
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
            isUploaded: row["isUploaded"], bookedAt: row["bookedAt"], isChipUploaded: row["isChipUploaded"],
            tips: row["tips"], holdAuthorization: row["holdAuthorization"])
    }

    /// Writes a booking.
    public func save(_ posting: Posting) throws {
        try database.execute(
            sql: """
                INSERT INTO posting (terminalID, batch, trace, kind, minorUnits, isForeign, card, source, isReversed,
                isVoided, originalTrace, isUploaded, bookedAt, isChipUploaded, tips, holdAuthorization)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (terminalID, batch, trace) DO UPDATE SET isReversed = excluded.isReversed,
                isVoided = excluded.isVoided, isUploaded = excluded.isUploaded,
                isChipUploaded = excluded.isChipUploaded, tips = excluded.tips
                """,
            arguments: [
                posting.terminalID, posting.batch, posting.trace, posting.kind.rawValue, posting.minorUnits,
                posting.isForeign, posting.card, posting.source.rawValue, posting.isReversed, posting.isVoided,
                posting.originalTrace, posting.isUploaded, posting.bookedAt, posting.isChipUploaded, posting.tips,
                posting.holdAuthorization,
            ])
    }

    /// What was answered before, oldest first.
    public func answers(
        _ terminalID: String, _ batch: UInt32, _ trace: UInt32, mti: String
    ) throws -> [AnsweredMessage] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT * FROM message WHERE terminalID = ? AND batch = ? AND trace = ? AND mti = ? ORDER BY id
                """,
            arguments: [terminalID, batch, trace, mti]
        ).map(message)
    }

    /// All that was answered, oldest first.
    func messages() throws -> [AnsweredMessage] {
        try Row.fetchAll(database, sql: "SELECT * FROM message ORDER BY id").map(message)
    }

    private func message(_ row: Row) -> AnsweredMessage {
        AnsweredMessage(
            terminalID: row["terminalID"], batch: row["batch"], trace: row["trace"], mti: row["mti"],
            kind: row["kind"], minorUnits: row["minorUnits"], card: row["card"], code: row["code"],
            reference: row["reference"], authorization: row["authorization"], rule: row["rule"], at: row["at"])
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
