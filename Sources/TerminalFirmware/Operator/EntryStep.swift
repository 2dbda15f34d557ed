import Settlement

/// One thing that the operator is asked for.
enum EntryStep: Equatable {
    /// Amount in minor units, typed without a point.
    case amount
    /// Trace number of a record of this batch.
    case originalTrace
    /// The record was found: is it this one?
    case confirmOriginal
    /// Month and day of the original; nothing means today.
    case originalDate
    /// Twelve digits of the original's reference.
    case originalReference
    /// Six digits of an authorization code.
    case authorization
    /// A card.
    case card
    /// The PIN, when the card asks for one.
    case pin

    /// Digits that a line of digits may have; 0 for a step without one.
    var mostDigits: Int {
        switch self {
        case .originalTrace, .authorization: 6
        case .originalDate: 4
        case .originalReference: 12
        case .amount, .confirmOriginal, .card, .pin: 0
        }
    }
}

extension Errand {
    /// What the operator is asked for, in this order; what an operator may do in each state follows from this table.
    ///
    /// Source: UnionPay-style terminals: a void names its trace number; refund, completion and void of a pre-authorization
    /// name what is on the paper of the original; a credit asks for no PIN.
    var entry: [EntryStep] {
        switch self {
        case .balance: [.card, .pin]
        case .transaction(let kind):
            switch kind {
            case .sale, .preAuthorization: [.amount, .card, .pin]
            case .void, .completionVoid: [.originalTrace, .confirmOriginal]
            case .refund: [.amount, .originalDate, .originalReference, .card]
            case .preAuthorizationVoid: [.amount, .originalDate, .authorization, .card]
            case .completion: [.amount, .originalDate, .authorization, .card, .pin]
            case .offlineSale: [.amount, .authorization, .card]
            case .tip: [.originalTrace, .amount]
            }
        }
    }

    /// The step after `step`; nil when the entry is complete.
    func step(after step: EntryStep) -> EntryStep? {
        let steps = entry
        guard let index = steps.firstIndex(of: step), index + 1 < steps.count else { return nil }
        return steps[index + 1]
    }
}
