/// Field 60 of the UnionPay-style dialect: transaction type n2, batch number n6, network code n3, and an optional tail.
public struct ReservedField60: Equatable, Sendable {
    /// Transaction type code, 60.1.
    public var typeCode: String
    /// Batch number, 60.2.
    public var batchNumber: UInt32
    /// Network management code, 60.3; empty when the field ends before it.
    public var networkCode: String
    /// What follows: read capability, chip condition and others.
    public var tail: String

    /// A field without tail.
    public init(typeCode: String, batchNumber: UInt32, networkCode: String, tail: String = "") {
        self.typeCode = typeCode
        self.batchNumber = batchNumber
        self.networkCode = networkCode
        self.tail = tail
    }

    /// Reads the field's digits; nil when there are fewer than eight or others than digits.
    public init?(_ text: String) {
        let digits = [UInt8](text.utf8)
        guard digits.count >= 8, digits.allSatisfy({ Digits.isDigit($0) }),
            let batch = Digits.number(digits[2..<8])
        else { return nil }
        typeCode = Digits.text(digits[0..<2])
        batchNumber = UInt32(batch)
        networkCode = Digits.text(digits[8...].prefix(3))
        tail = Digits.text(digits[8...].dropFirst(3))
    }

    /// The field's digits.
    public var text: String { typeCode + Digits.padded(UInt64(batchNumber), width: 6) + networkCode + tail }
}
