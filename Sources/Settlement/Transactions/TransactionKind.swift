/// What a transaction does with money.
public enum TransactionKind: UInt8, Sendable, CaseIterable {
    /// Purchase 消费: debits the cardholder.
    case sale = 1
    /// Void of a sale of the same batch 消费撤销: credits the cardholder.
    case void = 2
    /// Refund of an earlier sale 退货: credits the cardholder.
    case refund = 3

    /// True when the cardholder is credited.
    ///
    /// Source: UnionPay-style field 48 totals, where voids and refunds are the credit side.
    public var isCredit: Bool { self != .sale }

    /// True when an unanswered request is undone by a reversal; false when the message is an advice that is sent again
    /// until it is answered.
    ///
    /// Source: UnionPay-style rules: 0200 is reversible, 0220 is not.
    public var isReversible: Bool { self != .refund }
}
