import AcquirerHost
import ISO8583
import Testing

@Suite("Hypercom-style copies that come after their batch was closed")
struct LateCopyTests {
    @Test("a copy of a sale is answered as before, and not booked in the next batch")
    func copyOfSale() throws {
        var terminal = try HypercomTerminal()
        let sale = try terminal.sale(1, 100)
        #expect(try terminal.code(sale) == "00")
        #expect(try terminal.code(try terminal.totals(2, sales: (1, 100))) == "00")
        #expect(try terminal.code(sale) == "00")
        #expect(try terminal.report.batches[1].postings.isEmpty)
    }

    @Test("a sale whose reversal overtook it stays undone in the next batch")
    func overtakenByReversal() throws {
        var terminal = try HypercomTerminal()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        let late = try terminal.sale(2, 300)
        #expect(try terminal.code(terminal.reversal(of: late)) == "25")
        #expect(try terminal.code(try terminal.totals(3, sales: (1, 100))) == "00")
        #expect(try terminal.code(late) == "12")
        #expect(try terminal.report.batches[1].postings.isEmpty)
    }

    @Test("what is on its way while two batches are closed is neither booked nor approved in the third")
    func twoBatchesLater() throws {
        var terminal = try HypercomTerminal()
        let known = try terminal.sale(1, 100)
        #expect(try terminal.code(known) == "00")
        let late = try terminal.sale(2, 300)
        #expect(try terminal.code(terminal.reversal(of: late)) == "25")
        #expect(try terminal.code(try terminal.totals(3, sales: (1, 100))) == "00")
        #expect(try terminal.code(try terminal.sale(4, 500)) == "00")
        #expect(try terminal.code(try terminal.totals(5, batch: 2, sales: (1, 500))) == "00")
        #expect(try terminal.code(late) == "12")
        #expect(try terminal.code(known) == "00", "answered as before")
        #expect(try terminal.report.batches[2].postings.isEmpty)
    }

    @Test("a day later the number of a reversed sale is free again")
    func dayLater() throws {
        var terminal = try HypercomTerminal()
        let sale = try terminal.sale(1, 300)
        #expect(try terminal.code(terminal.reversal(of: sale)) == "25")
        #expect(try terminal.code(try terminal.sale(2, 100)) == "00")
        #expect(try terminal.code(try terminal.totals(3, sales: (1, 100))) == "00")
        terminal.now = terminal.now.adding(seconds: 24 * 3600 + 1)
        #expect(try terminal.code(try terminal.sale(4, 500)) == "00")
        #expect(try terminal.code(try terminal.totals(5, batch: 2, sales: (1, 500))) == "00")
        #expect(try terminal.code(sale) == "00")
    }

    @Test("under the number of a reversed sale another amount or card is a sale of its own")
    func anotherSale() throws {
        var terminal = try HypercomTerminal()
        #expect(try terminal.code(terminal.reversal(of: try terminal.sale(1, 300))) == "25")
        #expect(try terminal.code(try terminal.sale(2, 100)) == "00")
        #expect(try terminal.code(try terminal.totals(3, sales: (1, 100))) == "00")
        #expect(try terminal.code(try terminal.sale(1, 301)) == "00")
        let card = try terminal.transaction(.financialRequest, 1, "000000", 300, card: "unionpay-test-2")
        #expect(try terminal.code(card) == "12", "the number is used in this batch now")
    }

    @Test("a sale whose reversal came in the next batch is not approved again there")
    func reversedInNextBatch() throws {
        var terminal = try HypercomTerminal()
        let sale = try terminal.sale(1, 100)
        #expect(try terminal.code(sale) == "00")
        #expect(try terminal.code(try terminal.totals(2, sales: (1, 100))) == "00")
        #expect(try terminal.code(terminal.reversal(of: sale)) == "25")
        #expect(try terminal.code(sale) == "12")
    }
}
