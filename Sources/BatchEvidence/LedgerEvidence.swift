import AcquirerHost
import BatchDoctor
import Settlement

/// Reads a host's ledger, or the report of one, for a verdict.
public enum LedgerEvidence {
    /// What a ledger says of a terminal.
    ///
    /// - Parameters:
    ///   - report: The ledger, as `tillbench host ledger --json` writes it, too.
    ///   - terminalID: The terminal; nil for the only one of the ledger.
    /// - Returns: Nil when the ledger holds several terminals and none was named, or when it holds none.
    public static func read(_ report: LedgerReport, terminalID: String?) -> HostEvidence? {
        let names = Set(report.batches.map(\.terminalID))
        guard let terminal = terminalID ?? (names.count == 1 ? names.first : nil) else { return nil }
        let own = report.batches.filter { $0.terminalID == terminal }
        let others = report.batches.filter { $0.terminalID != terminal }
        // A host that was asked of a terminal by name and has nothing of it says just that.
        guard terminalID != nil || !own.isEmpty else { return nil }
        return HostEvidence(
            terminalID: terminal, openBatch: own.last { !$0.isClosed }?.number, batches: own.map(batch),
            others: others.map(batch), paysWithoutClose: report.capture == .host)
    }

    private static func batch(_ batch: LedgerReport.Batch) -> HostBatchEvidence {
        HostBatchEvidence(
            terminalID: batch.terminalID, number: batch.number, isClosed: batch.isClosed, isForced: batch.isForced,
            isConfirmed: batch.confirmedAt != nil, closedAt: batch.closedAt, postings: batch.postings.map(posting),
            exceptions: batch.exceptions)
    }

    private static func posting(_ posting: Posting) -> HostPosting {
        HostPosting(
            trace: posting.trace, kind: posting.kind.transactionKind, minorUnits: posting.minorUnits,
            isReversed: posting.isReversed, isFromUpload: posting.source == .upload,
            bookedAt: ClockTime(written: posting.bookedAt))
    }
}

extension PostingKind {
    var transactionKind: TransactionKind {
        switch self {
        case .sale: .sale
        case .void: .void
        case .refund: .refund
        case .completion: .completion
        case .completionVoid: .completionVoid
        case .offlineSale: .offlineSale
        case .tip: .tip
        }
    }
}
