import Settlement
import Simulation

/// Customers of an ordinary day, by chance.
package enum Customers {
    package typealias Visit = StuckShop.Visit

    /// A sale by chance, and its amount.
    package static func sale(_ dice: inout Dice, card: String? = nil) -> Visit {
        let card = card ?? dice.card()
        let isChip = dice.percent(40)
        return Visit("sale", .sale, dice.amount(), card: card) { $0.isChip = isChip }
    }

    /// Sales by chance.
    package static func sales(_ count: Int, _ dice: inout Dice) -> [Visit] { (0..<count).map { _ in sale(&dice) } }

    /// Sales with what comes between them in a shop where nothing is wrong: voids, tips, refunds of what was bought before,
    /// pre-authorizations, offline sales, declined cards, and people who think better of it.
    ///
    /// - Parameter sales: How many sales stand in it at least.
    package static func mixed(sales count: Int, _ dice: inout Dice) -> [Visit] {
        var day: [Visit] = []
        for _ in 0..<count {
            day.append(sale(&dice))
            guard dice.percent(45) else { continue }
            day += extra(&dice)
        }
        return day
    }

    private static func extra(_ dice: inout Dice) -> [Visit] {
        let amount = dice.amount()
        let card = dice.card()
        switch dice.number(1...12) {
        case 1: return [sale(&dice), Visit("void", .void, of: .sale(back: 1))]
        case 2:
            return [Visit("sale for a tip", .sale, amount, card: card), Visit("tip", .tip, 100, of: .sale(back: 1))]
        case 3:
            return [
                Visit("sale, brought back later", .sale, amount, card: card),
                Visit("refund", .refund, amount, card: card) { $0.reference = 123_456_789_012 },
            ]
        case 4:
            return [
                Visit("pre-authorization", .preAuthorization, amount, card: card),
                Visit("completion", .completion, amount, of: .held(back: 1)),
            ]
        case 5:
            return [
                Visit("pre-authorization", .preAuthorization, amount, card: card),
                Visit("void of it", .preAuthorizationVoid, of: .held(back: 1)),
            ]
        case 6: return [Visit("offline sale", .offlineSale, min(amount, 40_000), card: card)]
        case 7: return [Visit("declined sale", .sale, amount, card: "unionpay-declined")]
        case 8: return [Visit("stolen card", .sale, amount, card: "visa-stolen")]
        case 9: return [Visit("called off", .sale, amount, card: card) { $0.cancelsAt = "card" }]
        case 10: return [Visit("misread", .sale, amount, card: card) { $0.isMisread = true }]
        case 11: return [Visit("balance enquiry", .balance, card: "unionpay-test-2")]
        default: return [Visit("wrong PIN", .sale, amount, card: "unionpay-test-1") { $0.hasWrongPIN = true }]
        }
    }
}

extension StuckShop.Visit {
    /// What it is for, in minor units.
    package var amount: Int64 { intent.amount }
}
