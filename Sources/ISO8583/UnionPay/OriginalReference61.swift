/// Field 61 of the UnionPay-style dialect: batch and trace number of the original, and for a refund its date.
public struct OriginalReference61: Equatable, Sendable {
    /// Batch number of the original; 0 when it is not known.
    public var batchNumber: UInt32
    /// Trace number of the original; 0 when it is not known.
    public var traceNumber: UInt32
    /// Date of the original, MMDD, or empty.
    public var monthDay: String

    /// A reference.
    public init(batchNumber: UInt32, traceNumber: UInt32, monthDay: String = "") {
        self.batchNumber = batchNumber
        self.traceNumber = traceNumber
        self.monthDay = monthDay
    }

    /// Reads the field's digits; nil when there are fewer than twelve or others than digits.
    public init?(_ text: String) {
        let digits = [UInt8](text.utf8)
        guard digits.count >= 12, digits.allSatisfy({ Digits.isDigit($0) }),
            let batch = Digits.number(digits[0..<6]), let trace = Digits.number(digits[6..<12])
        else { return nil }
        batchNumber = UInt32(batch)
        traceNumber = UInt32(trace)
        monthDay = Digits.text(digits[12...].prefix(4))
    }

    /// The field's digits.
    public var text: String {
        Digits.padded(UInt64(batchNumber), width: 6) + Digits.padded(UInt64(traceNumber), width: 6) + monthDay
    }
}
