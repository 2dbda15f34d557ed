/// The earlier transaction that a void or a refund undoes.
public struct OriginalTransaction: Equatable, Sendable {
    /// Trace number of the original; nil for a refund, which knows only reference and date.
    public let trace: TraceNumber?
    /// Retrieval reference number of the original (field 37, 12 characters).
    public let reference: String
    /// Authorization code of the original (field 38), or empty.
    public let authorization: String
    /// Month and day of the original, `MMDD`.
    public let monthDay: String

    /// A reference to an earlier transaction.
    public init(trace: TraceNumber?, reference: String, authorization: String, monthDay: String) {
        self.trace = trace
        self.reference = reference
        self.authorization = authorization
        self.monthDay = monthDay
    }
}
