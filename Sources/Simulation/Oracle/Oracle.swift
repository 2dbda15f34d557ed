import AcquirerHost

/// Watches a terminal from outside: what leaves and reaches it on the line, what the cardholder sees, what the ledger
/// books. It shares no rule with the firmware and the host, and says so when the two of them break one.
struct Oracle {
    let terminalID: String
    let ledger: MemoryLedger
    /// The first invariant that broke.
    private(set) var finding: (invariant: Invariant, what: String)?
    /// True with a finding; asked after every event.
    private(set) var isBroken = false
    /// Transactions of the batches that are not yet done, by batch and trace number.
    var attempts: [UInt64: Attempt] = [:]
    /// The request that left last.
    var last: UInt64?
    /// The transaction whose answer came last; 0 when it was an enquiry that moves nothing.
    var lastAnswered: UInt64?
    /// Highest batch number on the line.
    var highestBatch: UInt32 = 0
    /// Messages that are not transactions, by trace number of `highestBatch`: a number that stands for their content.
    var otherTraces: [UInt32: UInt64] = [:]
    /// The last frame that left; the link sends it again until it is acknowledged.
    var lastFrame: [UInt8] = []
    /// What the terminal hears on its line.
    var heard = HeardFrames()
    /// What the totals of the running close were when they left first.
    var claimed: Claim?
    /// Uploads since the last totals: numbers that stand for their content, in order.
    var uploads: [UInt64] = []
    /// The same in Hypercom style.
    var details: [UploadedDetail] = []
    /// Slips that came out, and that should.
    var slips = SlipWatch()
    /// When the shop is reminded, and when its terminal settles by itself.
    var time: TimeWatch
    /// The open batch of the terminal's journal.
    var openBatch: UInt32?
    /// Completions that stand, by the authorization code of their hold.
    var completions: [String: UInt64] = [:]
    /// Transactions that the cardholders saw approved.
    var approvedCount = 0

    init(terminalID: String, ledger: MemoryLedger, habits: ShopHabits) {
        time = TimeWatch(habits: habits)
        self.terminalID = terminalID
        self.ledger = ledger
    }

    static func key(_ batch: UInt32, _ trace: UInt32) -> UInt64 { UInt64(batch) << 32 | UInt64(trace) }

    mutating func broken(_ invariant: Invariant, _ what: String) {
        guard !isBroken else { return }
        isBroken = true
        finding = (invariant, what)
    }

    /// The booking that stands for an attempt, unless it was reversed.
    func liveBooking(_ attempt: Attempt) -> Posting? {
        guard let posting = ledger.posting(terminalID, attempt.batch, attempt.trace), !posting.isReversed else {
            return nil
        }
        return posting
    }

    /// Transactions of a batch, by trace number.
    func attempts(of batch: UInt32) -> [Attempt] {
        attempts.values.filter { $0.batch == batch }.sorted { $0.trace < $1.trace }
    }

    /// The one of these with the smallest number: what is found must not depend on the order in which they are kept.
    func oldest(_ isMeant: (Attempt) -> Bool) -> Attempt? {
        attempts.values.lazy.filter(isMeant).min { ($0.batch, $0.trace) < ($1.batch, $1.trace) }
    }

    /// True when an approved void of the same batch has undone it.
    func isUndone(_ attempt: Attempt) -> Bool {
        attempts.values.contains {
            $0.deed.isVoid && $0.original == attempt.trace && $0.batch == attempt.batch && $0.isTaken
        }
    }

    /// The ledger wrote bookings: none of them may go against what a cardholder was told.
    mutating func ledgerChanged() {
        guard !ledger.touched.isEmpty else { return }
        for (batch, trace) in ledger.touched {
            guard let posting = ledger.posting(terminalID, batch, trace) else { continue }
            guard let attempt = attempts[Oracle.key(batch, trace)] else {
                checkUnknown(posting)
                continue
            }
            check(posting, attempt)
        }
        ledger.touched.removeAll(keepingCapacity: true)
    }

    /// A booking of which nothing left the terminal. A missing tip that a Hypercom-style upload brought has the number of
    /// the upload; it is checked with its sale.
    private mutating func checkUnknown(_ posting: Posting) {
        if posting.kind == .tip, posting.source == .upload, posting.originalTrace != nil { return }
        if posting.isReversed { return }
        if isOfForcedBatch(posting) { return }
        broken(
            .seenIsBooked, "the host booked \(posting.trace) of batch \(posting.batch), which never left the terminal")
    }

    /// True for a stored advice of a batch that the host closed by itself, where messages do not say their batch: a copy that
    /// was long on its way is booked in the batch that is open now. The terminal carries that advice into it.
    private func isOfForcedBatch(_ posting: Posting) -> Bool {
        attempts.values.contains {
            $0.isWaiting && $0.isBatchUnsaid && $0.trace == posting.trace && $0.batch + 1 == posting.batch
                && $0.amount == posting.minorUnits && ledger.batch(terminalID, $0.batch)?.isForced == true
        }
    }

    private mutating func check(_ posting: Posting, _ attempt: Attempt) {
        let sign: Int64 = posting.kind.isCredit ? -1 : 1
        if posting.minorUnits != attempt.amount || sign != attempt.deed.sign {
            broken(
                .seenIsBooked,
                "\(attempt.name) is booked as \(posting.kind.rawValue) over \(posting.minorUnits)")
        }
        switch attempt.seen {
        case .approved where posting.isReversed:
            // A host that lost a void takes the sale out instead, which comes to the same.
            guard !attempt.isRefused, !isUndone(attempt) else { return }
            broken(.seenIsBooked, "\(attempt.name) was seen approved, and its booking was reversed")
        case .declined where !posting.isReversed, .notCompleted where !posting.isReversed:
            broken(.seenIsBooked, "\(attempt.name) was seen \(attempt.seen), and it is booked")
        default:
            if attempt.isRefused, !posting.isReversed {
                broken(.seenIsBooked, "\(attempt.name) was refused by the host, and it is booked")
            }
        }
    }

    /// The journal goes on to another batch: the old one must be closed at the host, and equal to what was seen.
    mutating func batchOpened(_ batch: UInt32) {
        defer { openBatch = batch }
        guard let former = openBatch, former != batch else { return }
        noticeClosed(former)
        if batch < former { broken(.numbersGrow, "the terminal went from batch \(former) back to \(batch)") }
        let head = ledger.batch(terminalID, former)
        let isClosed = head?.isClosed ?? false
        carryWaiting(from: former, to: batch, isForced: head?.isForced ?? false)
        let wasUsed = attempts.values.contains { $0.batch == former && $0.seen == .approved }
        if wasUsed, !isClosed {
            broken(.clearedAfterConfirmation, "batch \(former) was cleared, and the host has not closed it")
        }
        if wasUsed, let head, head.isForced, head.confirmedAt == nil {
            broken(.clearedAfterConfirmation, "batch \(former), which the host closed by itself, was never settled")
        }
        if isClosed { compare(former) }
        if isClosed, wasUsed { slips.owed.insert(former) }
        attempts = attempts.filter { $0.value.batch + 2 > batch }
    }

    /// What the host never took before it closed the batch by itself goes into the next batch.
    private mutating func carryWaiting(from former: UInt32, to batch: UInt32, isForced: Bool) {
        for var attempt in attempts(of: former) where attempt.isWaiting {
            guard isForced else {
                broken(.seenIsBooked, "\(attempt.name) was never answered, and its batch is cleared")
                return
            }
            attempts[Oracle.key(former, attempt.trace)] = nil
            // Sales are older than their tips, and were carried before.
            attempt.isOrphan = attempt.deed == .tip && attempts[Oracle.key(batch, attempt.original)] == nil
            attempt.batch = batch
            attempts[Oracle.key(batch, attempt.trace)] = attempt
        }
    }

    /// A closed batch holds exactly what the cardholders saw.
    private mutating func compare(_ batch: UInt32) {
        checkFinal(batch)
        for posting in ledger.postings(terminalID, batch)
        where !posting.isReversed && attempts[Oracle.key(batch, posting.trace)] == nil {
            checkUnknown(posting)
        }
    }

    /// Nothing happens any more: all that was seen is where it belongs.
    mutating func finished() {
        for batch in Set(attempts.values.map(\.batch)).sorted() { checkFinal(batch) }
        if let lost = attempts.values.filter({ $0.isWaiting && $0.seen == .approved }).min(by: { $0.trace < $1.trace })
        {
            broken(.seenIsBooked, "\(lost.name) was seen approved, and the host never answered to it")
        }
        if let batch = slips.owed.min() { broken(.slipOnce, "the slip of batch \(batch) never came out") }
    }
}
