import AcquirerHost

/// A day that is written down, customer by customer, with every kind of transaction that the firmware knows.
///
/// To let it hold another kind, add a visit to `everyKind`: a sweep takes whatever operations and messages come of it.
package struct CanonicalDay: Sendable {
    /// One customer, or one thing that the clerk does.
    struct Visit: Sendable {
        /// What it is, for people.
        let name: String
        /// What is wanted.
        let intent: Intent
        /// The approved sale that it is about, counted back from the last one: 1 is the last.
        var salesBack: Int?

        init(
            _ name: String, _ kind: Intent.Kind, _ amount: Int64 = 0, card: String = "unionpay-test-2",
            salesBack: Int? = nil, change: (inout Intent) -> Void = { _ in }
        ) {
            self.name = name
            self.salesBack = salesBack
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
            Visit("void", .void, salesBack: 1),
            Visit("refund", .refund, 700, card: "visa-test-1") { $0.reference = 123_456_789_012 },
            Visit("sale that is called off at the card", .sale, 310) { $0.cancelsAt = "card" },
            Visit("reprint of a receipt", .reprint),
            Visit("sign-on", .signOn),
            Visit("close that does not balance: upload, slip", .settle),
            Visit("reprint of the slip", .reprintSlip),
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

    func intent(customer: Int, sold: [Sold], now: Int64) -> Intent {
        let visit = visits[customer % visits.count]
        var intent = visit.intent
        intent.deadline = now + 180_000
        if let back = visit.salesBack, back >= 1 {
            // What the power or the line took away cannot be voided: then somebody buys something instead.
            guard sold.count >= back else {
                intent.kind = .sale
                intent.amount = 1
                return intent
            }
            intent.trace = sold[sold.count - back].trace
        }
        return intent
    }
}
