/// An entry that must not be written in the present state: each case is a settlement rule that it would break.
///
/// In a running terminal it is a defect of the firmware, caught before flash is touched. At start it says that the
/// journal was not written by this state machine.
public enum BookError: Error, Equatable, Sendable, CustomStringConvertible {
    /// An entry before any batch was opened.
    case noBatch
    /// A second opening of the first batch.
    case alreadyOpened
    /// No record with this trace number in the open batch.
    case unknownTrace(TraceNumber)
    /// A trace number that the batch already holds.
    case traceUsedTwice(TraceNumber)
    /// A new transaction while another one is unanswered.
    case unresolved(TraceNumber)
    /// The totals of a close while a stored advice has still to be answered.
    case adviceWaiting(TraceNumber)
    /// A transaction, or another close, while the close is not finished.
    case closeRunning
    /// A step of the close that does not follow from the last one.
    case closeStepOutOfOrder
    /// A record of another batch than the open one.
    case wrongBatch(BatchNumber)
    /// An answer for a record that was not waiting for one.
    case notWaiting(TraceNumber)
    /// A void, tip or completion of a record that this batch does not hold as approved.
    case noOriginal(TraceNumber)
    /// A void, tip or completion of a record that is voided or completed already.
    case originalEnded(TraceNumber)
    /// A transaction over nothing or more than twelve digits, or a void over another amount than stands.
    case amountDiffers(TraceNumber)
    /// The totals of a batch without any record.
    case nothingToSettle
    /// The totals of a close differ from the sum of the records.
    case totalsDiffer
    /// A batch cleared without the host's confirmation of that very batch.
    case notConfirmed(BatchNumber)

    /// The rule that would be broken.
    public var description: String {
        switch self {
        case .noBatch: "no batch was opened yet"
        case .alreadyOpened: "the first batch was opened already"
        case .unknownTrace(let trace): "the open batch has no record with trace number \(trace)"
        case .traceUsedTwice(let trace): "trace number \(trace) is already used in this batch"
        case .unresolved(let trace): "the transaction with trace number \(trace) is not answered yet"
        case .adviceWaiting(let trace): "the stored advice with trace number \(trace) is not answered yet"
        case .closeRunning: "the close of the batch is not finished"
        case .closeStepOutOfOrder: "this step of the close does not follow from the last one"
        case .wrongBatch(let batch): "batch \(batch) is not the open one"
        case .notWaiting(let trace): "the transaction with trace number \(trace) was not waiting for this answer"
        case .noOriginal(let trace): "the open batch has no approved record \(trace) that this could refer to"
        case .originalEnded(let trace): "the transaction with trace number \(trace) is voided or completed already"
        case .amountDiffers(let trace): "the amount of the transaction with trace number \(trace) cannot be"
        case .nothingToSettle: "the open batch has no record: there is nothing to settle"
        case .totalsDiffer: "the totals of the close differ from the sum of the batch's records"
        case .notConfirmed(let batch): "the host has not confirmed the close of batch \(batch)"
        }
    }
}
