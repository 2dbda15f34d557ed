import AcquirerHost

/// A day that is written down, customer by customer, with every kind of transaction that the firmware knows.
///
/// To let it hold another kind, add a visit to `everyKind`: a sweep takes whatever operations and messages come of it.
package struct CanonicalDay: Sendable {
    /// What a visit is about, counted back from the last one: 1 is the last.
    package enum Original: Sendable {
        case nothing
        /// An approved sale of this batch.
        case sale(back: Int)
        /// An approved completion of this batch.
        case completion(back: Int)
        /// The paper of a pre-authorization.
        case held(back: Int)
    }

    /// One customer, or one thing that the clerk does.
    package struct Visit: Sendable {
        /// What it is, for people.
        package let name: String
        /// What is wanted.
        package let intent: Intent
        /// What it is about, as the clerk remembers it or has it on paper.
        package let original: Original

        /// A visit.
        ///
        /// - Parameters:
        ///   - card: Name of a test card.
        ///   - change: Changes what is wanted, for example the screen at which the clerk thinks better of it.
        package init(
            _ name: String, _ kind: Intent.Kind, _ amount: Int64 = 0, card: String = "unionpay-test-2",
            of original: Original = .nothing, change: (inout Intent) -> Void = { _ in }
        ) {
            self.name = name
            self.original = original
            var intent = Intent(kind: kind)
            intent.amount = amount
            intent.card = TestCard.all.firstIndex { $0.name == card } ?? 0
            change(&intent)
            self.intent = intent
        }
    }

    let visits: [Visit]
    /// What the host does wrong on this day.
    let rules: [HostRule]

    /// A day of these customers, in order.
    package init(visits: [Visit], rules: [HostRule]) {
        self.visits = visits
        self.rules = rules
    }

    /// What each customer is called, in order.
    package var names: [String] { visits.map(\.name) }

    /// Every kind of transaction: a batch that does not balance and is uploaded, and one that balances.
    package static let everyKind = CanonicalDay(
        visits: [
            Visit("sale", .sale, 1_250),
            Visit("sale with PIN", .sale, 8_800, card: "unionpay-test-1"),
            Visit("sale with a foreign card", .sale, 2_040, card: "visa-test-1"),
            Visit("sale that the host forgets to book", .sale, forgottenAmount),
            Visit("declined sale", .sale, 4_000, card: "unionpay-declined"),
            Visit("sale with a wrong PIN", .sale, 5_100, card: "unionpay-test-1") { $0.hasWrongPIN = true },
            Visit("sale, to be voided", .sale, 1_990, card: "unionpay-test-3"),
            Visit("void", .void, of: .sale(back: 1)),
            Visit("sale with a chip, for a tip", .sale, 10_000, card: "unionpay-test-2") { $0.isChip = true },
            Visit("tip", .tip, 1_500, of: .sale(back: 1)),
            Visit("offline sale", .offlineSale, 2_300, card: "visa-test-1"),
            Visit("offline sale that the host refuses", .offlineSale, 2_400, card: "visa-declined"),
            Visit("stored advices are sent", .sendStored),
            Visit("pre-authorization", .preAuthorization, 30_000, card: "unionpay-test-2"),
            Visit("completion", .completion, 28_000, of: .held(back: 1)),
            Visit("void of the completion", .completionVoid, of: .completion(back: 1)),
            Visit("pre-authorization, to be set free", .preAuthorization, 20_000, card: "mastercard-test-1"),
            Visit("void of the pre-authorization", .preAuthorizationVoid, of: .held(back: 1)),
            Visit("balance enquiry", .balance, card: "unionpay-test-2"),
            Visit("host test", .hostTest),
            Visit("refund", .refund, 700, card: "visa-test-1") { $0.reference = 123_456_789_012 },
            Visit("sale that is called off at the card", .sale, 310) { $0.cancelsAt = "card" },
            Visit("reprint of a receipt", .reprint),
            Visit("sign-on", .signOn),
            Visit("close that does not balance: upload, slip", .settle),
            Visit("reprint of the slip", .reprintSlip),
            Visit("sign-off", .signOff),
            Visit("sign-on after it", .signOn),
            Visit("pre-authorization of the next batch, completed", .preAuthorization, 9_000, card: "visa-test-1"),
            Visit("completion in the next batch", .completion, 9_100, of: .held(back: 1)),
            Visit("sale in the next batch", .sale, 6_400, card: "mastercard-test-1"),
            Visit("refund in the next batch", .refund, 120) { $0.reference = 1 },
        ],
        rules: [
            CanonicalDay.rule("the host forgets one sale", forgottenAmount)
        ])

    private static func rule(_ name: String, _ amount: Int64) -> HostRule {
        var rule = HostRule(name: name, action: .approveWithoutBooking)
        rule.amountEquals = amount
        return rule
    }

    private static let forgottenAmount: Int64 = 7_777

    func intent(customer: Int, memory: ClerkMemory, now: Int64) -> Intent {
        let visit = visits[customer % visits.count]
        var intent = visit.intent
        intent.deadline = now + 180_000
        func back(_ count: Int, _ list: [Sold]) -> Bool {
            guard count >= 1, list.count >= count else { return false }
            intent.trace = list[list.count - count].trace
            return true
        }
        let isThere: Bool
        switch visit.original {
        case .nothing: isThere = true
        case .sale(let count): isThere = back(count, memory.sold)
        case .completion(let count): isThere = back(count, memory.completed)
        case .held(let count):
            isThere = memory.held.count >= count
            if isThere {
                let paper = memory.held[memory.held.count - count]
                intent.authorization = paper.authorization
                intent.monthDay = paper.monthDay
                intent.card = paper.card
                if intent.kind == .preAuthorizationVoid { intent.amount = paper.amount }
            }
        }
        guard !isThere else { return intent }
        // What the power or the line took away cannot be referred to: then somebody buys something instead.
        intent.kind = .sale
        intent.amount = 1
        return intent
    }
}
