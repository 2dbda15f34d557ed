/// Which way a transaction moves money.
public enum MoneyEffect: UInt8, Sendable {
    /// The cardholder pays.
    case debit = 1
    /// The cardholder gets money back.
    case credit = 2
    /// Nothing moves: an amount is only held, or set free.
    case none = 3
}

/// What a transaction does with money. The numbers are part of the flash format.
public enum TransactionKind: UInt8, Sendable, CaseIterable {
    /// Purchase 消费.
    case sale = 1
    /// Void of a sale of the same batch 消费撤销.
    case void = 2
    /// Refund of an earlier sale 退货.
    case refund = 3
    /// Holds an amount on the card 预授权.
    case preAuthorization = 4
    /// Sets a held amount free 预授权撤销.
    case preAuthorizationVoid = 5
    /// Takes what a pre-authorization holds 预授权完成.
    case completion = 6
    /// Void of a completion of the same batch 预授权完成撤销.
    case completionVoid = 7
    /// Sale that the terminal approves by itself and tells the host later 离线消费.
    case offlineSale = 8
    /// Tip on a sale of the same batch 小费: debits the cardholder once more.
    case tip = 9

    /// Which way money moves.
    ///
    /// Source: UnionPay-style field 48: debits are sale, completion, offline sale; credits are voids and refunds;
    /// pre-authorizations are in neither.
    public var effect: MoneyEffect {
        switch self {
        case .sale, .completion, .offlineSale, .tip: .debit
        case .void, .refund, .completionVoid: .credit
        case .preAuthorization, .preAuthorizationVoid: .none
        }
    }

    /// True when the cardholder is credited.
    public var isCredit: Bool { effect == .credit }

    /// True when the terminal approves by itself: the host hears of it later, by an advice.
    public var isApprovedAtTerminal: Bool { self == .offlineSale || self == .tip }

    /// True when it undoes a record of the open batch, and which kinds it may undo.
    ///
    /// Source: UnionPay-style message table.
    public var undoes: [TransactionKind] {
        switch self {
        case .void: [.sale, .offlineSale]
        case .completionVoid: [.completion]
        case .preAuthorizationVoid: [.preAuthorization]
        default: []
        }
    }
}

/// How the host hears of a transaction.
public enum RequestForm: UInt8, Sendable {
    /// A request: the host decides; when no answer comes, it is undone by a reversal.
    case request = 1
    /// An advice: it happened already; it is sent until the host answers it.
    case advice = 2
}

/// The family of rules by which a batch is settled.
public enum SettlementStyle: UInt8, Sendable, CaseIterable {
    /// Totals in field 48 with balance flags, uploads of classes 201 to 207, the centre issues batch numbers.
    case unionPay = 1
    /// Totals in field 63 net of voids, code 95, an upload of every record, trailing totals 960000.
    case hypercom = 2

    /// How the host hears of a transaction of this kind.
    ///
    /// Source: both dialects' message tables: 01xx and 02x0 requests are reversible, 022x advices are not.
    public func form(of kind: TransactionKind) -> RequestForm {
        switch kind {
        case .offlineSale, .tip: .advice
        case .refund: self == .unionPay ? .advice : .request
        case .completion: self == .unionPay ? .request : .advice
        case .sale, .void, .preAuthorization, .preAuthorizationVoid, .completionVoid: .request
        }
    }
}
