import BatchDoctor
import BatchEvidence
import Settlement
import Simulation

/// Terminals of shops in which nothing is wrong, looked at every few hours of their days.
package struct HealthyDays: Sendable {
    /// What such a shop is like.
    package enum Kind: String, Sendable, CaseIterable {
        /// Customers by chance: sales, declines, voids, refunds, tips, pre-authorizations, offline sales.
        case calm
        /// The same, with people who swipe twice, think better of it, and type wrong PINs; and many of them.
        case busy
        /// Nobody settles in the evening: the terminal does it by itself in the night.
        case settlesByItself = "settles by itself"
        /// A line that loses messages, a plug that is pulled: looked at when all of it has been mended.
        case mended
    }

    /// What was found at one terminal at one time.
    package struct Look: Sendable {
        /// Hours after the first midnight.
        package let hour: Double
        /// Causes that were found and that are not so.
        package let wrong: [Finding]
        /// Causes that were found, and rightly: a stored transaction of a card that has no money, a customer who came after
        /// the settlement.
        package let right: Int
    }

    /// The looks at one terminal.
    package struct Terminal: Sendable {
        /// Number in the run.
        package let number: Int
        /// Days that it traded.
        package let days: Int
        /// What was found, look by look.
        package let looks: [Look]
        /// Why the run itself broke off, or nil.
        package let broken: String?
    }

    /// Plays one terminal for some days.
    ///
    /// - Throws: What the simulation throws.
    package static func play(_ kind: Kind, terminal: Int, days: Int, seed: UInt64) throws -> Terminal {
        var faults = FaultProfile.calm
        var customers = 10
        var settings = WorldSettings(
            seed: seed, terminal: terminal, days: days, transactions: customers, profile: .calm)
        switch kind {
        case .calm: break
        case .busy:
            customers = 40
            for (kind, rate) in [
                (FaultKind.swipedTwice, 60_000), (.cancelled, 80_000), (.misread, 80_000), (.wrongPIN, 60_000),
            ] {
                faults[kind] = rate
            }
        case .settlesByItself:
            faults[.settlementForgotten] = 1_000_000
            var habits = ShopHabits()
            habits.window = ShopHabits.Window(from: 22 * 60 + 30, to: 23 * 60 + 30)
            settings.habits = habits
        case .mended:
            for (kind, rate) in [
                (FaultKind.requestLost, 20_000), (.responseLost, 20_000), (.byteLost, 2_000), (.plugPulled, 20_000),
                (.cutAtFlash, 300),
            ] {
                faults[kind] = rate
            }
        }
        settings.transactions = customers
        settings.profile = faults
        let world = try World<RealFirmware, RealHost>(settings)
        var looks: [Look] = []
        if kind == .mended {
            world.run()
            looks.append(try look(world, kind, at: world.now))
        } else {
            // A day event by event: whoever looks while a message is out, or a close on its way, sees nothing wrong.
            looks = try looksAtWork(world, kind, until: 24 * 3_600_000)
            let first: Double = kind == .settlesByItself ? 24.3 : 24.2
            for hour in stride(from: first, through: Double(days) * 24, by: kind == .settlesByItself ? 8.5 : 3.7) {
                world.run(until: Int64(hour * 3_600_000))
                looks.append(try look(world, kind, at: Int64(hour * 3_600_000)))
            }
        }
        return Terminal(
            number: terminal, days: days, looks: looks, broken: world.violation.map { "\($0.invariant): \($0.what)" })
    }

    /// Looks at a terminal at work, and at each hour: not more than once in a second.
    private static func looksAtWork(
        _ world: World<RealFirmware, RealHost>, _ kind: Kind, until end: Int64
    ) throws -> [Look] {
        var looks: [Look] = []
        world.run(until: 8 * 3_600_000)
        var last = world.now
        while let next = world.nextTime, next < end {
            world.run(until: next + 1)
            guard let book = world.firmware?.book, world.now >= last + 1000 else { continue }
            let isAtWork = book.unresolved != nil || book.close.isRunning || !book.isSignedOn
            guard isAtWork && !book.records.isEmpty || world.now >= last + 3_600_000 else { continue }
            last = world.now
            looks.append(try look(world, kind, at: world.now))
        }
        return looks
    }

    private static func look(
        _ world: World<RealFirmware, RealHost>, _ kind: Kind, at time: Int64
    ) throws -> Look {
        let settings = TerminalSettings(
            terminalID: world.parameters.terminalID, merchantID: world.parameters.merchantID,
            limits: world.parameters.limits, policy: world.parameters.settlement,
            businessDay: world.parameters.businessDay)
        let evidence = Evidence(
            now: world.wallTime.adding(seconds: max(0, (time - world.now) / 1000)),
            terminal: FlashEvidence.read(world.chip.memory, settings: settings),
            host: LedgerEvidence.read(try .init(world.ledger), terminalID: world.parameters.terminalID))
        let findings = Diagnosis(evidence).findings
        let records = world.firmware?.book.records ?? []
        // A card that has no money is refused also when it was taken offline; who comes after the settlement is in a batch that
        // stays open over night.
        let isRefused = records.contains { $0.refusal != nil }
        let today = world.parameters.businessDay.date(at: evidence.now)
        let isLate =
            kind != .settlesByItself
            && records.contains(where: { $0.movesMoney && $0.transaction.businessDate < today })
        let right = findings.count {
            $0.cause == .adviceRefused && isRefused || $0.cause == .settlementForgotten && isLate
        }
        return Look(
            hour: Double(time) / 3_600_000,
            wrong: findings.filter {
                !($0.cause == .adviceRefused && isRefused || $0.cause == .settlementForgotten && isLate)
            }, right: right)
    }
}
