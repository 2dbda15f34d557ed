/// The earlier transaction that another one refers to.
public struct OriginalTransaction: Equatable, Sendable {
    /// Batch and trace number of the original; nil when only paper tells of it, as with a refund.
    public let record: RecordName?
    /// Retrieval reference number of the original (field 37, 12 characters), or empty.
    public let reference: String
    /// Authorization code of the original (field 38), or empty.
    public let authorization: String
    /// Month and day of the original, `MMDD`.
    public let monthDay: String
    /// Amount of the original in minor units, where the dialect wants it; else 0.
    public let minorUnits: Int64

    /// Trace number of the original, where known.
    public var trace: TraceNumber? { record?.trace }

    /// A reference to an earlier transaction.
    public init(
        record: RecordName?, reference: String, authorization: String, monthDay: String, minorUnits: Int64 = 0
    ) {
        self.record = record
        self.reference = reference
        self.authorization = authorization
        self.monthDay = monthDay
        self.minorUnits = minorUnits
    }

    /// The same reference, to a record that was carried into another batch.
    func carried(into batch: BatchNumber) -> OriginalTransaction {
        OriginalTransaction(
            record: record.map { RecordName(batch: batch, trace: $0.trace) }, reference: reference,
            authorization: authorization, monthDay: monthDay, minorUnits: minorUnits)
    }
}

/// What names a record for both sides: its batch and its trace number.
public struct RecordName: Hashable, Sendable {
    /// The batch.
    public let batch: BatchNumber
    /// The trace number in it.
    public let trace: TraceNumber

    /// A name.
    public init(batch: BatchNumber, trace: TraceNumber) {
        self.batch = batch
        self.trace = trace
    }
}
