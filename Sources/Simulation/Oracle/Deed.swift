/// What a message does with money, in the oracle's own words.
package enum Deed: Sendable {
    case sale
    case void
    case refund
    case preAuthorization
    case preAuthorizationVoid
    case completion
    case completionVoid
    case offlineSale
    case tip

    /// Which way money goes: 1 from the cardholder, -1 to the cardholder, 0 when none moves.
    var sign: Int64 {
        switch self {
        case .sale, .completion, .offlineSale, .tip: 1
        case .void, .refund, .completionVoid: -1
        case .preAuthorization, .preAuthorizationVoid: 0
        }
    }

    /// True when the terminal says yes by itself, and tells the host later.
    var isDecidedAtTerminal: Bool { self == .offlineSale || self == .tip }

    /// True when it undoes an earlier one of the same batch.
    var isVoid: Bool { self == .void || self == .completionVoid }

    /// The words on the display, in both languages, of what the terminal decides by itself.
    static func decidedAtTerminal(_ line: Substring) -> Deed? {
        if line.begins(with: "OFFLINE SALE") || line.begins(with: "离线消费") { return .offlineSale }
        if line.begins(with: "TIP") || line.begins(with: "小费") { return .tip }
        return nil
    }
}
