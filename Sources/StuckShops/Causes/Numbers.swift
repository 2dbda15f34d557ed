import AcquirerHost
import BatchDoctor
import Settlement
import Simulation

extension StuckCase {
    static func numbers(_ style: SettlementStyle) -> [StuckCase] {
        [
            StuckCase(.closedByHost, style: style) { style, dice in
                let shop = try served(style, Customers.mixed(sales: dice.number(2...7), &dice), [], &dice)
                shop.world.closeByForce()
                return try shop.evidence()
            },
            StuckCase(.batchNumberUsedBefore, style: style) { style, dice in
                // The terminal was replaced by a fresh one, and somebody set its number at the host back to the first batch.
                let seed = UInt64(dice.number(1...1_000_000))
                let former = try numbered(
                    style, Customers.sales(dice.number(3...8), &dice) + [StuckShop.settle], seed: seed)
                former.run(untilMinute: 1255)
                let shop = try numbered(style, Customers.sales(dice.number(2...6), &dice), seed: seed + 1)
                shop.world.ledger.restore(former.world.ledger.snapshot())
                if var state = shop.world.ledger.terminal(shop.world.parameters.terminalID) {
                    state.openBatch = 1
                    shop.world.ledger.save(state)
                }
                shop.run(untilMinute: 1255)
                return try shop.evidence()
            },
            StuckCase(.batchNumberApart, style: style, also: [.hostRecordsMissing]) { style, dice in
                // The host falls back to what it knew before the terminal settled.
                let day = Customers.sales(dice.number(2...4), &dice) + [StuckShop.settle]
                let shop = try shop(style, day + Customers.sales(dice.number(2...4), &dice), [], &dice)
                shop.run(untilMinute: 590)
                let former = shop.world.ledger.snapshot()
                shop.run(untilMinute: 1255)
                shop.world.ledger.restore(former)
                return try shop.evidence()
            },
        ]
    }

    /// A shop of the first terminal.
    private static func numbered(_ style: SettlementStyle, _ visits: [Visit], seed: UInt64) throws -> StuckShop {
        var setup = StuckShop.Setup(style, [visits])
        setup.seed = seed
        return try StuckShop(setup)
    }

    static func identities(_ style: SettlementStyle) -> [StuckCase] {
        [
            StuckCase(.twoTerminalsOneNumber, style: style) { style, dice in
                // The other one sells in the same batch, by trace numbers that this one has never had.
                let seed = UInt64(dice.number(1...1_000_000))
                let shop = try numbered(style, Customers.sales(dice.number(2...6), &dice), seed: seed)
                shop.run(untilMinute: 1255)
                let other = try numbered(style, Customers.sales(dice.number(24...30), &dice), seed: seed + 1)
                other.world.ledger.restore(shop.world.ledger.snapshot())
                other.run(untilMinute: 1255)
                var evidence = try shop.evidence()
                evidence.host = try other.host()
                return evidence
            },
            StuckCase(.identityChanged, style: style, also: [.hostRecordsMissing, .signOnRequired]) { style, dice in
                var setup = StuckShop.Setup(style, [Customers.sales(dice.number(2...7), &dice)])
                setup.seed = UInt64(dice.number(1...1_000_000))
                let before = try StuckShop(setup)
                before.run(untilMinute: 1255)
                // The same flash in a terminal that was given another number.
                setup.terminal = dice.number(1...9_999_999)
                setup.flash = before.world.chip.memory
                setup.days = [[]]
                let after = try StuckShop(setup)
                after.world.ledger.restore(before.world.ledger.snapshot())
                var evidence = try before.evidence(settings: after.settings)
                evidence.host = try after.host()
                return evidence
            },
        ]
    }

    static func devices(_ style: SettlementStyle) -> [StuckCase] {
        [
            StuckCase(.slipNotPrinted, style: style) { style, dice in
                var setup = StuckShop.Setup(style, [closing(&dice)])
                setup.seed = UInt64(dice.number(1...1_000_000))
                setup.faults[.printerStops] = 1_000_000
                let shop = try StuckShop(setup)
                shop.run(untilMinute: 1255)
                return try shop.evidence()
            },
            StuckCase(.batchFull, style: style) { style, dice in
                let limit = dice.number(3...6)
                var setup = StuckShop.Setup(style, [Customers.sales(limit + 3, &dice)])
                setup.batchLimit = limit
                setup.seed = UInt64(dice.number(1...1_000_000))
                let shop = try StuckShop(setup)
                shop.run {
                    shop.world.firmware?.book.records.count == limit && shop.world.firmware?.book.unresolved == nil
                }
                return try shop.evidence()
            },
            StuckCase(.journalDamaged, style: style) { style, dice in
                let shop = try served(style, Customers.mixed(sales: dice.number(3...7), &dice), [], &dice)
                // Amid what is written: the last record cannot be told from one that a power cut tore.
                try shop.rot(0...750, &dice)
                return try shop.evidence()
            },
            StuckCase(.clockWrong, style: style, also: [.signOnRequired]) { style, dice in
                let shop = try served(style, Customers.mixed(sales: dice.number(2...7), &dice), [], &dice)
                shop.world.clockError = Int64(dice.one(of: [-15_000, -400, 40, 90, 4000])) * 86_400
                shop.world.give(.tick)
                return try shop.evidence()
            },
        ]
    }

    static func ways(_ style: SettlementStyle) -> [StuckCase] {
        [
            StuckCase(.hostNotReached, way: "all day", style: style, isOnWireOnly: true) { style, dice in
                let shop = try shop(style, Customers.sales(dice.number(3...8), &dice), [], &dice)
                shop.world.hostDownUntil = .max
                shop.run(untilMinute: 1255)
                return try shop.evidence()
            },
            StuckCase(
                .hostNotReached, way: "afternoon", style: style, also: [.reversalUnanswered, .advicesWaiting],
                isOnWireOnly: true
            ) { style, dice in
                let shop = try shop(style, Customers.mixed(sales: dice.number(6...9), &dice), [], &dice)
                let minute = dice.number(700...800)
                shop.run(untilMinute: minute)
                shop.world.hostDownUntil = .max
                shop.run(untilMinute: 1255)
                var evidence = try shop.evidence()
                evidence.wire = shop.wire(sinceMinute: minute + 10)
                return evidence
            },
            StuckCase(
                .lineUnstable, style: style, also: [.reversalUnanswered, .advicesWaiting, .signOnRequired],
                isOnWireOnly: true
            ) { style, dice in
                var setup = StuckShop.Setup(style, [Customers.sales(dice.number(12...20), &dice)])
                setup.seed = UInt64(dice.number(1...1_000_000))
                // A line of which the rule would say so: more than a fifth of its messages lost, whatever chance does.
                let rate = dice.number(450...600) * 1000
                setup.faults[dice.one(of: [.requestLost, .responseLost])] = rate
                let shop = try StuckShop(setup)
                shop.run(untilMinute: 1255)
                return try shop.evidence()
            },
        ]
    }
}
