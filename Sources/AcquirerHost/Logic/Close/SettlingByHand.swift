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
    /// Authorization code: a completion takes the hold that has it.
    public var authorization: String?

    /// One record.
    public init(
        trace: UInt32, kind: PostingKind, minorUnits: Int64, card: String, originalTrace: UInt32? = nil,
        authorization: String? = nil
    ) {
        self.authorization = authorization
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
    /// The terminal still wants to undo these transactions, by trace number, and they stand here.
    case unresolved(UInt32, [UInt32])
    /// A transaction of this trace number stands in another batch, the second number, than the one that was looked in.
    case standsElsewhere(UInt32, UInt32)
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
        case .unresolved(let batch, let traces):
            "the terminal has still to undo transaction(s) of batch \(batch) that stand here: "
                + traces.map { "\($0)" }.joined(separator: ", ")
        case .standsElsewhere(let trace, let batch):
            "nothing stands there under trace number \(trace), but something does in batch \(batch)"
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
    ///   - unresolved: Trace numbers of records that the terminal has still to undo.
    ///   - undelivered: Trace numbers of stored records that the terminal has still to send: they are of the next batch.
    ///   - acceptsDifferences: True to settle although the two differ.
    ///   - now: Host time.
    /// - Throws: `HandSettlementError`, or when the ledger fails; nothing was changed then.
    public mutating func settleByHand(
        _ terminalID: String, batch number: UInt32? = nil, records: [HandRecord]? = nil,
        unresolved: Set<UInt32> = [], undelivered: Set<UInt32> = [],
        acceptsDifferences: Bool = false, at now: ClockTime
    ) throws -> SettledByHand {
        let ledger = store
        return try ledger.inTransaction { session in
            let (terminal, batch) = try handBatch(terminalID, number, now, session, adopts: records != nil)
            let booked = try book(records ?? [], batch, now, session)
            let postings = try session.postings(terminalID, batch.number)
            guard postings.contains(where: { !$0.isReversed }) else { throw HandSettlementError.isEmpty(batch.number) }
            let waiting = postings.filter { !$0.isReversed && unresolved.contains($0.trace) }.map(\.trace)
            guard waiting.isEmpty else { throw HandSettlementError.unresolved(batch.number, waiting) }
            var differences = records.map { HostLogic.differences($0, postings, undelivered) } ?? []
            if let text = batch.claimedTotals, let claimed = try? ClaimedTotals(text, tongue) {
                differences += claimed.differences(ledger: ClaimedTotals(of: postings, tongue))
            }
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
                bookedAt: now.description,
                holdAuthorization: try standingHold(record, batch, session))
            try session.save(posting)
            try apply(posting, true, session)
            booked.append(record.trace)
        }
        return booked
    }

    private func standingHold(
        _ record: HandRecord, _ batch: HostBatch, _ session: Store.Session
    ) throws -> String? {
        guard record.kind == .completion, let authorization = record.authorization,
            let hold = try session.hold(batch.terminalID, authorization: authorization), hold.state == .standing
        else { return nil }
        return authorization
    }

    /// The batch that is worked on by hand: one that is not settled. A ledger without history takes over the number of a
    /// terminal that has one, as it does at totals, when the terminal's own records say it.
    func handBatch(
        _ terminalID: String, _ number: UInt32?, _ now: ClockTime, _ session: Store.Session,
        adopts: Bool = false
    ) throws -> (TerminalState, HostBatch) {
        guard var terminal = try session.terminal(terminalID) else {
            throw HandSettlementError.noSuchTerminal(terminalID)
        }
        if adopts, let number, let adopted = try adopt(number, of: terminal, at: now, session) { terminal = adopted }
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
    private static func differences(
        _ records: [HandRecord], _ postings: [Posting], _ undelivered: Set<UInt32>
    ) -> [String] {
        let known = Dictionary(records.map { ($0.trace, $0) }) { first, _ in first }
        return postings.compactMap { posting in
            guard let record = known[posting.trace] else {
                return posting.isReversed || undelivered.contains(posting.trace)
                    ? nil : posting.words + ": booked here, not in the records"
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
