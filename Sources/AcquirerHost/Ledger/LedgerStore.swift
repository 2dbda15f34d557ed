/// Where a ledger is kept. Everything that one request changes happens in one transaction: all of it or nothing.
public protocol LedgerStore {
    /// What a transaction works on.
    associatedtype Session: LedgerSession

    /// Runs `body` in one transaction; when it throws, nothing is changed.
    func inTransaction<Value>(_ body: (Session) throws -> Value) throws -> Value
}

/// The ledger within one transaction.
public protocol LedgerSession {
    /// The state of a terminal, or nil when it never talked to this host.
    func terminal(_ terminalID: String) throws -> TerminalState?
    /// Writes the state of a terminal.
    func save(_ terminal: TerminalState) throws
    /// A batch, or nil.
    func batch(_ terminalID: String, _ number: UInt32) throws -> HostBatch?
    /// All batches, oldest first.
    func batches() throws -> [HostBatch]
    /// Writes a batch.
    func save(_ batch: HostBatch) throws
    /// Gives a batch another number, with its bookings, holds, refused records and audit. The new number must be free.
    func renumber(_ terminalID: String, _ number: UInt32, to new: UInt32) throws
    /// A booking, or nil.
    func posting(_ terminalID: String, _ batch: UInt32, _ trace: UInt32) throws -> Posting?
    /// The bookings of a batch in order of booking.
    func postings(_ terminalID: String, _ batch: UInt32) throws -> [Posting]
    /// Writes a booking. Of one that is there already only the marks change: reversed, voided, uploaded, tips.
    func save(_ posting: Posting) throws
    /// A hold, by the pre-authorization that made it, or nil.
    func hold(_ terminalID: String, _ batch: UInt32, _ trace: UInt32) throws -> Hold?
    /// The latest hold of a terminal with this authorization code, or nil.
    func hold(_ terminalID: String, authorization: String) throws -> Hold?
    /// The holds that were asked for in a batch, in their order.
    func holds(_ terminalID: String, _ batch: UInt32) throws -> [Hold]
    /// Writes a hold. Of one that is there already only its state and what ended it change.
    func save(_ hold: Hold) throws
    /// The refused chip records of a batch, in order of their first upload.
    func refusedRecords(_ terminalID: String, _ batch: UInt32) throws -> [RefusedRecord]
    /// Writes a refused chip record. Of one that is there already only the mark changes.
    func save(_ record: RefusedRecord) throws
    /// What was answered to a request before, oldest first.
    func answers(_ terminalID: String, _ batch: UInt32, _ trace: UInt32, mti: String) throws -> [AnsweredMessage]
    /// Adds to the audit.
    func append(_ message: AnsweredMessage) throws
    /// A number that was never given before, for references.
    func nextReference() throws -> Int64
}
