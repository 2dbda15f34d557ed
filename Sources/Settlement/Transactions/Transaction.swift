/// One transaction as it was begun: all that a reversal, an upload or a reprint needs later.
public struct Transaction: Equatable, Sendable {
    /// What it does with money.
    public let kind: TransactionKind
    /// How the host hears of it.
    public let form: RequestForm
    /// Trace number, unique in the batch.
    public let trace: TraceNumber
    /// The batch that it belongs to. It is fixed when the transaction is begun, but for an advice that the host never
    /// took before it closed the batch by itself: that one is carried into the next batch.
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
    /// What it refers to: the sale that a void undoes, the pre-authorization that a completion takes.
    public let original: OriginalTransaction?
    /// Data of a chip card (field 55, BER-TLV) that the close uploads; empty for a stripe. No account number is in it.
    public let chip: [UInt8]

    /// A transaction that is about to be sent.
    public init(
        kind: TransactionKind, form: RequestForm, trace: TraceNumber, batch: BatchNumber, minorUnits: Int64,
        currency: UInt16, begunAt: ClockTime, businessDate: CalendarDate, card: CardReference,
        original: OriginalTransaction?, chip: [UInt8] = []
    ) {
        self.kind = kind
        self.form = form
        self.trace = trace
        self.batch = batch
        self.minorUnits = minorUnits
        self.currency = currency
        self.begunAt = begunAt
        self.businessDate = businessDate
        self.card = card
        self.original = original
        self.chip = chip
    }

    /// The same transaction, carried into another batch.
    ///
    /// - Parameter withOriginal: True when what it refers to is carried too.
    func carried(into batch: BatchNumber, withOriginal: Bool) -> Transaction {
        Transaction(
            kind: kind, form: form, trace: trace, batch: batch, minorUnits: minorUnits, currency: currency,
            begunAt: begunAt, businessDate: businessDate, card: card,
            original: withOriginal ? original?.carried(into: batch) : original, chip: chip)
    }
}
