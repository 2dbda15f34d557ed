/// A batch that the host confirmed, as long as the journal still holds it: what a slip is printed again from.
public struct ClosedBatch: Equatable, Sendable {
    /// The totals that were settled.
    public let snapshot: CloseSnapshot
    /// The host's confirmation.
    public let confirmation: HostConfirmation
    /// All records of the batch, declined and reversed ones too.
    public let records: [BatchRecord]
    /// True when the slip was printed to the end.
    public internal(set) var isSlipPrinted: Bool

    /// Number of the batch.
    public var batch: BatchNumber { snapshot.batch }
}
