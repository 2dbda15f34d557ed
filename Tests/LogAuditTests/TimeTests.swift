import AcquirerHost
import LogAudit
import Settlement
import Simulation
import StuckShops
import Testing

@Suite("Clock and times of closes")
struct TimeTests {
    typealias Visit = StuckShop.Visit

    @Test("a clock that is off by ten minutes, and that the host put right", arguments: AuditedShop.styles)
    func drift(_ style: SettlementStyle) throws {
        let shop = try AuditedShop.shop(style, [AuditedShop.sales(4)])
        shop.run(untilMinute: 700)
        shop.world.clockError = 660
        shop.world.give(.tick)
        shop.run(untilMinute: 1255)
        let audit = try AuditedShop.audit(shop)
        #expect(audit.checks == [.clockWrong], "\(audit.findings)")
        #expect(audit.findings.contains { $0.says.english.contains("11 min") }, "\(audit.findings.map(\.says.english))")
    }

    @Test("a clock that jumps by days", arguments: AuditedShop.styles)
    func jump(_ style: SettlementStyle) throws {
        let shop = try AuditedShop.shop(style, [AuditedShop.sales(4)])
        shop.run(untilMinute: 700)
        shop.world.clockError = -400 * 86_400
        shop.world.give(.tick)
        shop.run(untilMinute: 800)
        let audit = try AuditedShop.audit(shop, ledger: false)
        #expect(audit.checks.contains(.clockWrong), "\(audit.findings)")
    }

    @Test("a day that was settled on the next one, and one that is not settled at all", arguments: AuditedShop.styles)
    func late(_ style: SettlementStyle) throws {
        let days = [AuditedShop.sales(3), AuditedShop.sales(1, seed: 5) + [StuckShop.settle]]
        let shop = try AuditedShop.shop(style, days) { $0.faults = StuckShop.nobodySettles }
        shop.run(untilMinute: 24 * 60 + 400)
        let open = try AuditedShop.audit(shop)
        #expect(open.checks == [.settledLate] && open.findings[0].severity == .alarm, "\(open.findings)")
        shop.run(untilMinute: 24 * 60 + 1250)
        let closed = try AuditedShop.audit(shop)
        #expect(closed.found(.settledLate).map(\.batch) == [1], "\(closed.findings)")
        #expect(closed.found(.settledLate)[0].severity == .warning)
        for (flash, ledger) in [(true, false), (false, true)] {
            #expect(try AuditedShop.audit(shop, flash: flash, ledger: ledger).checks == [.settledLate])
        }
        // A shop whose day ends at four in the morning has to settle by then.
        let bar = try AuditedShop.audit(shop) { $0.settings.cutOverMinute = 240 }
        #expect(bar.found(.settledLate).count == 1)
        let early = try AuditedShop.audit(shop) { $0.settings.settleByMinute = 23 * 60 }
        #expect(early.found(.settledLate)[0].says.english.contains("23:00"))
    }

    @Test("a batch that the host closed by itself, whatever the sources", arguments: AuditedShop.styles)
    func forced(_ style: SettlementStyle) throws {
        let shop = try AuditedShop.shop(style, [AuditedShop.sales(3)])
        shop.run(untilMinute: 1255)
        shop.world.closeByForce()
        #expect(try AuditedShop.audit(shop).checks == [.closedByForce])
        #expect(try AuditedShop.audit(shop, flash: false).checks == [.closedByForce])
    }

    @Test("a journal that is damaged is not audited in silence", arguments: AuditedShop.styles)
    func damaged(_ style: SettlementStyle) throws {
        let shop = try AuditedShop.shop(style, [AuditedShop.sales(5)])
        shop.run(untilMinute: 1255)
        var dice = Dice(seed: 3)
        try shop.rot(300...700, &dice)
        #expect(try AuditedShop.audit(shop).checks.contains(.journalDamaged))
    }
}

@Suite("Healthy shops")
struct HealthyShopTests {
    @Test("nothing is found in ordinary days", arguments: AuditedShop.styles, 0..<12)
    func nothing(_ style: SettlementStyle, _ number: Int) throws {
        var dice = Dice(seed: UInt64(number) + 1)
        let days = (0..<3).map { _ in Customers.mixed(sales: dice.number(4...12), &dice) }
        let shop = try AuditedShop.shop(style, days, every: 20, seed: UInt64(number))
        for minute in [700, 1300, 1900, 2740, 4180] {
            shop.run(untilMinute: minute)
            for (flash, ledger) in [(true, true), (true, false), (false, true)] {
                let audit = try AuditedShop.audit(shop, flash: flash, ledger: ledger)
                #expect(audit.checks == [], "minute \(minute): \(audit.findings)")
            }
        }
        #expect(try AuditedShop.audit(shop).input.records.count > 12)
    }
}
