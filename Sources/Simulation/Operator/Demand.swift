import AcquirerHost

/// How often customers want what: shares of 1000 customers.
struct DemandRates: Sendable {
    /// What is wanted, and by how many.
    let shares: [(kind: Intent.Kind, share: Int)]
    /// Of 1000 cards, how many are put into the chip reader.
    let chip: Int
    /// Of 1000 cards, how many may be any card, also one that its issuer declines.
    let anyCard: Int
    /// The same for offline sales, which nobody asks the issuer about.
    let anyCardOffline: Int
    /// Of 1000 amounts, how many are large.
    let large: Int

    /// A shop that has a little of everything.
    static let shop = DemandRates(
        shares: [
            (.sale, 590), (.void, 60), (.refund, 50), (.preAuthorization, 60), (.completion, 50),
            (.preAuthorizationVoid, 15), (.completionVoid, 15), (.offlineSale, 70), (.tip, 40), (.balance, 12),
            (.reprint, 10), (.reprintSlip, 10), (.signOn, 8), (.hostTest, 4), (.sendStored, 6),
        ], chip: 400, anyCard: 30, anyCardOffline: 120, large: 20)
}

/// Draws what the customers of a shop want.
struct Demand {
    let seed: UInt64
    let faults: FaultInjector
    /// A day that is written down, or nil.
    let day: CanonicalDay?
    var rates = DemandRates.shop

    /// What the customer of this number wants.
    func intent(customer: Int, memory: ClerkMemory, now: Int64) -> Intent {
        if let day { return day.intent(customer: customer, memory: memory, now: now) }
        var chance = ChanceStream(seed: seed, stream: 1 << 40 | UInt64(customer))
        var intent = Intent(kind: drawKind(&chance))
        intent.amount = Int64(1 + chance.below(chance.perMille(rates.large) ? 5_000_000 : 30_000))
        let anyCard = chance.perMille(intent.kind == .offlineSale ? rates.anyCardOffline : rates.anyCard)
        intent.card = anyCard ? chance.below(TestCard.all.count) : Demand.good[chance.below(Demand.good.count)]
        intent.isChip = chance.perMille(rates.chip)
        intent.reference = chance.next() % 1_000_000_000_000
        complete(&intent, memory, &chance)
        intent.deadline = now + 180_000
        if faults.strikes(.cancelled) {
            let screens = ["amount", "card", "pin", "confirm-void", "original-date", "authorization", "approved"]
            intent.cancelsAt = screens[faults.detail(below: screens.count)]
        }
        intent.isMisread = faults.strikes(.misread)
        intent.isSwipedTwice = faults.strikes(.swipedTwice)
        intent.hasWrongPIN = faults.strikes(.wrongPIN)
        return intent
    }

    private func drawKind(_ chance: inout ChanceStream) -> Intent.Kind {
        var place = chance.below(rates.shares.reduce(0) { $0 + $1.share })
        for (kind, share) in rates.shares {
            if place < share { return kind }
            place -= share
        }
        return .sale
    }

    /// What an intent needs of earlier ones. Without one somebody buys something, or leaves a deposit.
    private func complete(_ intent: inout Intent, _ memory: ClerkMemory, _ chance: inout ChanceStream) {
        func recent(_ records: [Sold]) -> Sold? {
            records.isEmpty ? nil : records[records.count - 1 - chance.below(min(records.count, 8))]
        }
        switch intent.kind {
        case .void:
            guard let sale = recent(memory.sold) else { return intent.kind = .sale }
            intent.trace = sale.trace
        case .tip:
            guard let sale = recent(memory.sold.filter(\.takesTip)) else { return intent.kind = .sale }
            intent.trace = sale.trace
            intent.amount = 1 + sale.amount * Int64(chance.below(35)) / 100
        case .completionVoid:
            guard let completed = recent(memory.completed) else { return intent.kind = .preAuthorization }
            intent.trace = completed.trace
        case .completion, .preAuthorizationVoid:
            // Some papers are presented twice: the host must say no then.
            let papers = memory.held.filter { !$0.isCompleted || chance.perMille(100) }
            guard !papers.isEmpty else { return intent.kind = .preAuthorization }
            let paper = papers[chance.below(papers.count)]
            intent.card = paper.card
            intent.authorization = paper.authorization
            intent.monthDay = chance.perMille(900) ? paper.monthDay : ""
            let percent = intent.kind == .completion ? [100, 100, 60, 115, 120][chance.below(5)] : 100
            intent.amount = max(1, paper.amount * Int64(percent) / 100)
        case .offlineSale:
            intent.authorization = chance.perMille(500) ? "12" + String(1000 + chance.below(9000)) : ""
        default: break
        }
    }

    /// Cards whose issuers say yes.
    private static let good = TestCard.all.indices.filter { TestCard.all[$0].decline == nil }
}
