/// The ledger as people and programs read it, batch by batch.
public struct LedgerReport: Codable, Sendable, Equatable {
    /// One batch of one terminal.
    public struct Batch: Codable, Sendable, Equatable {
        /// Terminal.
        public var terminalID: String
        /// Number.
        public var number: UInt32
        /// True once the host confirmed the close.
        public var isClosed: Bool
        /// Its bookings.
        public var postings: [Posting]
    }

    /// Version of this form.
    public var schema = 1
    /// The batches, oldest first.
    public var batches: [Batch]

    /// Reads the whole ledger.
    public init(_ store: some LedgerStore) throws {
        batches = try store.inTransaction { session in
            try session.batches().map {
                Batch(
                    terminalID: $0.terminalID, number: $0.number, isClosed: $0.isClosed,
                    postings: try session.postings($0.terminalID, $0.number))
            }
        }
    }
}
