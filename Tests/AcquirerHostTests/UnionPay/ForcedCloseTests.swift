import AcquirerHost
import ISO8583
import Settlement
import Testing

@Suite("Batches that the centre closes by itself")
struct ForcedCloseTests {
    private var terminal: TestTerminal

    init() throws {
        terminal = try TestTerminal()
        try terminal.signOn()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        #expect(try terminal.code(try terminal.sale(2, 300)) == "00")
        _ = try #require(try terminal.host.forceClose("10000001", at: terminal.now))
    }

    private func side(_ amount: Int64, _ count: Int) -> ReconciliationTotals48.Side {
        .init(debitAmount: amount, debitCount: count)
    }

    @Test("new requests for the batch are 77, and a sign-on tells the next number")
    mutating func trading() throws {
        let refused = try terminal.send(try terminal.sale(3, 100))
        #expect(refused.response?[text: 39] == "77")
        #expect(refused.answer.notes == ["batch 1 was closed by force, 2 is"])
        #expect(try terminal.code(try terminal.transaction(.offlineSale, 4, 100)) == "77")
        #expect(try terminal.code(try terminal.transaction(.preAuthorization, 5, 100)) == "77")
        try terminal.signOn()
        #expect(terminal.batch == 2)
        #expect(try terminal.code(try terminal.transaction(.offlineSale, 4, 100)) == "00")
    }

    @Test("a tip told afterwards names its sale in the closed batch, and is a debit of the next one")
    mutating func lateTip() throws {
        let tip = terminal.named(try terminal.transaction(.tip, 4, 30), original: 1)
        #expect(try terminal.code(tip) == "77")
        try terminal.signOn()
        var carried = try terminal.transaction(.tip, 4, 30)
        carried[text: 61] = OriginalReference61(batchNumber: 1, traceNumber: 1).text
        #expect(try terminal.code(carried) == "00")
        let batches = try LedgerReport(terminal.ledger).batches
        #expect(batches[0].postings.map(\.tips) == [0, 0] && batches[1].postings.map(\.kind) == [.tip])
        var other = try terminal.transaction(.tip, 5, 30)
        other[text: 61] = OriginalReference61(batchNumber: 1, traceNumber: 9).text
        #expect(try terminal.code(other) == "25")
    }

    @Test("totals and upload are still compared with what stands, until the terminal has settled it")
    mutating func settled() throws {
        #expect(try terminal.code(try terminal.reversal(2, 300)) == "00")
        let totals = try #require(try terminal.send(try terminal.totals(6, foreign: side(100, 1))).response?[text: 48])
        #expect(try ReconciliationTotals48(totals).foreign.flag == .balanced)
        let end = try terminal.send(terminal.end(7, balanced: true, count: 0))
        #expect(end.answer.notes == ["batch 1, closed by force, is settled"])
        #expect(try terminal.code(terminal.end(8, balanced: true, count: 0)) == "00")
        let batch = try LedgerReport(terminal.ledger).batches[0]
        #expect(batch.isClosed && batch.isForced && batch.isCorrected && batch.confirmedAt != nil)
        // Now it is done as any other batch.
        #expect(try terminal.code(try terminal.reversal(1, 100)) == "12")
        #expect(try terminal.code(try terminal.totals(9, foreign: side(900, 1))) == "77")
        #expect(try terminal.code(try terminal.totals(10, foreign: side(100, 1))) == "00")
        try terminal.signOn()
        #expect(terminal.batch == 2)
    }

    @Test("a record that the centre missed is booked from the upload, and the batch is corrected")
    mutating func upload() throws {
        #expect(try terminal.code(try terminal.totals(6, foreign: side(900, 3))) == "00")
        for (trace, amount) in [(UInt32(1), Int64(100)), (2, 300), (5, 500)] {
            #expect(try terminal.code(try terminal.upload(6 + trace, of: trace, amount)) == "00")
        }
        #expect(try terminal.code(terminal.end(20, balanced: false, count: 3)) == "00")
        let batch = try LedgerReport(terminal.ledger).batches[0]
        #expect(batch.isCorrected && batch.postings.map(\.trace) == [1, 2, 5])
    }

    @Test("nothing is closed where nothing is booked, and strangers have nothing to close")
    mutating func empty() throws {
        #expect(try terminal.host.forceClose("10000001", at: terminal.now) == nil)
        #expect(try terminal.host.forceClose("99999999", at: terminal.now) == nil)
        #expect(try LedgerReport(terminal.ledger).batches.map(\.isClosed) == [true, false])
    }

    @Test("a rule can close by force before a request is answered")
    func rule() throws {
        var terminal = try TestTerminal(
            rules: "rules: [{name: cut, when: {kind: sale, nth: 2}, do: forced-close}]")
        try terminal.signOn()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        let answer = try terminal.send(try terminal.sale(2, 100))
        #expect(answer.response?[text: 39] == "77" && answer.answer.rule == "cut")
        #expect(answer.answer.notes.first == "forced close of batch 000001 of terminal 10000001")
    }

    @Test("the day cut closes what was booked before it, once, and does a missed one later")
    func dayCut() throws {
        var terminal = try TestTerminal(rules: "day-cut: \"23:30\"")
        try terminal.signOn()
        let midnight = terminal.now.adding(seconds: -Int64(terminal.now.secondOfDay))
        terminal.now = midnight.adding(seconds: 20 * 3600)
        #expect(try terminal.host.cutDay(at: terminal.now).isEmpty)
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        #expect(try terminal.host.cutDay(at: midnight.adding(seconds: 84_599)).isEmpty)
        #expect(try terminal.host.cutDay(at: midnight.adding(seconds: 84_600)).count == 1)
        #expect(try terminal.host.cutDay(at: midnight.adding(seconds: 84_660)).isEmpty)
        try terminal.signOn()
        terminal.now = midnight.adding(seconds: 86_400 + 3_600)
        #expect(try terminal.code(try terminal.sale(2, 100)) == "00")
        // The host starts again two days later.
        terminal.host = HostLogic(
            store: terminal.ledger, configuration: try .parse("day-cut: \"23:30\"", origin: "test"))
        #expect(try terminal.host.cutDay(at: midnight.adding(seconds: 3 * 86_400)).count == 1)
        #expect(try LedgerReport(terminal.ledger).batches.map(\.isForced) == [true, true, false])
    }
}
