import AcquirerHost
import BatchDoctor
import FlashStore
import Settlement
import Simulation

extension StuckCase {
    /// A day that ends with a close.
    static func closing(_ dice: inout Dice) -> [Visit] {
        Customers.mixed(sales: dice.number(2...7), &dice) + [StuckShop.settle]
    }

    static func closes(_ style: SettlementStyle) -> [StuckCase] {
        [
            StuckCase(.closeAnswerLost, style: style, also: [.lineUnstable]) { style, dice in
                let kind = style == .unionPay ? "end of upload" : "settlement"
                return try served(style, closing(&dice), [StuckShop.rule(kind, .withholdResponse)], &dice).evidence()
            },
            StuckCase(
                .uploadInterrupted, way: "line", style: style,
                also: [.hostRecordsMissing, .totalsDiffer, .lineUnstable]
            ) { style, dice in
                let day = Day(&dice)
                let rules = [
                    StuckShop.rule("sale", .approveWithoutBooking, amount: day.victim.amount),
                    StuckShop.rule("batch upload", .dropBeforeBooking),
                ]
                return try served(style, day.visits + [StuckShop.settle], rules, &dice).evidence()
            },
            StuckCase(
                .uploadInterrupted, way: "power", style: style, also: [.hostRecordsMissing, .totalsDiffer]
            ) { style, dice in
                let day = Day(&dice)
                let rules = [StuckShop.rule("sale", .approveWithoutBooking, amount: day.victim.amount)]
                let shop = try shop(style, day.visits + [StuckShop.settle], rules, &dice)
                shop.run(untilHour: 21) {
                    guard case .uploading(let snapshot, let word, let count)? = shop.world.firmware?.book.close else {
                        return false
                    }
                    return count < shop.world.firmware?.book.uploadPlan(snapshot, word).count ?? 0
                }
                guard shop.world.firmware?.book.close.isFrozen == true else { throw StuckError("no upload began") }
                shop.world.losePower()
                return try shop.evidence()
            },
            StuckCase(.recordsNotUploaded, style: style) { style, dice in
                try leavingOut(style, &dice)
            },
            StuckCase(.settlementForgotten, style: style) { style, dice in
                var setup = StuckShop.Setup(style, [Customers.mixed(sales: dice.number(2...7), &dice)])
                setup.seed = UInt64(dice.number(1...1_000_000))
                setup.faults = StuckShop.nobodySettles
                let shop = try StuckShop(setup)
                // The next morning, or the one after it, before anybody has come.
                shop.run(untilMinute: 24 * 60 + dice.number(30...500))
                return try shop.evidence()
            },
            StuckCase(.signOnRequired, style: style) { style, dice in
                try served(
                    style, Customers.mixed(sales: dice.number(2...7), &dice) + [Visit("sign-off", .signOff)], [], &dice
                )
                .evidence()
            },
            StuckCase(.confirmedNotCleared, style: style) { style, dice in
                try cutAfterConfirmation(style, &dice)
            },
        ]
    }

    /// The power fails between the host's word and the next batch.
    private static func cutAfterConfirmation(_ style: SettlementStyle, _ dice: inout Dice) throws -> Evidence {
        var setup = StuckShop.Setup(style, [closing(&dice)])
        setup.seed = UInt64(dice.number(1...1_000_000))
        setup.plan = []
        let whole = try StuckShop(setup)
        let first = whole.world.firmware?.book.batch
        whole.run(untilHour: 21) {
            guard let book = whole.world.firmware?.book else { return false }
            return book.batch != first && !book.closed.isEmpty
        }
        let last = whole.world.chip.memory.operationCount
        for operation in stride(from: last, through: last - 40, by: -1) {
            setup.plan = [.cut(operation: operation, .before)]
            let shop = try StuckShop(setup)
            shop.run(untilHour: 21) { shop.world.chip.isPowerLost }
            if case .confirmed = shop.terminal().book.close { return try shop.evidence() }
        }
        throw StuckError("no power cut left a close that is confirmed and not cleared")
    }

    /// Firmware with a known mistake: its upload passes over the first record.
    private static func leavingOut(_ style: SettlementStyle, _ dice: inout Dice) throws -> Evidence {
        // The host lacks one of the others: so all is uploaded, and with that one it has everything.
        let visits = (0..<dice.number(4...9)).map { _ in
            Visit("sale", .sale, dice.amount(), card: dice.one(of: ["unionpay-test-2", "unionpay-test-3"]))
        }
        let lacking = visits[dice.number(1...visits.count - 1)]
        let rule = StuckShop.rule("sale", .approveWithoutBooking, amount: lacking.amount)
        let shop = try shop(style, visits + [StuckShop.settle], [rule], &dice)
        shop.run(untilHour: 21) {
            if case .uploading(_, _, 0)? = shop.world.firmware?.book.close { true } else { false }
        }
        guard case .uploading(_, _, 0)? = shop.world.firmware?.book.close else { throw StuckError("no upload began") }
        // The first message of the upload, which is on its way, reaches nobody.
        shop.world.losePower()
        shop.world.hostDownUntil = shop.world.now + 1500
        var memory = shop.world.chip.memory
        memory.restorePower()
        var journal = try Journal(opening: memory)
        let entry = JournalEntry.uploadAdvanced(to: 1)
        _ = try journal.append(kind: entry.kind, entry.payload)
        shop.world.chip.replaceContent(journal.flash)
        shop.run(untilMinute: 1255)
        return try shop.evidence()
    }

    /// The host says that the totals differ, whatever it has, and whatever is uploaded.
    private static var neverBalances: StuckCase {
        StuckCase(.totalsDiffer, way: "whatever is uploaded", style: .unionPay) { style, dice in
            let rules = [
                StuckShop.rule("settlement", .balanceFlag(2)), StuckShop.rule("end of upload", .answer("95")),
            ]
            return try served(style, closing(&dice), rules, &dice).evidence()
        }
    }

    static func refusals(_ style: SettlementStyle) -> [StuckCase] {
        func refused(_ cause: Cause, _ codes: [String]) -> StuckCase {
            StuckCase(cause, style: style) { style, dice in
                let rules = [StuckShop.rule("settlement", .answer(dice.one(of: codes)))]
                return try served(style, closing(&dice), rules, &dice).evidence()
            }
        }
        return [
            refused(.merchantBlocked, ["03", "58", "97"]), refused(.batchRejected, ["96", "05", "12", "30", "06"]),
            refused(.batchNumberRefused, ["77"]), refused(.keysApart, ["A0"]),
            StuckCase(.recordRejected, style: style, also: [.hostRecordsMissing]) { style, dice in
                let day = Day(&dice)
                let rules = [
                    StuckShop.rule("sale", .approveWithoutBooking, amount: day.victim.amount),
                    StuckShop.rule("batch upload", .answer(dice.one(of: ["30", "13", "12", "96"]))),
                ]
                return try served(style, day.visits + [StuckShop.settle], rules, &dice).evidence()
            },
            StuckCase(.totalsDiffer, way: "void on one side", style: style) { style, dice in
                var visits = Customers.sales(dice.number(1...5), &dice)
                visits += [Customers.sale(&dice), Visit("void", .void, of: .sale(back: 1))]
                visits += Customers.sales(dice.number(1...3), &dice)
                // An upload in Hypercom style holds no voids: there the close itself gets stuck.
                if style == .hypercom { visits.append(StuckShop.settle) }
                return try served(style, visits, [StuckShop.rule("void", .approveWithoutBooking)], &dice).evidence()
            },
        ] + (style == .unionPay ? [neverBalances] : [])
    }
}

extension StuckShop {
    /// Nobody settles in the evening, and everybody puts it off in the morning.
    package static let nobodySettles: FaultProfile = {
        var profile = FaultProfile(name: "nobody settles")
        profile[.settlementForgotten] = 1_000_000
        profile[.settlementPutOff] = 1_000_000
        return profile
    }()
}
