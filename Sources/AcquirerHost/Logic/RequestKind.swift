import ISO8583

/// What a terminal wants, whatever dialect it speaks.
enum RequestKind: Equatable {
    case signOn
    case signOff
    case echo
    case balance
    /// Something that is booked.
    case money(PostingKind)
    case preAuthorization
    case preAuthorizationVoid
    case reversal
    /// Totals of the batch.
    case totals
    /// The same totals after an upload.
    case trailingTotals
    /// Records of the batch.
    case upload
    /// The end of an upload.
    case uploadEnd
    case other

    /// The name that rules, log and audit use: for what the UnionPay-style table has, the name there.
    var name: String {
        switch self {
        case .signOn: TransactionType.signOn.name(.english)
        case .signOff: TransactionType.signOff.name(.english)
        case .echo: TransactionType.echo.name(.english)
        case .balance: TransactionType.balance.name(.english)
        case .money(let kind): kind.name
        case .preAuthorization: TransactionType.preAuthorization.name(.english)
        case .preAuthorizationVoid: TransactionType.preAuthorizationVoid.name(.english)
        case .reversal: TransactionType.reversal.name(.english)
        case .totals: TransactionType.settlement.name(.english)
        case .trailingTotals: "trailing settlement"
        case .upload: TransactionType.upload.name(.english)
        case .uploadEnd: TransactionType.uploadEnd.name(.english)
        case .other: TransactionType.other.name(.english)
        }
    }

    /// True for what is authorized or booked, and may come twice.
    var movesMoney: Bool {
        switch self {
        case .money, .preAuthorization, .preAuthorizationVoid: true
        default: false
        }
    }

    /// All names that a rule can ask for.
    static let names =
        [
            RequestKind.signOn, .signOff, .echo, .balance, .preAuthorization, .preAuthorizationVoid, .reversal, .totals,
            .trailingTotals, .upload, .uploadEnd, .other,
        ].map(\.name) + PostingKind.allCases.map(\.name)
}

extension PostingKind {
    /// The name in words.
    var name: String {
        switch self {
        case .sale: TransactionType.sale.name(.english)
        case .void: TransactionType.void.name(.english)
        case .refund: TransactionType.refund.name(.english)
        case .completion: TransactionType.completion.name(.english)
        case .completionVoid: TransactionType.completionVoid.name(.english)
        case .offlineSale: TransactionType.offlineSale.name(.english)
        case .tip: TransactionType.tip.name(.english)
        }
    }

    /// The kind of this name, or nil.
    init?(name: String) {
        guard let kind = PostingKind.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}
