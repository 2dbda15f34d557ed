import AcquirerHost

/// Watches a terminal from outside: what leaves and reaches it on the line, what the cardholder sees, what the ledger
/// books. It shares no rule with the firmware and the host, and says so when the two of them break one.
struct Oracle {
    let terminalID: String
    let ledger: MemoryLedger
    /// The first invariant that broke.
    var finding: (invariant: Invariant, what: String)?
    /// Transactions of the batches that are not yet done, by batch and trace number.
    var attempts: [UInt64: Attempt] = [:]
    /// The request that left last.
    var last: UInt64?
    /// The transaction whose answer came last.
    var lastAnswered: UInt64?
    /// Highest batch number on the line.
    var highestBatch: UInt32 = 0
    /// Messages that are not transactions, by trace number of `highestBatch`: a number that stands for their content.
    var otherTraces: [UInt32: UInt64] = [:]
    /// The last frame that left; the link sends it again until it is acknowledged.
    var lastFrame: [UInt8] = []
    /// What the totals of the running close were when they left first.
    var claimed: (batch: UInt32, field48: [UInt8])?
    /// Uploads since the last totals: numbers that stand for their content, in order.
    var uploads: [UInt64] = []
    /// Slips that came out, by batch.
    var slips: [UInt32: [String]] = [:]
    /// The open batch of the terminal's journal.
    var openBatch: UInt32?
    /// Transactions that the cardholders saw approved.
    var approvedCount = 0

    init(terminalID: String, ledger: MemoryLedger) {
        self.terminalID = terminalID
        self.ledger = ledger
    }

    static func key(_ batch: UInt32, _ trace: UInt32) -> UInt64 { UInt64(batch) << 32 | UInt64(trace) }

    mutating func broken(_ invariant: Invariant, _ what: String) {
        if finding == nil { finding = (invariant, what) }
    }

    /// The booking that stands for an attempt, unless it was reversed.
    func liveBooking(_ attempt: Attempt) -> Posting? {
        guard let posting = ledger.posting(terminalID, attempt.batch, attempt.trace), !posting.isReversed else {
            return nil
        }
        return posting
    }

    /// The ledger wrote bookings: none of them may go against what a cardholder was told.
    mutating func ledgerChanged() {
        guard !ledger.touched.isEmpty else { return }
        for (batch, trace) in ledger.touched {
            guard let posting = ledger.posting(terminalID, batch, trace) else { continue }
            guard let attempt = attempts[Oracle.key(batch, trace)] else {
                broken(.seenIsBooked, "the host booked \(trace) of batch \(batch), which never left the terminal")
                continue
            }
            check(posting, attempt)
        }
        ledger.touched.removeAll(keepingCapacity: true)
    }

    private mutating func check(_ posting: Posting, _ attempt: Attempt) {
        if posting.minorUnits != attempt.amount || posting.kind.isCredit != attempt.isCredit {
            broken(
                .seenIsBooked,
                "\(attempt.name) is booked as \(posting.kind.rawValue) over \(posting.minorUnits)")
        }
        switch attempt.seen {
        case .approved where posting.isReversed:
            broken(.seenIsBooked, "\(attempt.name) was seen approved, and its booking was reversed")
        case .declined where !posting.isReversed, .notCompleted where !posting.isReversed:
            broken(.seenIsBooked, "\(attempt.name) was seen \(attempt.seen), and it is booked")
        default: break
        }
    }

    /// The journal goes on to another batch: the old one must be closed at the host, and equal to what was seen.
    mutating func batchOpened(_ batch: UInt32) {
        defer { openBatch = batch }
        guard let former = openBatch, former != batch else { return }
        if batch < former { broken(.numbersGrow, "the terminal went from batch \(former) back to \(batch)") }
        let isClosed = ledger.batch(terminalID, former)?.isClosed ?? false
        let wasUsed = attempts.values.contains { $0.batch == former && $0.seen == .approved }
        if wasUsed, !isClosed {
            broken(.clearedAfterConfirmation, "batch \(former) was cleared, and the host has not closed it")
        }
        if isClosed { compare(former) }
        attempts = attempts.filter { $0.value.batch + 2 > batch }
    }

    /// A closed batch holds exactly what the cardholders saw.
    private mutating func compare(_ batch: UInt32) {
        for attempt in attempts.values.filter({ $0.batch == batch }).sorted(by: { $0.trace < $1.trace }) {
            checkFinal(attempt)
        }
        for posting in ledger.postings(terminalID, batch)
        where !posting.isReversed && attempts[Oracle.key(batch, posting.trace)] == nil {
            broken(.seenIsBooked, "the host booked \(posting.trace) of batch \(batch), which never left the terminal")
        }
    }

    private mutating func checkFinal(_ attempt: Attempt) {
        let booking = liveBooking(attempt)
        switch attempt.seen {
        case .approved:
            if booking == nil { broken(.seenIsBooked, "\(attempt.name) was seen approved, and it is not booked") }
        case .declined, .notCompleted:
            if booking != nil { broken(.seenIsBooked, "\(attempt.name) was seen \(attempt.seen), and it is booked") }
        case .nothing: break
        }
        if let booking, booking.minorUnits != attempt.amount {
            broken(.seenIsBooked, "\(attempt.name) is booked over \(booking.minorUnits)")
        }
    }

    /// Nothing happens any more: all that was seen is where it belongs.
    mutating func finished() {
        for attempt in attempts.values.sorted(by: { ($0.batch, $0.trace) < ($1.batch, $1.trace) }) {
            checkFinal(attempt)
        }
    }
}
