import GRDB

extension SQLiteSession {
    /// Gives a batch another number.
    public func renumber(_ terminalID: String, _ number: UInt32, to new: UInt32) throws {
        let changes = [
            "UPDATE batch SET number = ? WHERE terminalID = ? AND number = ?",
            "UPDATE posting SET batch = ? WHERE terminalID = ? AND batch = ?",
            "UPDATE hold SET batch = ? WHERE terminalID = ? AND batch = ?",
            "UPDATE hold SET endedInBatch = ? WHERE terminalID = ? AND endedInBatch = ?",
            "UPDATE refusedRecord SET batch = ? WHERE terminalID = ? AND batch = ?",
            "UPDATE message SET batch = ? WHERE terminalID = ? AND batch = ?",
        ]
        for change in changes { try database.execute(sql: change, arguments: [new, terminalID, number]) }
    }
}
