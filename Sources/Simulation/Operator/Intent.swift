import AcquirerHost

/// What somebody at the counter wants from the terminal, with all that chance decided about it beforehand.
struct Intent: Equatable {
    /// What is wanted.
    enum Kind: Equatable, CaseIterable {
        case sale
        case void
        case refund
        case settle
        case signOn
        case reprint
        case reprintSlip
    }

    var kind: Kind
    /// Amount in minor units.
    var amount: Int64 = 0
    /// Index of a card in `TestCard.all`.
    var card = 0
    /// Trace number of the sale to void.
    var trace: UInt32 = 0
    /// Twelve digits that a refund names.
    var reference: UInt64 = 0
    /// Screen at which the clerk thinks better of it.
    var cancelsAt: String?
    var isMisread = false
    /// True after a first try that was not completed.
    var isRetried = false
    var isSwipedTwice = false
    var hasWrongPIN = false
    /// When the customer leaves, in milliseconds.
    var deadline: Int64 = 0
    /// True once its first keys were pressed.
    var isBegun = false
}

/// Draws what the customers of a shop want.
struct Demand {
    let seed: UInt64
    let faults: FaultInjector
    /// A day that is written down, or nil.
    let day: CanonicalDay?

    /// What the customer of this number wants.
    func intent(customer: Int, sold: [Sold], now: Int64) -> Intent {
        if let day { return day.intent(customer: customer, sold: sold, now: now) }
        var chance = ChanceStream(seed: seed, stream: 1 << 40 | UInt64(customer))
        var intent = Intent(kind: .sale)
        switch chance.below(100) {
        case 0..<86: break
        case 86..<92: intent.kind = .void
        case 92..<97: intent.kind = .refund
        case 97: intent.kind = .reprint
        case 98: intent.kind = .reprintSlip
        default: intent.kind = .signOn
        }
        intent.amount = Int64(1 + chance.below(chance.perMille(20) ? 5_000_000 : 30_000))
        intent.card =
            chance.perMille(30) ? chance.below(TestCard.all.count) : Demand.good[chance.below(Demand.good.count)]
        intent.reference = chance.next() % 1_000_000_000_000
        if intent.kind == .void {
            guard let sale = sold.isEmpty ? nil : sold[sold.count - 1 - chance.below(min(sold.count, 8))] else {
                intent.kind = .sale
                return finish(intent, &chance, now)
            }
            intent.trace = sale.trace
        }
        return finish(intent, &chance, now)
    }

    private func finish(_ intent: Intent, _ chance: inout ChanceStream, _ now: Int64) -> Intent {
        var intent = intent
        intent.deadline = now + 180_000
        if faults.strikes(.cancelled) {
            let screens = ["amount", "card", "pin", "confirm-void", "original-date", "approved"]
            intent.cancelsAt = screens[faults.detail(below: screens.count)]
        }
        intent.isMisread = faults.strikes(.misread)
        intent.isSwipedTwice = faults.strikes(.swipedTwice)
        intent.hasWrongPIN = faults.strikes(.wrongPIN)
        return intent
    }

    /// Cards whose issuers say yes.
    private static let good = TestCard.all.indices.filter { TestCard.all[$0].decline == nil }
}

/// A sale that the clerk remembers.
struct Sold: Equatable {
    let trace: UInt32
}
