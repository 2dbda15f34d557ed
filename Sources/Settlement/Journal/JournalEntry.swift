/// All that a terminal writes into its journal. The state of a terminal is what these entries, read from the first to
/// the last, add up to; nothing else is durable.
///
/// One entry is one record of the flash journal, so each entry is there wholly or not at all.
public enum JournalEntry: Equatable, Sendable {
    /// A new terminal begins with this batch.
    case batchOpened(BatchNumber, at: ClockTime)
    /// Trace numbers up to this one may have been used for messages that leave no record of their own.
    case tracesReserved(upTo: TraceNumber)
    /// The host accepted the sign-on; its working keys are in the secure element. `hostBatch` is what field 60.2 said.
    case signedOn(hostBatch: BatchNumber, at: ClockTime)
    /// The host asked for a new sign-on (77, A0, or after the close).
    case signOnRequired
    /// Written before the request leaves: from here on a power cut means a reversal (or an advice to repeat).
    case transactionBegun(Transaction)
    /// The host approved.
    case transactionApproved(TraceNumber, Approval)
    /// The host declined with this code of field 39.
    case transactionDeclined(TraceNumber, code: String)
    /// The transaction must be undone at the host.
    case reversalRequired(TraceNumber, ReversalReason)
    /// The host confirmed the reversal with this code of field 39.
    case reversalConfirmed(TraceNumber, code: String)
    /// The receipt was printed to the end.
    case receiptPrinted(TraceNumber)
    /// The close began: the batch is frozen with these totals.
    case closeBegun(CloseSnapshot)
    /// The host compared the totals.
    case closeReconciled(Reconciliation)
    /// So many upload items, from the first, are confirmed by the host.
    case uploadAdvanced(to: Int)
    /// The host did not accept the totals or the upload, with this code of field 39: the close starts again from its totals.
    case closeRejected(code: String)
    /// The host's final confirmation of this very batch.
    case closeConfirmed(HostConfirmation)
    /// The batch is cleared and the next one opened: one entry, so that no cut can part the two.
    case batchClosed(BatchNumber, next: BatchNumber, at: ClockTime)
    /// The settlement slip of this batch was printed to the end.
    case slipPrinted(BatchNumber)
}

/// The totals as they stood when the close began; they do not change between the attempts of one close.
public struct CloseSnapshot: Equatable, Sendable {
    /// The batch that is closed.
    public let batch: BatchNumber
    /// When the close began.
    public let at: ClockTime
    /// Totals as they go into field 48.
    public let totals: BatchTotals

    /// A snapshot.
    public init(batch: BatchNumber, at: ClockTime, totals: BatchTotals) {
        self.batch = batch
        self.at = at
        self.totals = totals
    }
}

/// The host's word on the totals of one attempt.
public struct Reconciliation: Equatable, Sendable {
    /// True when the host's domestic totals equal the terminal's.
    public let domesticBalanced: Bool
    /// True when the host's foreign totals equal the terminal's.
    public let foreignBalanced: Bool

    /// The host's word.
    public init(domesticBalanced: Bool, foreignBalanced: Bool) {
        self.domesticBalanced = domesticBalanced
        self.foreignBalanced = foreignBalanced
    }

    /// True when both sides agree.
    public var isBalanced: Bool { domesticBalanced && foreignBalanced }
}

/// The answer that ends a close: only after it may a batch be cleared.
public struct HostConfirmation: Equatable, Sendable {
    /// The batch that the host closed.
    public let batch: BatchNumber
    /// Trace number of the message that was confirmed.
    public let trace: TraceNumber
    /// Retrieval reference number, field 37.
    public let reference: String
    /// Terminal time of the confirmation.
    public let at: ClockTime
    /// True when records had to be uploaded because the totals did not agree at first.
    public let afterUpload: Bool

    /// A confirmation.
    public init(batch: BatchNumber, trace: TraceNumber, reference: String, at: ClockTime, afterUpload: Bool) {
        self.batch = batch
        self.trace = trace
        self.reference = reference
        self.at = at
        self.afterUpload = afterUpload
    }
}
