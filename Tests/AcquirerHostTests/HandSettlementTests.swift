import AcquirerHost
import ISO8583
import Testing

@Suite("Batches that the acquirer's people settle by hand")
struct HandSettlementTests {
    private static let card = "411111******1111"

    private func record(
        _ trace: UInt32, _ amount: Int64, _ kind: PostingKind = .sale, original: UInt32? = nil
    ) -> HandRecord {
        HandRecord(
            trace: trace, kind: kind, minorUnits: amount, card: HandSettlementTests.card, originalTrace: original)
    }

    @Test(
        "what the ledger missed is booked, the batch is closed with a number, and the terminal trades in the next one")
    func missing() throws {
        var terminal = try HypercomTerminal()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        let records = [
            record(1, 100), record(2, 300), record(3, 300, .void, original: 2), record(4, 50, .tip, original: 1),
        ]
        let done = try terminal.host.settleByHand("10000001", records: records, at: terminal.now)
        #expect(done.booked == [2, 3, 4] && done.exceptions.isEmpty)
        #expect(done.batch == 1 && done.openBatch == 2 && done.count == 4 && done.netMinorUnits == 150)
        #expect(done.confirmation.utf8.count == 12 && done.confirmation.utf8.allSatisfy { (0x30...0x39).contains($0) })
        let batch = try terminal.report.batches[0]
        #expect(batch.isClosed && batch.confirmedAt != nil && batch.handConfirmation == done.confirmation)
        #expect(batch.postings.map(\.source) == [.online, .hand, .hand, .hand])
        #expect(batch.postings.map(\.isVoided) == [false, true, false, false])
        #expect(batch.postings[0].tips == 50 && batch.postings.allSatisfy(\.isForeign))
        #expect(try terminal.code(try terminal.sale(9, 700)) == "00")
        #expect(try terminal.report.batches[1].postings.map(\.trace) == [9])
    }

    @Test("after a forced close it is that batch, and sales are refused no longer")
    func forced() throws {
        var terminal = try HypercomTerminal()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        _ = try #require(try terminal.host.forceClose("10000001", at: terminal.now))
        #expect(try terminal.code(try terminal.sale(2, 300)) == "77")
        let done = try terminal.host.settleByHand("10000001", at: terminal.now)
        #expect(done.batch == 1 && done.openBatch == 2)
        #expect(try terminal.code(try terminal.sale(2, 300)) == "00")
    }

    @Test("a terminal that asks with the same totals afterwards hears that the batch is closed, with others 77")
    func asksAgain() throws {
        for (amount, code) in [(Int64(100), "00"), (200, "77")] {
            var terminal = try HypercomTerminal()
            #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
            _ = try terminal.host.settleByHand("10000001", at: terminal.now)
            #expect(try terminal.code(try terminal.totals(2, sales: (1, amount))) == code)
        }
    }

    @Test("in the other style a sign-on tells the next number")
    func unionPay() throws {
        var terminal = try TestTerminal()
        try terminal.signOn()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        let done = try terminal.host.settleByHand("10000001", records: [record(1, 100)], at: terminal.now)
        #expect(done.booked.isEmpty)
        #expect(try terminal.code(try terminal.sale(2, 100)) == "77")
        try terminal.signOn()
        #expect(terminal.batch == 2)
        #expect(try terminal.code(try terminal.sale(2, 100)) == "00")
    }

    @Test("differences are named and change nothing, unless they are accepted: the ledger's bookings stand then")
    func differences() throws {
        var terminal = try HypercomTerminal()
        for (trace, amount) in [(UInt32(1), UInt64(100)), (2, 300)] {
            #expect(try terminal.code(try terminal.sale(trace, amount)) == "00")
        }
        let records = [record(2, 400), record(3, 500)]
        let named = [
            "sale 000001 over 1.00, card \(HandSettlementTests.card): booked here, not in the records",
            "sale 000002 over 3.00, card \(HandSettlementTests.card): the records say sale 4.00",
        ]
        let before = try terminal.report
        #expect(throws: HandSettlementError.differs(1, named)) {
            try terminal.host.settleByHand("10000001", records: records, at: terminal.now)
        }
        #expect(try terminal.report == before)
        let done = try terminal.host.settleByHand(
            "10000001", records: records, acceptsDifferences: true, at: terminal.now)
        #expect(done.exceptions == named && done.booked == [3] && done.netMinorUnits == 900)
        #expect(try terminal.report.batches[0].exceptions == named)
    }

    @Test(
        "a booking is undone under a number, the terminal's own reversal is confirmed, a late copy of the sale refused")
    func undone() throws {
        var terminal = try TestTerminal()
        try terminal.signOn()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        let done = try terminal.host.undoByHand("10000001", trace: 1, at: terminal.now)
        #expect(done.undone?.minorUnits == 100 && done.confirmation.utf8.count == 12)
        #expect(try LedgerReport(terminal.ledger).batches[0].postings.map(\.isReversed) == [true])
        #expect(try terminal.code(try terminal.reversal(1, 100)) == "00")
        // Nothing was booked here: the number says so, and what comes late books nothing.
        let nothing = try terminal.host.undoByHand("10000001", trace: 2, at: terminal.now)
        #expect(nothing.undone == nil && nothing.confirmation != done.confirmation)
        #expect(try terminal.code(try terminal.sale(2, 100)) != "00")
        #expect(try LedgerReport(terminal.ledger).batches[0].postings.count == 1)
        #expect(throws: HandSettlementError.noSuchTerminal("99999999")) {
            try terminal.host.undoByHand("99999999", trace: 1, at: terminal.now)
        }
    }

    @Test(
        "no number is given for what stands in another batch, nor is a batch settled whose reversal has still to come")
    func elsewhere() throws {
        var terminal = try HypercomTerminal()
        let now = terminal.now
        for trace in [UInt32(5), 6] { #expect(try terminal.code(try terminal.sale(trace, 100)) == "00") }
        #expect(throws: HandSettlementError.unresolved(1, [5])) {
            try terminal.host.settleByHand(
                "10000001", records: [record(6, 100)], unresolved: [5], acceptsDifferences: true, at: now)
        }
        _ = try terminal.host.settleByHand("10000001", at: now)
        #expect(throws: HandSettlementError.standsElsewhere(5, 1)) {
            try terminal.host.undoByHand("10000001", trace: 5, at: now)
        }
        #expect(try terminal.report.batches[0].postings.allSatisfy { !$0.isReversed })
    }

    @Test("a ledger without history takes over the number of the records' batch, and the next totals are its next ones")
    func adopted() throws {
        var terminal = try HypercomTerminal()
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        let done = try terminal.host.settleByHand("10000001", batch: 57, records: [record(1, 100)], at: terminal.now)
        #expect(done.batch == 57 && done.openBatch == 58)
        #expect(try terminal.code(try terminal.sale(2, 300)) == "00")
        #expect(try terminal.code(try terminal.totals(3, batch: 58, sales: (1, 300))) == "00")
    }

    @Test("the end of an upload that was on its way is not confirmed when people settled with other totals")
    func uploadEnd() throws {
        for (claimed, code) in [(Int64(100), "00"), (900, "77")] {
            var terminal = try TestTerminal()
            try terminal.signOn()
            #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
            _ = try terminal.code(
                try terminal.totals(2, foreign: .init(debitAmount: claimed, debitCount: 1)))
            if code == "77" {
                #expect(throws: HandSettlementError.self) {
                    try terminal.host.settleByHand("10000001", at: terminal.now)
                }
            }
            _ = try terminal.host.settleByHand("10000001", acceptsDifferences: true, at: terminal.now)
            #expect(try terminal.code(terminal.end(3, balanced: false, count: 1)) == code)
        }
    }

    @Test("the void of a pre-authorization that is undone by hand lets the hold stand again; a hold itself is released")
    func holds() throws {
        var terminal = try TestTerminal()
        try terminal.signOn()
        let held = try terminal.send(try terminal.transaction(.preAuthorization, 1, 300))
        let authorization = try #require(held.response?[text: 38])
        let void = terminal.named(
            try terminal.transaction(.preAuthorizationVoid, 2, 300), original: 1, authorization: authorization,
            date: "1123")
        #expect(try terminal.code(void) == "00")
        let restored = try terminal.host.undoByHand("10000001", trace: 2, at: terminal.now)
        #expect(restored.released?.state == .standing && restored.released?.trace == 1)
        let released = try terminal.host.undoByHand("10000001", trace: 1, at: terminal.now)
        #expect(released.released?.state == .reversed)
        #expect(try LedgerReport(terminal.ledger).batches[0].holds.map(\.state) == [.reversed])
    }

    @Test("no stranger, no unknown batch, no empty one and none twice")
    func refused() throws {
        var terminal = try HypercomTerminal()
        let now = terminal.now
        #expect(throws: HandSettlementError.noSuchTerminal("99999999")) {
            try terminal.host.settleByHand("99999999", at: now)
        }
        #expect(try terminal.code(try terminal.sale(1, 100)) == "00")
        #expect(throws: HandSettlementError.noSuchBatch(7, known: 1)) {
            try terminal.host.settleByHand("10000001", batch: 7, at: now)
        }
        let done = try terminal.host.settleByHand("10000001", at: now)
        #expect(
            throws: HandSettlementError.isSettled(1, at: now.description, confirmation: done.confirmation)
        ) { try terminal.host.settleByHand("10000001", batch: 1, at: now) }
        #expect(throws: HandSettlementError.isEmpty(2)) { try terminal.host.settleByHand("10000001", at: now) }
    }
}
