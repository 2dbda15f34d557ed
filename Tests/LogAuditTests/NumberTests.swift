import AcquirerHost
import LogAudit
import Settlement
import StuckShops
import TerminalFirmware
import Testing

@Suite("Numbers of records and batches")
struct NumberTests {
    typealias Visit = StuckShop.Visit

    @Test("a number that nothing answered has used is a gap", arguments: AuditedShop.styles)
    func gap(_ style: SettlementStyle) throws {
        let visits =
            AuditedShop.sales(2) + [Visit("balance", .balance, card: "unionpay-test-2")] + AuditedShop.sales(2, seed: 2)
        let rules = [StuckShop.rule("balance enquiry", .dropBeforeBooking)]
        let shop = try AuditedShop.shop(style, [visits], rules: rules)
        shop.run(untilMinute: 1255)
        let audit = try AuditedShop.audit(shop)
        #expect(audit.checks == [.traceGap], "\(audit.findings)")
        #expect(audit.found(.traceGap).map(\.trace) == [4])
        // The report of a ledger does not hold all messages: it is said that gaps were not looked for.
        let report = try AuditedShop.audit(shop, messages: false)
        #expect(report.checks == [] && report.unmade.contains { $0.check == .traceGap })
    }

    @Test("what a restart skips of the reserved numbers is no gap", arguments: AuditedShop.styles)
    func restart(_ style: SettlementStyle) throws {
        let shop = try AuditedShop.shop(style, [AuditedShop.sales(6)])
        shop.run(untilMinute: 800)
        shop.world.losePower()
        shop.run(untilMinute: 1255)
        let audit = try AuditedShop.audit(shop)
        let traces = audit.input.records.map(\.trace)
        #expect(zip(traces, traces.dropFirst()).contains { $1 - $0 > 3 })
        #expect(audit.checks == [], "\(audit.findings)")
        #expect(try AuditedShop.audit(shop, flash: false).checks == [])
    }

    @Test("the number of a close that ended on the acquirer's word is no gap", arguments: AuditedShop.styles)
    func closedByWord(_ style: SettlementStyle) throws {
        let visits = AuditedShop.sales(2) + [StuckShop.settle]
        let silent = [StuckShop.rule("settlement", .withholdResponse)]
        let shop = try AuditedShop.shop(style, [visits], rules: silent)
        let word = ServiceWork.confirmClose("ACQ0042", batch: 1)
        // Between two tries the terminal waits, and listens.
        let minute = try #require(
            (1200..<1300).first {
                shop.run(untilMinute: $0)
                return shop.world.firmware?.refusal(of: word) == nil
            })
        shop.world.give(.service(word))
        shop.run(untilMinute: minute + 5)
        shop.world.give(.service(.signOn))
        shop.run(untilMinute: minute + 10)
        let audit = try AuditedShop.audit(shop)
        #expect(audit.input.wordTraces.count == 1)
        #expect(audit.found(.traceGap).isEmpty, "\(audit.findings)")
    }

    /// A fresh terminal in place of one that has settled.
    private func replaced(_ style: SettlementStyle, setBack: Bool = false) throws -> StuckShop {
        let former = try AuditedShop.shop(style, [AuditedShop.sales(4) + [StuckShop.settle]])
        former.run(untilMinute: 1255)
        let shop = try AuditedShop.shop(
            style, [AuditedShop.sales(3, seed: 7), [Visit("host test", .hostTest)]], seed: 2)
        shop.world.ledger.restore(former.world.ledger.snapshot())
        if setBack, var state = shop.world.ledger.terminal(shop.world.parameters.terminalID) {
            state.openBatch = 1
            shop.world.ledger.save(state)
        }
        return shop
    }

    @Test("a terminal that begins its numbers anew uses them twice", arguments: AuditedShop.styles)
    func repeats(_ style: SettlementStyle) throws {
        let shop = try replaced(style)
        shop.run(untilMinute: 1250)
        let audit = try AuditedShop.audit(shop, flash: style == .unionPay)
        #expect(audit.checks.contains(.traceRepeat), "\(audit.findings)")
        #expect(audit.found(.traceRepeat).compactMap(\.trace) == [2, 3, 4])
    }

    @Test("in Hypercom style they are invoice numbers")
    func invoices() throws {
        let shop = try replaced(.hypercom)
        shop.run(untilMinute: 24 * 60 - 30)
        let audit = try AuditedShop.audit(shop)
        #expect(audit.found(.invoiceRepeat).compactMap(\.trace) == [2, 3, 4], "\(audit.findings)")
    }

    @Test("a batch number that the host has settled before is used twice", arguments: AuditedShop.styles)
    func batchRepeat(_ style: SettlementStyle) throws {
        let shop = try replaced(style, setBack: true)
        shop.run(untilMinute: 1250)
        let audit = try AuditedShop.audit(shop)
        #expect(audit.found(.batchRepeat).map(\.batch) == [1], "\(audit.findings)")
    }

    @Test("a batch that the terminal never had is a gap, where the centre gives out the numbers")
    func batchGap() throws {
        let shop = try AuditedShop.shop(
            .unionPay, [AuditedShop.sales(3) + [StuckShop.settle], AuditedShop.sales(3, seed: 3)])
        shop.run(untilMinute: 1250)
        // The host counts on by itself, as after somebody raised the number there.
        if var state = shop.world.ledger.terminal(shop.world.parameters.terminalID) {
            state.openBatch += 3
            shop.world.ledger.save(state)
        }
        shop.run(untilMinute: 24 * 60 + 1240)
        let audit = try AuditedShop.audit(shop)
        #expect(audit.found(.batchGap).count == 1, "\(audit.findings)")
    }
}
