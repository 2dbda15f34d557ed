import ISO8583
import Settlement

/// What undoing a transaction by hand came to.
public struct UndoneByHand: Sendable, Equatable, Codable {
    /// Batch of the transaction.
    public var batch: UInt32
    /// Its trace number.
    public var trace: UInt32
    /// What was booked and is undone; nil when nothing was booked.
    public var undone: Posting?
    /// The hold that changed: it is free again, or it stands again when its own void was undone; nil for none.
    public var released: Hold?
    /// The number by which the terminal's reversal may be ended; twelve digits.
    public var confirmation: String
}

extension HostLogic {
    /// Kind of transaction of what stands for a reversal in the audit, when people undid it.
    static var undoneByHand: String { "undone by hand" }

    /// Undoes a transaction without its terminal, as an acquirer's people do when a reversal cannot come through, and gives the
    /// number by which the terminal's own reversal may be ended. Where nothing is booked under it the number says that.
    ///
    /// - Parameters:
    ///   - terminalID: Terminal, field 41.
    ///   - number: Batch; nil for the one that waits for its terminal after a forced close, or else the open one.
    ///   - trace: Trace number.
    ///   - now: Host time.
    /// - Throws: `HandSettlementError`, or when the ledger fails; nothing was changed then.
    public mutating func undoByHand(
        _ terminalID: String, batch number: UInt32? = nil, trace: UInt32, at now: ClockTime
    ) throws -> UndoneByHand {
        let ledger = store
        return try ledger.inTransaction { session in
            let (_, batch) = try handBatch(terminalID, number, now, session)
            var undone: Posting?
            if var posting = try session.posting(terminalID, batch.number, trace), !posting.isReversed {
                guard !posting.isVoided else { throw HandSettlementError.isVoided(trace) }
                posting.isReversed = true
                try session.save(posting)
                try apply(posting, false, session)
                try correct(batch, session)
                undone = posting
            }
            var released = try session.hold(terminalID, batch.number, trace)
            if released?.state != .standing { released = nil }
            released?.state = .reversed
            if let released { try session.save(released) }
            if released == nil { released = try restore(trace, batch, session) }
            // A number for what stands elsewhere would let the terminal forget it.
            if number == nil, undone == nil, released == nil,
                let other = try standing(terminalID, trace, batch, session)
            {
                throw HandSettlementError.standsElsewhere(trace, other)
            }
            let confirmation = try newReference(session, now)
            // It stands for the reversal: a request that comes late is refused, and the reversal itself is confirmed.
            try session.append(
                AnsweredMessage(
                    terminalID: terminalID, batch: batch.number, trace: trace, mti: "0400",
                    kind: HostLogic.undoneByHand,
                    minorUnits: undone?.minorUnits ?? released?.minorUnits, card: undone?.card ?? released?.card,
                    code: "00", reference: confirmation,
                    authorization: "", rule: nil, at: now.description))
            return UndoneByHand(
                batch: batch.number, trace: trace, undone: undone, released: released, confirmation: confirmation)
        }
    }

    /// The void of a pre-authorization is undone: its hold stands again.
    private func restore(_ trace: UInt32, _ batch: HostBatch, _ session: Store.Session) throws -> Hold? {
        guard var hold = try holdVoided(by: trace, batch.terminalID, batch.number, session) else { return nil }
        hold.standAgain()
        try session.save(hold)
        return hold
    }

    /// Another batch of the terminal in which something stands under this number.
    private func standing(
        _ terminalID: String, _ trace: UInt32, _ batch: HostBatch, _ session: Store.Session
    ) throws -> UInt32? {
        try session.batches().last { other in
            guard other.terminalID == terminalID, other.number != batch.number else { return false }
            if let posting = try session.posting(terminalID, other.number, trace), !posting.isReversed { return true }
            return try session.hold(terminalID, other.number, trace)?.state == .standing
        }?.number
    }
}
