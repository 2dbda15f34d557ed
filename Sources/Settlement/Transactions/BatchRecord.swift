/// A transaction with its state, as the batch holds it.
public struct BatchRecord: Equatable, Sendable {
    /// The transaction as begun.
    public internal(set) var transaction: Transaction
    /// Where it stands.
    public internal(set) var state: TransactionState
    /// What the host knows of it, when the terminal approved it by itself.
    public internal(set) var delivery: AdviceDelivery
    /// True when an approved void has undone it.
    public internal(set) var isVoided = false
    /// True when a completion has taken what this pre-authorization held.
    public internal(set) var isCompleted = false
    /// Tips on this sale that stand, in minor units.
    public internal(set) var tipMinorUnits: Int64 = 0
    /// True when its receipt was printed to the end.
    public internal(set) var isReceiptPrinted = false

    init(transaction: Transaction, state: TransactionState, delivery: AdviceDelivery) {
        self.transaction = transaction
        self.state = state
        self.delivery = delivery
    }

    /// True when it was approved and stands in the batch, voided later or not. What the host refused afterwards does not.
    public var isApproved: Bool {
        if case .refused = delivery { return false }
        if case .approved = state { return true }
        return false
    }

    /// True when it was approved and moved money: what there is to settle.
    public var movesMoney: Bool { isApproved && transaction.kind.effect != .none }

    /// The code with which the host refused what the terminal had approved by itself; nil for all others.
    public var refusal: String? {
        if case .refused(let code) = delivery { code } else { nil }
    }

    /// True while nothing that moves money may leave: a request without answer, or a reversal without one.
    public var isUnresolved: Bool {
        switch state {
        case .sent: transaction.form == .request
        case .reversalPending: true
        case .approved, .declined, .reversed: false
        }
    }

    /// True while the host has still to hear of it, or to answer: it waits in the queue of stored advices.
    public var isAdvicePending: Bool {
        if delivery == .waiting { return true }
        if case .sent = state { return transaction.form == .advice }
        return false
    }

    /// Its amount with the tips on it, in minor units.
    public var fullMinorUnits: Int64 { transaction.minorUnits &+ tipMinorUnits }
}
