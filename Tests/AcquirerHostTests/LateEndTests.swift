import AcquirerHost
import ISO8583
import Testing

@Suite("An end of an upload that was refused, and comes again amid the next upload")
struct LateEndTests {
    @Test("UnionPay style: it is refused again and closes nothing, the end of this upload does")
    func unionPay() throws {
        var terminal = try TestTerminal()
        try terminal.signOn()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        let both = ReconciliationTotals48.Side(debitAmount: 300, debitCount: 2)
        _ = try terminal.send(try terminal.totals(2, foreign: both))
        #expect(try terminal.code(try terminal.upload(3, of: 1, 100)) == "00")
        let refused = terminal.end(4, balanced: false, count: 1)
        #expect(try terminal.code(refused) == "95")
        _ = try terminal.send(try terminal.totals(5, foreign: both))
        // The record that was missing: from here on the two sides agree.
        #expect(try terminal.code(try terminal.upload(6, of: 9, 200)) == "00")
        #expect(try terminal.code(refused) == "95")
        #expect(try LedgerReport(terminal.ledger).batches.allSatisfy { !$0.isClosed })
        #expect(try terminal.code(try terminal.upload(7, of: 1, 100)) == "00")
        #expect(try terminal.code(terminal.end(8, balanced: false, count: 2)) == "00")
        #expect(try LedgerReport(terminal.ledger).batches.first?.isClosed == true)
    }

    @Test("Hypercom style: the same of trailing totals")
    func hypercom() throws {
        var terminal = try HypercomTerminal()
        let known = try terminal.sale(1, 100)
        #expect(try terminal.code(known) == "00")
        let missing = try terminal.sale(9, 200)
        #expect(try terminal.code(try terminal.totals(2, sales: (2, 300))) == "95")
        #expect(try terminal.code(try terminal.upload(3, of: known, 100, isLast: true)) == "00")
        let refused = try terminal.totals(4, sales: (2, 300), isTrailing: true)
        #expect(try terminal.code(refused) == "95")
        #expect(try terminal.code(try terminal.totals(5, sales: (2, 300))) == "95")
        #expect(try terminal.code(try terminal.upload(6, of: missing, 200, isLast: false)) == "00")
        #expect(try terminal.code(refused) == "95")
        #expect(try terminal.report.batches.allSatisfy { !$0.isClosed })
        #expect(try terminal.code(try terminal.upload(7, of: known, 100, isLast: true)) == "00")
        #expect(try terminal.code(try terminal.totals(8, sales: (2, 300), isTrailing: true)) == "00")
        #expect(try terminal.report.batches.first?.isClosed == true)
    }
}
