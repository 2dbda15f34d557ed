import AcquirerHost
import ISO8583
import Testing

@Suite("Hypercom-style terminals with a history on a ledger without one")
struct AdoptionTests {
    @Test("the first totals say the batch: what was booked is in it, it closes, and the next one follows it")
    func balanced() throws {
        var terminal = try HypercomTerminal()
        let sale = try terminal.sale(1, 100)
        #expect(try terminal.code(sale) == "00")
        let hold = try terminal.transaction(.authorizationRequest, 2, "300000", 1_000, condition: "06")
        #expect(try terminal.code(hold) == "00")
        let closed = try terminal.send(try terminal.totals(3, batch: 57, sales: (1, 100)))
        #expect(closed.response?[text: 39] == "00")
        #expect(
            closed.answer.notes == [
                "batch 1 is 57 by the count of the terminal: renumbered", "batch 57 closed, batch 58 opened",
            ])
        let batches = try terminal.report.batches
        #expect(batches.map(\.number) == [57, 58] && batches.map(\.isClosed) == [true, false])
        #expect(batches[0].postings.map(\.batch) == [57] && batches[0].holds.map(\.batch) == [57])
        // The audit went along: a late copy is known.
        #expect(try terminal.code(sale) == "00")
        #expect(try terminal.report.batches[1].postings.isEmpty)
        let notes = try terminal.ledger.inTransaction { try $0.answers("10000001", 57, 0, mti: "0000") }
        #expect(notes.map(\.kind) == ["batch 000001 renumbered"])
        // From now on both count: a number that is not the next one is refused.
        #expect(try terminal.code(try terminal.totals(4, batch: 60, sales: (0, 0))) == "77")
        #expect(try terminal.code(try terminal.totals(5, batch: 58, sales: (0, 0))) == "00")
    }

    @Test("totals that do not agree, the upload and the trailing totals go on under the terminal's number")
    func upload() throws {
        var terminal = try HypercomTerminal()
        let known = try terminal.sale(1, 100)
        let missing = try terminal.sale(2, 300)
        #expect(try terminal.code(known) == "00")
        #expect(try terminal.code(try terminal.totals(3, batch: 57, sales: (2, 400))) == "95")
        #expect(try terminal.code(try terminal.upload(4, of: known, 100, isLast: false)) == "00")
        #expect(try terminal.code(try terminal.upload(5, of: missing, 300, isLast: true)) == "00")
        #expect(try terminal.code(try terminal.totals(6, batch: 57, sales: (2, 400), isTrailing: true)) == "00")
        #expect(try terminal.report.batches[0].number == 57)
        #expect(try terminal.postings.map(\.batch) == [57, 57])
    }

    @Test("a batch that the host closed by itself is taken over with the one after it")
    func forced() throws {
        var terminal = try HypercomTerminal()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        _ = try #require(try terminal.host.forceClose("10000001", at: terminal.now))
        #expect(try terminal.code(try terminal.totals(2, batch: 57, sales: (1, 100))) == "00")
        #expect(try terminal.report.batches.map(\.number) == [57, 58])
        #expect(try terminal.code(try terminal.sale(3, 200)) == "00")
        #expect(try terminal.code(try terminal.totals(4, batch: 58, sales: (1, 200))) == "00")
    }
}
