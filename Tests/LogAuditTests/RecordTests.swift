import AcquirerHost
import LogAudit
import Settlement
import Simulation
import StuckShops
import Testing

@Suite("Transactions that an auditor asks about")
struct RecordTests {
    typealias Visit = StuckShop.Visit

    @Test("a sale whose reversal has no answer, and an advice that the host never took", arguments: AuditedShop.styles)
    func noAnswer(_ style: SettlementStyle) throws {
        let victim = Visit("sale", .sale, 7_777)
        let rules = [
            StuckShop.rule("sale", .withholdResponse, amount: 7_777), StuckShop.rule("reversal", .dropBeforeBooking),
        ]
        let shop = try AuditedShop.shop(style, [AuditedShop.sales(2) + [victim]], rules: rules)
        shop.run(untilMinute: 1255)
        let audit = try AuditedShop.audit(shop)
        #expect(audit.checks == [.noAnswer], "\(audit.findings)")
        #expect(audit.findings.map(\.minorUnits) == [7_777] && audit.findings[0].severity == .alarm)
        let offline = Visit("offline", .offlineSale, 2_300, card: "visa-test-1")
        let late = try AuditedShop.shop(
            style, [AuditedShop.sales(2) + [offline]], rules: [StuckShop.rule("offline sale", .dropBeforeBooking)])
        late.run(untilMinute: 1255)
        let waiting = try AuditedShop.audit(late, at: late.now.adding(seconds: 7200))
        #expect(waiting.found(.noAnswer).map(\.minorUnits) == [2_300], "\(waiting.findings)")
    }

    @Test("a void after the host has closed the batch; bookings that change after it", arguments: AuditedShop.styles)
    func afterClose(_ style: SettlementStyle) throws {
        let visits = AuditedShop.sales(3) + [Visit("void", .void, of: .sale(back: 1))]
        let shop = try AuditedShop.shop(style, [visits])
        shop.run(untilMinute: 1000)
        shop.world.closeByForce()
        shop.run(untilMinute: 1255)
        let audit = try AuditedShop.audit(shop)
        #expect(audit.found(.voidAfterSettlement).count == 1, "\(audit.findings)")
        #expect(audit.found(.closedByForce).map(\.batch) == [1])
        let victim = Visit("sale", .sale, 7_777)
        let rules = [
            StuckShop.rule("sale", .withholdResponse, amount: 7_777),
            StuckShop.rule("reversal", .dropBeforeBooking, times: 4),
        ]
        let corrected = try AuditedShop.shop(style, [AuditedShop.sales(1) + [victim]], rules: rules)
        corrected.run(untilMinute: 903)
        corrected.world.closeByForce()
        corrected.run(untilMinute: 1255)
        let changed = try AuditedShop.audit(corrected)
        #expect(changed.found(.changedAfterClose).map(\.batch) == [1], "\(changed.findings)")
    }

    @Test("a refund for which nothing was bought; one that a sale explains is none", arguments: AuditedShop.styles)
    func refund(_ style: SettlementStyle) throws {
        let bought = [
            Visit("sale", .sale, 5_000, card: "visa-test-1"),
            Visit("refund", .refund, 4_000, card: "visa-test-1") { $0.reference = 1 },
        ]
        let good = try AuditedShop.shop(style, [bought])
        good.run(untilMinute: 1255)
        #expect(try AuditedShop.audit(good).checks == [])
        let again = Visit("refund again", .refund, 4_000, card: "visa-test-1") { $0.reference = 2 }
        let shop = try AuditedShop.shop(style, [bought + [again]])
        shop.run(untilMinute: 1255)
        for (flash, ledger) in [(true, true), (true, false), (false, true)] {
            let audit = try AuditedShop.audit(shop, flash: flash, ledger: ledger)
            #expect(audit.checks == [.refundWithoutSale], "\(audit.findings)")
            #expect(
                audit.findings.map(\.minorUnits) == [4_000] && audit.findings[0].card?.description.suffix(4) == "1111")
        }
    }

    @Test("amounts have as many digits behind the point as their currency", arguments: AuditedShop.styles)
    func currency(_ style: SettlementStyle) throws {
        let refund = Visit("refund", .refund, 4_000, card: "visa-test-1") { $0.reference = 2 }
        let shop = try AuditedShop.shop(style, [[Visit("one", .sale, 500), refund]])
        shop.run(untilMinute: 1255)
        let yuan = AuditText(AuditReport(try AuditedShop.audit(shop))) { $0.english }
        #expect(yuan.csv.contains(",40.00,") && yuan.html.contains(">40.00<"))
        let audit = try AuditedShop.audit(shop, flash: false) { $0.currency = 392 }
        let yen = AuditText(AuditReport(audit)) { $0.english }
        #expect(yen.csv.contains(",4000,") && yen.csv.contains("refund 4000:") && yen.html.contains(">4000<"))
    }

    @Test("the same card and amount within ten minutes; an hour apart it is none", arguments: AuditedShop.styles)
    func twice(_ style: SettlementStyle) throws {
        let same = Visit("sale", .sale, 6_600, card: "unionpay-test-3")
        let shop = try AuditedShop.shop(style, [AuditedShop.sales(2) + [same, same]], every: 5)
        shop.run(untilMinute: 700)
        let audit = try AuditedShop.audit(shop)
        #expect(audit.checks == [.sameSaleTwice] && audit.findings.map(\.trace) == [5], "\(audit.findings)")
        let apart = try AuditedShop.shop(style, [AuditedShop.sales(2) + [same, same]], every: 60)
        apart.run(untilMinute: 900)
        #expect(try AuditedShop.audit(apart).checks == [])
    }

    @Test("an amount with a zero or two too many, among forty of the shop's", arguments: AuditedShop.styles)
    func amount(_ style: SettlementStyle) throws {
        var dice = Dice(seed: 4)
        var visits = (0..<40).map { _ in Visit("sale", .sale, Int64(dice.number(900...3_000)), card: dice.card()) }
        visits.insert(Visit("slip of the finger", .sale, 150_000), at: 17)
        let shop = try AuditedShop.shop(style, [visits], every: 15)
        shop.run(untilMinute: 1255)
        let audit = try AuditedShop.audit(shop)
        #expect(audit.checks == [.unusualAmount] && audit.findings.map(\.minorUnits) == [150_000], "\(audit.findings)")
        let few = try AuditedShop.shop(style, [Array(visits[..<20])], every: 15)
        few.run(untilMinute: 1000)
        let none = try AuditedShop.audit(few)
        #expect(none.checks == [] && none.unmade.contains { $0.check == .unusualAmount })
    }
}
