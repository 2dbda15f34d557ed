/// One transaction as it was begun: all that a reversal, an upload or a reprint needs later.
public struct Transaction: Equatable, Sendable {
    /// Sale, void or refund.
    public let kind: TransactionKind
    /// Trace number, unique in the batch.
    public let trace: TraceNumber
    /// The batch that it belongs to, fixed when it is begun and never changed.
    public let batch: BatchNumber
    /// Amount in minor units of `currency`, never negative.
    public let minorUnits: Int64
    /// ISO 4217 numeric code, for example 156.
    public let currency: UInt16
    /// When it was begun, by the terminal's clock.
    public let begunAt: ClockTime
    /// The business day that it counts for.
    public let businessDate: CalendarDate
    /// The card.
    public let card: CardReference
    /// What a void or refund undoes.
    public let original: OriginalTransaction?

    /// A transaction that is about to be sent.
    public init(
        kind: TransactionKind, trace: TraceNumber, batch: BatchNumber, minorUnits: Int64, currency: UInt16,
        begunAt: ClockTime, businessDate: CalendarDate, card: CardReference, original: OriginalTransaction?
    ) {
        self.kind = kind
        self.trace = trace
        self.batch = batch
        self.minorUnits = minorUnits
        self.currency = currency
        self.begunAt = begunAt
        self.businessDate = businessDate
        self.card = card
        self.original = original
    }
}
