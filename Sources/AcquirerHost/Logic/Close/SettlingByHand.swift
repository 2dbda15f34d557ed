import ISO8583
import Settlement

/// One record of a terminal as the acquirer's people have it, from the export of a batch that did not come through by itself.
public struct HandRecord: Sendable, Equatable {
    /// Trace number.
    public var trace: UInt32
    /// What it does.
    public var kind: PostingKind
    /// Minor units.
    public var minorUnits: Int64
    /// The card, masked: its first six digits stand.
    public var card: String
    /// Trace number of what a void undid or a tip belongs to.
    public var originalTrace: UInt32?

    /// One record.
    public init(trace: UInt32, kind: PostingKind, minorUnits: Int64, card: String, originalTrace: UInt32? = nil) {
        self.trace = trace
        self.kind = kind
        self.minorUnits = minorUnits
        self.card = card
        self.originalTrace = originalTrace
    }
}

/// What settling a batch by hand did.
public struct SettledByHand: Sendable, Equatable, Codable {
    /// Batch that was settled.
    public var batch: UInt32
    /// Batch that is open now.
    public var openBatch: UInt32
    /// The number by which a terminal's close may be ended; twelve digits.
    public var confirmation: String
    /// Trace numbers of the records that the ledger had missed, and has now.
    public var booked: [UInt32]
    /// Bookings that stand in the batch.
    public var count: Int
    /// What they come to, debits minus credits, in minor units.
    public var netMinorUnits: Int64
    /// In what ledger and records differ, in words; the ledger's bookings stand.
    public var exceptions: [String]
}

/// Why a batch is not settled, or a booking not undone, by hand. Nothing was changed.
public enum HandSettlementError: Error, Equatable, CustomStringConvertible {
    /// The host never heard of the terminal.
    case noSuchTerminal(String)
    /// The ledger has no such batch; the one that is open, or that waits for the terminal, is named.
    case noSuchBatch(UInt32, known: UInt32)
    /// The batch was settled already; when, and by which confirmation number where it was by hand.
    case isSettled(UInt32, at: String, confirmation: String?)
    /// The booking is not undone so: another one rests on it, or it is undone.
    case isVoided(UInt32)
    /// Neither ledger nor records hold anything.
    case isEmpty(UInt32)
    /// Ledger and records differ, and nobody said that they may.
    case differs(UInt32, [String])

    /// In words.
    public var description: String {
        switch self {
        case .noSuchTerminal(let name): "this host never heard of terminal \(name)"
        case .noSuchBatch(let batch, let known): "the ledger has no batch \(batch); \(known) is the one to settle"
        case .isSettled(let batch, let at, let confirmation):
            "batch \(batch) was settled at \(at)" + (confirmation.map { " by hand, confirmation \($0)" } ?? "")
        case .isVoided(let trace): "transaction \(trace) is voided: nothing of it stands"
        case .isEmpty(let batch): "batch \(batch) holds no booking"
        case .differs(let batch, let differences):
            "ledger and records of batch \(batch) differ: " + differences.joined(separator: "; ")
        }
    }
}

extension HostLogic {
    /// Settles a batch without its terminal, as an acquirer's people do when a close cannot come through: what the terminal's
    /// records have more is booked, the batch is closed, and the number by which the terminal's own close may be ended is given.
    ///
    /// What the ledger has and the records do not have, or have with another amount, stays booked and is named.
    ///
    /// - Parameters:
    ///   - terminalID: Terminal, field 41.
    ///   - number: Batch; nil for the one that waits for its terminal after a forced close, or else the open one.
    ///   - records: The terminal's records that move money; nil to take the ledger's word.
    ///   - acceptsDifferences: True to settle although the two differ.
    ///   - now: Host time.
    /// - Throws: `HandSettlementError`, or when the ledger fails; nothing was changed then.
    public mutating func settleByHand(
        _ terminalID: String, batch number: UInt32? = nil, records: [HandRecord]? = nil,
        acceptsDifferences: Bool = false, at now: ClockTime
    ) throws -> SettledByHand {
        let ledger = store
        return try ledger.inTransaction { session in
            let (terminal, batch) = try handBatch(terminalID, number, session)
            let booked = try book(records ?? [], batch, now, session)
            let postings = try session.postings(terminalID, batch.number)
            guard postings.contains(where: { !$0.isReversed }) else { throw HandSettlementError.isEmpty(batch.number) }
            let differences = records.map { HostLogic.differences($0, postings) } ?? []
            guard acceptsDifferences || differences.isEmpty else {
                throw HandSettlementError.differs(batch.number, differences)
            }
            return try settleByHand(batch, terminal, postings, booked, differences, now, session)
        }
    }

    /// Books what the ledger misses. Returns the trace numbers.
    private func book(
        _ records: [HandRecord], _ batch: HostBatch, _ now: ClockTime, _ session: Store.Session
    ) throws -> [UInt32] {
        var booked: [UInt32] = []
        for record in records {
            guard try session.posting(batch.terminalID, batch.number, record.trace) == nil else { continue }
            let posting = Posting(
                terminalID: batch.terminalID, batch: batch.number, trace: record.trace, kind: record.kind,
                minorUnits: record.minorUnits, isForeign: !record.card.hasPrefix("62"), card: record.card,
                source: .hand,
                isReversed: false, isVoided: false, originalTrace: record.originalTrace, isUploaded: false,
                bookedAt: now.description)
            try session.save(posting)
            try apply(posting, true, session)
            booked.append(record.trace)
        }
        return booked
    }

    /// The batch that is worked on by hand: one that is not settled.
    func handBatch(_ terminalID: String, _ number: UInt32?, _ session: Store.Session) throws -> (
        TerminalState, HostBatch
    ) {
        guard let terminal = try session.terminal(terminalID) else {
            throw HandSettlementError.noSuchTerminal(terminalID)
        }
        let due = terminal.forcedBatch ?? terminal.openBatch
        guard let batch = try session.batch(terminalID, number ?? due) else {
            throw HandSettlementError.noSuchBatch(number ?? due, known: due)
        }
        guard batch.isSettling else {
            throw HandSettlementError.isSettled(
                batch.number, at: batch.confirmedAt ?? batch.closedAt ?? "", confirmation: batch.handConfirmation)
        }
        return (terminal, batch)
    }

    /// In what the two sides differ once the ledger has all that the records have.
    private static func differences(_ records: [HandRecord], _ postings: [Posting]) -> [String] {
        let known = Dictionary(records.map { ($0.trace, $0) }) { first, _ in first }
        return postings.compactMap { posting in
            guard let record = known[posting.trace] else {
                return posting.isReversed ? nil : posting.words + ": booked here, not in the records"
            }
            if posting.isReversed { return posting.words + ": reversed here, it stands in the records" }
            guard posting.kind == record.kind, posting.minorUnits == record.minorUnits else {
                return posting.words + ": the records say \(record.kind.rawValue) \(hundredths(record.minorUnits))"
            }
            return nil
        }
    }

    private func settleByHand(
        _ open: HostBatch, _ known: TerminalState, _ postings: [Posting], _ booked: [UInt32], _ exceptions: [String],
        _ now: ClockTime, _ session: Store.Session
    ) throws -> SettledByHand {
        var batch = open
        var terminal = known
        let confirmation = try newReference(session, now)
        batch.isCorrected = batch.isCorrected || batch.isClosed && !booked.isEmpty
        batch.closedAt = batch.closedAt ?? now.description
        batch.confirmedAt = now.description
        batch.isForced = true
        batch.handConfirmation = confirmation
        batch.exceptions = exceptions
        // A terminal that asks once more with the totals of what stands is told that the batch is closed with them.
        batch.claimedTotals = try ClaimedTotals(of: postings, tongue).text()
        if terminal.forcedBatch == batch.number { terminal.forcedBatch = nil }
        if !batch.isClosed { terminal.openBatch = batch.next }
        batch.isClosed = true
        try session.save(batch)
        try session.save(terminal)
        try openBatchIfMissing(terminal, session)
        try session.append(
            AnsweredMessage(
                terminalID: batch.terminalID, batch: batch.number, trace: 0, mti: "0000", kind: "settled by hand",
                minorUnits: nil, card: nil, code: "00", reference: confirmation, authorization: "", rule: nil,
                at: now.description))
        let standing = postings.filter { !$0.isReversed }
        return SettledByHand(
            batch: batch.number, openBatch: terminal.openBatch, confirmation: confirmation, booked: booked,
            count: standing.count,
            netMinorUnits: standing.reduce(0) { $0 + ($1.kind.isCredit ? -$1.minorUnits : $1.minorUnits) },
            exceptions: exceptions)
    }
}
