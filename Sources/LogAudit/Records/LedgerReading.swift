import AcquirerHost
import Settlement

extension AuditInput {
    /// Takes over what a ledger says of a terminal.
    ///
    /// - Parameters:
    ///   - ledger: The ledger, as `tillbench host ledger --json` writes it, too.
    ///   - answered: All messages that the host answered; nil when only the report is there.
    ///   - terminalID: The terminal; nil for the only one of the ledger.
    /// - Returns: False when the ledger holds several terminals and none was named, or when it does not hold this one.
    public mutating func read(_ ledger: LedgerReport, answered: [AnsweredMessage]?, terminalID wanted: String?) -> Bool
    {
        let names = Set(ledger.batches.map(\.terminalID))
        guard let name = wanted ?? (names.count == 1 ? names.first : nil), names.contains(name) else { return false }
        terminalID = name
        host = ledger.batches.filter { $0.terminalID == name }.map { batch in
            AuditBatch(
                source: .host, number: batch.number,
                records: batch.postings.compactMap { AuditRecord($0) },
                closedAt: batch.closedAt.flatMap { ClockTime(written: $0) },
                settledAt: batch.confirmedAt.flatMap { ClockTime(written: $0) }, isForced: batch.isForced,
                handConfirmation: batch.handConfirmation, isCorrected: batch.isCorrected)
        }
        messages = answered?.filter { $0.terminalID == name }.compactMap { message in
            ClockTime(written: message.at).map {
                AuditMessage(
                    mti: message.mti, kind: message.kind, batch: message.batch, trace: message.trace,
                    code: message.code, at: $0)
            }
        }
        return true
    }
}

extension AuditRecord {
    /// A booking; nil when its time cannot be read.
    init?(_ posting: Posting) {
        // Amounts are never negative: a booking that says so is none of this bench's.
        guard let time = ClockTime(written: posting.bookedAt), posting.minorUnits >= 0 else { return nil }
        source = .host
        batch = posting.batch
        trace = posting.trace
        minorUnits = posting.minorUnits
        card = MaskedCard(posting.card)
        at = time
        businessDate = nil
        state = posting.isReversed ? .reversed : posting.isVoided ? .voided : .standing
        original = posting.originalTrace.map { (posting.batch, $0) }
        isOnline = posting.source == .online
        switch posting.kind {
        case .sale: kind = .sale
        case .void: kind = .void
        case .refund: kind = .refund
        case .completion: kind = .completion
        case .completionVoid: kind = .completionVoid
        case .offlineSale: kind = .offlineSale
        case .tip: kind = .tip
        }
    }
}
