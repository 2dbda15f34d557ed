import ISO8583
import Settlement

extension HostLogic {
    /// A void of a sale or of a completion: its amount is that of the original with its tips.
    ///
    /// Source: UnionPay-style codes: 25 original not found, 64 amount differs, 12 not possible any more.
    func checkVoid(
        _ request: HostRequest, of kinds: [PostingKind], _ posting: inout Posting, _ session: Store.Session
    ) throws -> Decision? {
        guard let trace = originalTrace(request) else { return Decision("25") }
        guard let sale = try session.posting(posting.terminalID, posting.batch, trace), kinds.contains(sale.kind),
            !sale.isReversed
        else {
            // A sale that was approved without being booked can be voided; the upload brings both back.
            guard request.forgetsBooking,
                try finalAnswer(posting.terminalID, posting.batch, trace, mti: "0200", session)?.code == "00"
            else { return Decision("25") }
            posting.originalTrace = trace
            return nil
        }
        guard sale.card == posting.card else {
            return Decision("25", notes: ["the original was made with another card"])
        }
        guard !sale.isVoided else { return Decision("12", notes: ["this \(sale.kind.name) is voided already"]) }
        guard sale.minorUnits + sale.tips == posting.minorUnits else {
            return Decision("64", notes: ["the original and its tips are \(sale.minorUnits + sale.tips)"])
        }
        posting.originalTrace = sale.trace
        return nil
    }

    /// A tip on a sale of the same batch, or of one that was closed by force before the tip could be told.
    func checkTip(_ request: HostRequest, _ posting: inout Posting, _ session: Store.Session) throws -> Decision? {
        let isOfThisBatch: Bool
        let sale: Posting
        if let found = try tipped(originalTrace(request), posting.batch, posting, session) {
            (sale, isOfThisBatch) = (found, true)
        } else if let former = try forcedBatch(of: request, session),
            let found = try tipped(request.incoming.original.trace, former, posting, session)
        {
            // The sale is settled without it: the tip counts in the batch in which it is told.
            (sale, isOfThisBatch) = (found, false)
        } else {
            return Decision("25")
        }
        guard !sale.isVoided else { return Decision("12", notes: ["this \(sale.kind.name) is voided"]) }
        if let before = request.incoming.original.minorUnits {
            guard before >= sale.minorUnits else {
                return Decision("64", notes: ["the original is over \(sale.minorUnits)"])
            }
            // Some terminals name the sale alone, whatever tips it has; others what it came to before this tip.
            let known = isOfThisBatch && before == sale.minorUnits ? sale.minorUnits + sale.tips : before
            posting.minorUnits -= known
            guard posting.minorUnits > 0 else {
                return Decision("13", notes: ["the new total is not above \(known)"])
            }
        }
        if isOfThisBatch { posting.originalTrace = sale.trace }
        return nil
    }

    /// The sale that a tip is on, or nil.
    private func tipped(
        _ trace: UInt32?, _ batch: UInt32, _ tip: Posting, _ session: Store.Session
    ) throws -> Posting? {
        guard let trace, let sale = try session.posting(tip.terminalID, batch, trace), !sale.isReversed,
            sale.card == tip.card, sale.kind == .sale || sale.kind == .offlineSale
        else { return nil }
        return sale
    }

    /// The earlier batch in which an original must lie, if the host closed that by itself: the one that the request names, or
    /// the last one where the dialect names none.
    private func forcedBatch(of request: HostRequest, _ session: Store.Session) throws -> UInt32? {
        let number = tongue.issuesBatchNumbers ? request.incoming.original.batch : request.formerBatch
        guard let number, number != request.batch else { return nil }
        let batch = try session.batch(request.terminal.terminalID, number)
        return batch?.isForced == true ? number : nil
    }

    /// The trace number of an original of the same batch, or nil.
    private func originalTrace(_ request: HostRequest) -> UInt32? {
        let original = request.incoming.original
        guard (original.batch ?? request.batch) == request.batch else { return nil }
        // UnionPay-style originals are named by their batch, too.
        guard original.batch != nil || !tongue.issuesBatchNumbers else { return nil }
        return original.trace
    }

    /// What a booking does to others, or, when it is undone, what it leaves as it was.
    func apply(_ posting: Posting, _ isDone: Bool, _ session: Store.Session) throws {
        switch posting.kind {
        case .sale, .refund, .offlineSale: break
        case .void, .completionVoid: try markVoided(by: posting, isDone, session)
        case .tip:
            guard let trace = posting.originalTrace,
                var sale = try session.posting(posting.terminalID, posting.batch, trace)
            else { return }
            sale.tips += isDone ? posting.minorUnits : -posting.minorUnits
            try session.save(sale)
        case .completion: try take(posting, isDone, session)
        }
    }

    /// Marks what a void undoes and its tips, or takes the marks back.
    private func markVoided(by void: Posting, _ isVoided: Bool, _ session: Store.Session) throws {
        guard let trace = void.originalTrace, var sale = try session.posting(void.terminalID, void.batch, trace)
        else { return }
        sale.isVoided = isVoided
        try session.save(sale)
        if sale.kind == .completion { try take(sale, !isVoided, session) }
        guard sale.tips > 0 else { return }
        for var tip in try session.postings(void.terminalID, void.batch)
        where tip.kind == .tip && tip.originalTrace == trace {
            tip.isVoided = isVoided
            try session.save(tip)
        }
    }
}
