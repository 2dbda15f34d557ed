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
                try session.answered(posting.terminalID, posting.batch, trace, mti: "0200")?.code == "00"
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

    /// A tip on a sale of the same batch. Where the dialect sends the new total, the tip is what it has more than the ledger.
    func checkTip(_ request: HostRequest, _ posting: inout Posting, _ session: Store.Session) throws -> Decision? {
        guard let trace = originalTrace(request),
            let sale = try session.posting(posting.terminalID, posting.batch, trace),
            sale.kind == .sale || sale.kind == .offlineSale, !sale.isReversed, sale.card == posting.card
        else { return Decision("25") }
        guard !sale.isVoided else { return Decision("12", notes: ["this \(sale.kind.name) is voided"]) }
        if let before = request.incoming.original.minorUnits {
            guard before == sale.minorUnits else {
                return Decision("64", notes: ["the original is over \(sale.minorUnits)"])
            }
            posting.minorUnits -= sale.minorUnits + sale.tips
            guard posting.minorUnits > 0 else {
                return Decision("13", notes: ["the new total is not above \(sale.minorUnits + sale.tips)"])
            }
        }
        posting.originalTrace = trace
        return nil
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
