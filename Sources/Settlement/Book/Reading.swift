import FlashStore

/// Adds the records of a journal up, oldest first.
struct Reading {
    private var book = BatchBook()
    private var landmarks = Landmarks()
    private var failure: StoreError?

    init() {}

    /// Takes one record; after the first one that makes no sense the others say nothing.
    mutating func take(_ record: JournalRecord) {
        guard failure == nil else { return }
        let entry: JournalEntry
        do { entry = try JournalEntry(kind: record.kind, payload: record.payload) } catch {
            failure = .entry(error, record: record.number)
            return
        }
        do { try book.apply(entry) } catch {
            failure = .book(error, record: record.number)
            return
        }
        landmarks.note(entry, number: record.number, carries: !book.list.isEmpty)
    }

    /// The book and its landmarks.
    ///
    /// - Throws: `StoreError` for a journal with damaged records, or with one that makes no sense.
    func result(_ recovery: RecoveryReport) throws(StoreError) -> (BatchBook, Landmarks) {
        if let first = recovery.damaged.first {
            throw .damaged(count: recovery.damaged.count, offset: first.offset)
        }
        if let failure { throw failure }
        return (book, landmarks)
    }
}
