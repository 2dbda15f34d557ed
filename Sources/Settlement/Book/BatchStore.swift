import FlashStore

/// Why the durable book cannot go on.
public enum StoreError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The journal in flash failed.
    case journal(JournalError)
    /// A record that this version cannot read.
    case entry(EntryError, record: UInt32)
    /// An entry with a part that is too long for a record.
    case tooLong(EntryTooLong)
    /// A record that breaks a settlement rule.
    case book(BookError, record: UInt32?)
    /// Records with a broken checksum: this many, the first one at this byte offset in flash.
    case damaged(count: Int, offset: Int)

    /// What failed, where, and what to do.
    public var description: String {
        switch self {
        case .journal(let error): error.description
        case .entry(let error, let record): "record \(record): \(error)"
        case .tooLong(let error): error.description
        case .book(let error, let record?):
            "journal record \(record) breaks a rule: \(error). Keep the flash file for diagnosis."
        case .book(let error, nil): "refused to write: \(error)"
        case .damaged(let count, let offset):
            "\(count) damaged record(s) in the journal, the first at flash offset \(offset). "
                + "Nothing was cleared; keep the flash file for diagnosis."
        }
    }
}

/// The book with its journal: an entry is checked and written to flash before anybody hears of it.
///
/// After flash has failed nobody knows whether the last entry is in it: the memory must be opened anew.
public struct BatchStore<Flash: NORFlash> {
    private var journal: Journal<Flash>
    /// What the journal adds up to.
    public private(set) var book: BatchBook
    /// The last trace number handed out since power-up.
    private var lastTrace: TraceNumber?
    /// Journal record numbers that a compaction needs.
    private var landmarks: Landmarks

    /// How many trace numbers one reservation covers: at a power cut at most so many are skipped.
    static var reservation: UInt32 { 16 }

    /// Opens the flash, formats it when it is blank, and reads every entry.
    ///
    /// - Parameters:
    ///   - flash: The memory.
    ///   - now: Terminal time for the first entry of a blank memory.
    /// - Throws: `StoreError` for foreign or damaged content. Nothing is written in that case.
    public init(opening flash: Flash, at now: ClockTime) throws(StoreError) {
        var reading = Reading()
        do { journal = try Journal(opening: flash) { reading.take($0) } } catch { throw .journal(error) }
        (book, landmarks) = try reading.result(journal.recovery)
        // A bit that rots in blank flash looks like the end of what is used: moved over, the journal has its room again.
        if journal.recovery.tornBytes > journal.capacityBytes / 8 {
            do { try journal.compact { _ in true } } catch { throw .journal(error) }
        }
        lastTrace = book.reservedTraces
        if book.batch == nil { try record(.batchOpened(.first, at: now)) }
    }

    /// Writes one entry. When it returns, the entry is in flash and in the book.
    ///
    /// - Throws: `StoreError.book` when the entry would break a rule, `.tooLong` when it cannot be written whole, `.journal` when there is no room or flash
    ///   fails. The book then is what it was, or what can still be read from a flash that failed.
    public mutating func record(_ entry: JournalEntry) throws(StoreError) {
        let payload: [UInt8]
        do { payload = try entry.payload } catch { throw .tooLong(error) }
        do { try journal.checkRoom(for: payload) } catch { throw .journal(error) }
        // In place: with a copy of the book, each of a batch's records would be copied for each entry.
        do {
            try book.checkReference(of: entry)
            try book.apply(entry)
        } catch { throw .book(error, record: nil) }
        do {
            let number = try journal.append(kind: entry.kind, payload)
            landmarks.note(entry, number: number, carries: !book.list.isEmpty)
        } catch {
            if let (present, marks) = try? read() { (book, landmarks) = (present, marks) }
            throw .journal(error)
        }
    }

    /// What flash holds at this moment.
    private func read() throws(StoreError) -> (BatchBook, Landmarks) {
        var reading = Reading()
        do { try journal.forEachRecord { reading.take($0) } } catch { throw .journal(error) }
        return try reading.result(journal.recovery)
    }

    /// Bytes of the journal that no new transaction may take: what it needs to finish, to be reversed and settled.
    public static var reserveBytes: Int { 8192 }

    /// Bytes that are left for new transactions; zero or less when what is left belongs to the open batch.
    public var roomBytes: Int { journal.freeBytes - BatchStore.reserveBytes }

    /// True when there is room for one more transaction and for closing the batch after it.
    public var hasRoomForTransaction: Bool { roomBytes > 0 }

    /// Compacts the journal when it is three quarters full and something can go.
    ///
    /// - Throws: `StoreError.journal` when flash fails.
    public mutating func compactIfCrowded() throws(StoreError) {
        guard journal.freeBytes < journal.capacityBytes / 4, landmarks.hasSomethingToDrop else { return }
        try compact()
    }

    /// Drops the oldest closed batches, attempts to close that came to nothing, and sign-ons that say nothing any more. The
    /// last closed batch stays, since its slip may be asked for again; the records of the open batch always stay.
    ///
    /// - Throws: `StoreError.journal` when flash fails.
    public mutating func compact() throws(StoreError) {
        let keep = landmarks
        do { try journal.compact { keep.keeps($0.number) } } catch { throw .journal(error) }
        (book, landmarks) = try read()
    }

    /// A trace number that this batch has not used, reserved in flash before it is handed out.
    public mutating func takeTrace() throws(StoreError) -> TraceNumber {
        while true {
            let next = lastTrace?.next ?? .first
            if lastTrace == book.reservedTraces {
                try record(.tracesReserved(upTo: next.advanced(by: BatchStore.reservation - 1)))
            }
            lastTrace = next
            // After 999999 the numbers begin anew: those that stand in the batch, carried ones too, are passed over.
            if book.record(next) == nil { return next }
        }
    }

    /// The flash with the journal.
    public var flash: Flash { journal.flash }
}
