import GRDB

extension SQLiteSession {
    /// A hold by its pre-authorization.
    public func hold(_ terminalID: String, _ batch: UInt32, _ trace: UInt32) throws -> Hold? {
        try Row.fetchOne(
            database, sql: "SELECT * FROM hold WHERE terminalID = ? AND batch = ? AND trace = ?",
            arguments: [terminalID, batch, trace]
        ).map(SQLiteSession.hold)
    }

    /// The latest hold with an authorization code.
    public func hold(_ terminalID: String, authorization: String) throws -> Hold? {
        try Row.fetchOne(
            database,
            sql: "SELECT * FROM hold WHERE terminalID = ? AND authorization = ? ORDER BY id DESC LIMIT 1",
            arguments: [terminalID, authorization]
        ).map(SQLiteSession.hold)
    }

    /// The holds of a batch.
    public func holds(_ terminalID: String, _ batch: UInt32) throws -> [Hold] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM hold WHERE terminalID = ? AND batch = ? ORDER BY id",
            arguments: [terminalID, batch]
        ).map(SQLiteSession.hold)
    }

    private static func hold(_ row: Row) throws -> Hold {
        guard let state = Hold.State(rawValue: row["state"]) else {
            throw DatabaseError(message: "a hold of an unknown state; the ledger is of another version")
        }
        return Hold(
            terminalID: row["terminalID"], batch: row["batch"], trace: row["trace"], minorUnits: row["minorUnits"],
            authorization: row["authorization"], monthDay: row["monthDay"], card: row["card"],
            isForeign: row["isForeign"], state: state, endedInBatch: row["endedInBatch"], endedBy: row["endedBy"],
            heldAt: row["heldAt"])
    }

    /// Writes a hold.
    public func save(_ hold: Hold) throws {
        try database.execute(
            sql: """
                INSERT INTO hold (terminalID, batch, trace, minorUnits, authorization, monthDay, card, isForeign, state,
                endedInBatch, endedBy, heldAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (terminalID, batch, trace) DO UPDATE SET state = excluded.state,
                endedInBatch = excluded.endedInBatch, endedBy = excluded.endedBy
                """,
            arguments: [
                hold.terminalID, hold.batch, hold.trace, hold.minorUnits, hold.authorization, hold.monthDay, hold.card,
                hold.isForeign, hold.state.rawValue, hold.endedInBatch, hold.endedBy, hold.heldAt,
            ])
    }

    /// The refused chip records of a batch.
    public func refusedRecords(_ terminalID: String, _ batch: UInt32) throws -> [RefusedRecord] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM refusedRecord WHERE terminalID = ? AND batch = ? ORDER BY id",
            arguments: [terminalID, batch]
        ).map {
            RefusedRecord(
                terminalID: $0["terminalID"], batch: $0["batch"], trace: $0["trace"], minorUnits: $0["minorUnits"],
                isForeign: $0["isForeign"], card: $0["card"], response: $0["response"], cryptogram: $0["cryptogram"],
                isUploaded: $0["isUploaded"])
        }
    }

    /// Writes a refused chip record.
    public func save(_ record: RefusedRecord) throws {
        try database.execute(
            sql: """
                INSERT INTO refusedRecord (terminalID, batch, trace, minorUnits, isForeign, card, response, cryptogram,
                isUploaded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (terminalID, batch, trace) DO UPDATE SET isUploaded = excluded.isUploaded
                """,
            arguments: [
                record.terminalID, record.batch, record.trace, record.minorUnits, record.isForeign, record.card,
                record.response, record.cryptogram, record.isUploaded,
            ])
    }
}
