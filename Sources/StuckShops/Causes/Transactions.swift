import AcquirerHost
import BatchDoctor
import Settlement
import Simulation

extension StuckCase {
    typealias Visit = StuckShop.Visit

    /// A day of customers by chance with one among them to whom something happens, and a minute at which it is looked at.
    struct Day {
        var visits: [Visit]
        let victim: Visit

        /// - Parameter victim: Who it happens to; a sale by chance when nobody is named.
        init(_ dice: inout Dice, victim: Visit? = nil, mixed: Bool = true) {
            let count = dice.number(2...7)
            var day = mixed ? Customers.mixed(sales: count, &dice) : Customers.sales(count, &dice)
            self.victim = victim ?? Customers.sale(&dice)
            // Never between a sale and what refers back to it.
            let places = (0...day.count).filter { $0 == day.count || day[$0].original.isNothing }
            day.insert(self.victim, at: dice.one(of: places))
            visits = day
        }
    }

    static func shop(_ style: SettlementStyle, _ visits: [Visit], _ rules: [HostRule] = [], _ dice: inout Dice) throws
        -> StuckShop
    {
        var setup = StuckShop.Setup(style, [visits])
        setup.rules = rules
        setup.seed = UInt64(dice.number(1...1_000_000))
        setup.terminal = dice.number(0...9_999_999)
        return try StuckShop(setup)
    }

    /// Opens a shop and serves its customers, up to a time of the late afternoon.
    static func served(_ style: SettlementStyle, _ visits: [Visit], _ rules: [HostRule] = [], _ dice: inout Dice) throws
        -> StuckShop
    {
        let shop = try shop(style, visits, rules, &dice)
        let minute = dice.number(1240...1255)
        shop.run(untilMinute: minute)
        // Whoever looks at it finds nobody who tries once more at this very moment.
        shop.world.sendHome()
        shop.run(untilMinute: minute + 10)
        return shop
    }

    static func transactions(_ style: SettlementStyle) -> [StuckCase] {
        [
            StuckCase(.reversalUnanswered, style: style, also: [.lineUnstable]) { style, dice in
                let day = Day(&dice)
                let rules = [
                    StuckShop.rule("sale", .withholdResponse, amount: day.victim.amount),
                    StuckShop.rule("reversal", .dropBeforeBooking),
                ]
                return try served(style, day.visits, rules, &dice).evidence()
            },
            StuckCase(.reversalUnanswered, way: "refused", style: style) { style, dice in
                let day = Day(&dice)
                let code = dice.one(of: ["96", "91", "05", "06"])
                let rules = [
                    StuckShop.rule("sale", .withholdResponse, amount: day.victim.amount),
                    StuckShop.rule("reversal", .answer(code)),
                ]
                return try served(style, day.visits, rules, &dice).evidence()
            },
            StuckCase(.lateApproval, style: style) { style, dice in
                let day = Day(&dice)
                let rules = [
                    StuckShop.rule("sale", .withholdResponse, amount: day.victim.amount),
                    StuckShop.rule("reversal", .answer(dice.one(of: ["00", "25", "12"]))),
                ]
                return try served(style, day.visits, rules, &dice).evidence()
            },
            StuckCase(.advicesWaiting, style: style, also: [.lineUnstable]) { style, dice in
                let amount = min(dice.amount(), 40_000)
                let day = Day(&dice, victim: Visit("offline", .offlineSale, amount, card: dice.card()), mixed: false)
                let rules = [StuckShop.rule("offline sale", .dropBeforeBooking)]
                return try served(style, day.visits, rules, &dice).evidence(after: 3600)
            },
            StuckCase(.adviceRefused, style: style) { style, dice in
                let amount = min(dice.amount(), 40_000)
                let card = dice.one(of: ["visa-declined", "unionpay-declined", "visa-stolen"])
                let day = Day(&dice, victim: Visit("offline", .offlineSale, amount, card: card), mixed: false)
                return try served(style, day.visits + [Visit("send", .sendStored)], &dice).evidence()
            },
            StuckCase(.doubleSale, style: style) { style, dice in
                let first = Customers.sale(&dice)
                var visits = Customers.mixed(sales: dice.number(1...5), &dice) + [first, first]
                visits += Customers.mixed(sales: dice.number(1...3), &dice)
                var setup = StuckShop.Setup(style, [visits])
                // Customers come every few minutes.
                setup.every = dice.number(4...9)
                setup.seed = UInt64(dice.number(1...1_000_000))
                let shop = try StuckShop(setup)
                shop.run(untilMinute: min(1250, 550 + 10 * visits.count))
                return try shop.evidence()
            },
            StuckCase(.hostRecordsMissing, style: style) { style, dice in
                let day = Day(&dice)
                let rules = [StuckShop.rule("sale", .approveWithoutBooking, amount: day.victim.amount)]
                return try served(style, day.visits, rules, &dice).evidence()
            },
        ]
    }

    private static func served(_ style: SettlementStyle, _ visits: [Visit], _ dice: inout Dice) throws -> StuckShop {
        try served(style, visits, [], &dice)
    }
}

extension CanonicalDay.Original {
    /// True for a visit that refers to no earlier one.
    var isNothing: Bool { if case .nothing = self { true } else { false } }
}
