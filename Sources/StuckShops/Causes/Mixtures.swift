import AcquirerHost
import BatchDoctor
import Settlement
import Simulation

extension StuckCase {
    static func mixtures(_ style: SettlementStyle) -> [StuckCase] {
        overNight(style) + ofOneDay(style) + atTheClose(style)
    }

    /// A shop in which nobody settles, looked at on the next morning before anybody has come.
    private static func morning(
        _ style: SettlementStyle, _ visits: [Visit], _ rules: [HostRule] = [], _ dice: inout Dice
    ) throws -> StuckShop {
        var setup = StuckShop.Setup(style, [visits])
        setup.rules = rules
        setup.seed = UInt64(dice.number(1...1_000_000))
        setup.faults = StuckShop.nobodySettles
        let shop = try StuckShop(setup)
        shop.run(untilMinute: 24 * 60 + dice.number(30...500))
        return shop
    }

    private static func overNight(_ style: SettlementStyle) -> [StuckCase] {
        [
            StuckCase(.settlementForgotten, .reversalUnanswered, style: style, also: [.lineUnstable]) { style, dice in
                let day = Day(&dice)
                let rules = [
                    StuckShop.rule("sale", .withholdResponse, amount: day.victim.amount),
                    StuckShop.rule("reversal", .dropBeforeBooking),
                ]
                // One has paid before: where nothing is in the batch, nothing is forgotten.
                let visits = [Customers.sale(&dice)] + day.visits
                return try morning(style, visits, rules, &dice).evidence()
            },
            StuckCase(.settlementForgotten, .lateApproval, style: style) { style, dice in
                let day = Day(&dice)
                let rules = [
                    StuckShop.rule("sale", .withholdResponse, amount: day.victim.amount),
                    StuckShop.rule("reversal", .answer("00")),
                ]
                return try morning(style, day.visits, rules, &dice).evidence()
            },
            StuckCase(.settlementForgotten, .advicesWaiting, style: style, also: [.lineUnstable]) { style, dice in
                let amount = min(dice.amount(), 40_000)
                let day = Day(&dice, victim: Visit("offline", .offlineSale, amount, card: dice.card()), mixed: false)
                let rules = [StuckShop.rule("offline sale", .dropBeforeBooking)]
                return try morning(style, day.visits, rules, &dice).evidence()
            },
            StuckCase(.settlementForgotten, .hostRecordsMissing, style: style) { style, dice in
                let day = Day(&dice)
                let rules = [StuckShop.rule("sale", .approveWithoutBooking, amount: day.victim.amount)]
                return try morning(style, day.visits, rules, &dice).evidence()
            },
            StuckCase(.settlementForgotten, .clockWrong, way: "fast", style: style) { style, dice in
                // So wrong that the host's word says it, not so wrong that the day is doubted.
                let shop = try morning(style, Customers.sales(dice.number(2...5), &dice), [], &dice)
                shop.world.clockError = Int64(dice.number(200...1500))
                var evidence = try shop.evidence()
                // What a live terminal's clock says beside the workstation's.
                evidence.terminal?.clockAhead = shop.world.clockError
                return evidence
            },
            StuckCase(.journalDamaged, .settlementForgotten, style: style) { style, dice in
                let shop = try morning(style, Customers.sales(dice.number(5...8), &dice), [], &dice)
                try shop.rot(660...750, &dice)
                return try shop.evidence()
            },
        ]
    }

    private static func ofOneDay(_ style: SettlementStyle) -> [StuckCase] {
        [
            StuckCase(.reversalUnanswered, .adviceRefused, style: style, also: [.lineUnstable]) { style, dice in
                let amount = min(dice.amount(), 40_000)
                let card = dice.one(of: ["visa-declined", "unionpay-declined"])
                var visits = [Visit("offline", .offlineSale, amount, card: card), Visit("send", .sendStored)]
                visits += Customers.sales(dice.number(1...4), &dice)
                let victim = Customers.sale(&dice)
                let rules = [
                    StuckShop.rule("sale", .withholdResponse, amount: victim.amount),
                    StuckShop.rule("reversal", .dropBeforeBooking),
                ]
                return try served(style, visits + [victim], rules, &dice).evidence()
            },
            StuckCase(.lateApproval, .hostRecordsMissing, style: style) { style, dice in
                let day = Day(&dice, mixed: false)
                let other = Customers.sale(&dice)
                let rules = [
                    StuckShop.rule("sale", .withholdResponse, amount: day.victim.amount),
                    StuckShop.rule("reversal", .answer("00")),
                    StuckShop.rule("sale", .approveWithoutBooking, amount: other.amount),
                ]
                return try served(style, day.visits + [other], rules, &dice).evidence()
            },
            StuckCase(.signOnRequired, .adviceRefused, style: style) { style, dice in
                let amount = min(dice.amount(), 40_000)
                let card = dice.one(of: ["visa-declined", "unionpay-declined"])
                var visits = Customers.sales(dice.number(1...4), &dice)
                visits += [Visit("offline", .offlineSale, amount, card: card), Visit("send", .sendStored)]
                return try served(style, visits + [Visit("sign-off", .signOff)], [], &dice).evidence()
            },
            StuckCase(.closedByHost, .hostRecordsMissing, style: style) { style, dice in
                let day = Day(&dice, mixed: false)
                let rules = [StuckShop.rule("sale", .approveWithoutBooking, amount: day.victim.amount)]
                let shop = try served(style, day.visits, rules, &dice)
                shop.world.closeByForce()
                return try shop.evidence()
            },
            StuckCase(.advicesWaiting, .closedByHost, style: style, also: [.lineUnstable]) { style, dice in
                let amount = min(dice.amount(), 40_000)
                let day = Day(&dice, victim: Visit("offline", .offlineSale, amount, card: dice.card()), mixed: false)
                let shop = try served(style, day.visits, [StuckShop.rule("offline sale", .dropBeforeBooking)], &dice)
                shop.world.closeByForce()
                return try shop.evidence(after: 3600)
            },
            StuckCase(.doubleSale, .hostRecordsMissing, style: style) { style, dice in
                let twice = Customers.sale(&dice)
                let lost = Customers.sale(&dice)
                var setup = StuckShop.Setup(style, [Customers.sales(2, &dice) + [twice, twice, lost]])
                setup.every = dice.number(4...9)
                setup.rules = [StuckShop.rule("sale", .approveWithoutBooking, amount: lost.amount)]
                setup.seed = UInt64(dice.number(1...1_000_000))
                let shop = try StuckShop(setup)
                shop.run(untilMinute: 700)
                return try shop.evidence()
            },
        ]
    }

    private static func atTheClose(_ style: SettlementStyle) -> [StuckCase] {
        func refused(_ cause: Cause, _ codes: [String], with other: Cause) -> StuckCase {
            StuckCase(cause, other, style: style) { style, dice in
                let amount = min(dice.amount(), 40_000)
                let card = dice.one(of: ["visa-declined", "unionpay-declined"])
                var visits = Customers.sales(dice.number(1...4), &dice)
                visits += [Visit("offline", .offlineSale, amount, card: card), Visit("send", .sendStored)]
                let rules = [StuckShop.rule("settlement", .answer(dice.one(of: codes)))]
                return try served(style, visits + [StuckShop.settle], rules, &dice).evidence()
            }
        }
        return [
            refused(.merchantBlocked, ["03", "58", "97"], with: .adviceRefused),
            refused(.batchRejected, ["96", "05", "30"], with: .adviceRefused),
            refused(.keysApart, ["A0"], with: .adviceRefused),
            StuckCase(.closeAnswerLost, .doubleSale, style: style, also: [.lineUnstable]) { style, dice in
                let twice = Customers.sale(&dice)
                let kind = style == .unionPay ? "end of upload" : "settlement"
                var setup = StuckShop.Setup(style, [Customers.sales(2, &dice) + [twice, twice, StuckShop.settle]])
                setup.every = dice.number(4...9)
                setup.rules = [StuckShop.rule(kind, .withholdResponse)]
                setup.seed = UInt64(dice.number(1...1_000_000))
                let shop = try StuckShop(setup)
                shop.run(untilMinute: 700)
                return try shop.evidence()
            },
            StuckCase(.slipNotPrinted, .doubleSale, style: style) { style, dice in
                let twice = Customers.sale(&dice)
                let next = Customers.sales(2, &dice) + [StuckShop.settle]
                var setup = StuckShop.Setup(style, [next + [twice, twice]])
                setup.every = dice.number(4...9)
                setup.seed = UInt64(dice.number(1...1_000_000))
                setup.faults[.printerStops] = 1_000_000
                let shop = try StuckShop(setup)
                shop.run(untilMinute: 700)
                return try shop.evidence()
            },
        ]
    }
}
