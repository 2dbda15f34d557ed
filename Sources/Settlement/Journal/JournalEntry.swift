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
    /// The operator signed off: nothing is sold before the next sign-on.
    case signedOff(at: ClockTime)
    /// Written before the request leaves: from here on a power cut means a reversal (or an advice to repeat).
    case transactionBegun(Transaction)
    /// The host approved.
    case transactionApproved(TraceNumber, Approval)
    /// The host declined with this code of field 39.
    case transactionDeclined(TraceNumber, code: String)
    /// The transaction must be undone at the host.
    case reversalRequired(TraceNumber, ReversalReason)
    /// The host confirmed the reversal with this code of field 39, or the acquirer by its word (`TransactionState.codeOfWord`).
    case reversalConfirmed(TraceNumber, code: String)
    /// The terminal approved by itself, with this authorization code (or none); the host hears of it by an advice.
    case transactionAccepted(Transaction, authorization: String)
    /// The host took the advice of what the terminal had approved.
    case adviceDelivered(TraceNumber, Approval)
    /// The host refused the advice of what the terminal had approved, with this code of field 39.
    case adviceRefused(TraceNumber, code: String)
    /// The receipt was printed to the end.
    case receiptPrinted(TraceNumber)
    /// Somebody wants to settle while reversals or stored advices have still to go.
    case closeRequested(CloseReason, at: ClockTime)
    /// Trading goes on in the same batch: the close had frozen nothing yet, or the host had refused it.
    case closeAbandoned
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
    /// What is to be remembered of reminders and of automatic settlements.
    case diaryNoted(SettlementDiary)
    /// Something was found out about the clock.
    case clockNoted(ClockNote)
    /// The clock was set.
    case clockSet(ClockSetting)
}
