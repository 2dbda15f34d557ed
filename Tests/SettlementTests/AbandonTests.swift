import Settlement
import Testing

@Suite("A close that is given up")
struct AbandonTests {
    @Test("while reversals and advices drain, nothing new begins; given up, trading goes on in the same batch")
    func draining() throws {
        var ledger = try book(
            approved(sale(1, 100)) + [
                accepted(sale(2, 10, kind: .offlineSale)), .closeRequested(.nextMorning, at: monday),
            ])
        #expect(ledger.close == .draining(.nextMorning, since: monday))
        #expect(throws: BookError.closeRunning) { try ledger.apply(.transactionBegun(sale(3, 1))) }
        #expect(throws: BookError.closeRunning) { try ledger.apply(accepted(sale(3, 1, kind: .offlineSale))) }
        #expect(throws: BookError.closeRunning) { try ledger.apply(.closeRequested(.automatic, at: monday)) }
        try ledger.apply(.closeAbandoned)
        try ledger.apply(.transactionBegun(sale(3, 1)))
        #expect(ledger.batch == .first && ledger.records.count == 3)
    }

    @Test("advices and reversals are answered while the close drains, and it begins for the reason it was asked for")
    func drains() throws {
        var ledger = try book(
            [accepted(sale(1, 10, kind: .offlineSale)), .transactionBegun(sale(2, 100))] + [
                .closeRequested(.nextMorning, at: monday), .reversalRequired(trace(2), .noAnswer),
                .reversalConfirmed(trace(2), code: "00"), .adviceDelivered(trace(1), approval),
            ])
        #expect(ledger.step(reason: .operatorRequest) == .begin(ledger.snapshot(reason: .nextMorning)))
        try ledger.apply(.closeBegun(ledger.snapshot(reason: .nextMorning)))
    }

    @Test("frozen totals are given up only after the host's refusal: nobody knows what became of an unanswered close")
    func afterRefusalOnly() throws {
        var ledger = try book(approved(sale(1, 100)))
        try ledger.apply(.closeBegun(ledger.snapshot()))
        #expect(throws: BookError.closeStepOutOfOrder) { try ledger.apply(.closeAbandoned) }
        try ledger.apply(.closeReconciled(unbalancedWord))
        #expect(throws: BookError.closeStepOutOfOrder) { try ledger.apply(.closeAbandoned) }
        try ledger.apply(.closeRejected(code: "95"))
        try ledger.apply(.closeAbandoned)
        #expect(ledger.close == .open && ledger.lastRejection == nil)
    }

    @Test("a refused close that is tried again is an unanswered one: it is not given up before the next refusal")
    func triedAgain() throws {
        for style in SettlementStyle.allCases {
            var ledger = try book(approved(sale(1, 100)))
            let snapshot = ledger.snapshot(style)
            for entry: JournalEntry in [
                .closeBegun(snapshot), .closeRejected(code: "95"), .closeBegun(snapshot),
            ] { try ledger.apply(entry) }
            #expect(!ledger.mayAbandonClose)
            #expect(throws: BookError.closeStepOutOfOrder) { try ledger.apply(.closeAbandoned) }
            #expect(throws: BookError.closeRunning) { try ledger.apply(.closeBegun(snapshot)) }
            try ledger.apply(.closeRejected(code: "95"))
            #expect(ledger.mayAbandonClose)
            try ledger.apply(.closeAbandoned)
        }
    }

    @Test("it is tried again with the totals that were frozen, and no others")
    func sameTotals() throws {
        var ledger = try book(approved(sale(1, 100)))
        for entry: JournalEntry in [.closeBegun(ledger.snapshot()), .closeRejected(code: "95")] {
            try ledger.apply(entry)
        }
        let other = ledger.snapshot(reason: .automatic)
        #expect(throws: BookError.totalsDiffer) { try ledger.apply(.closeBegun(other)) }
    }

    @Test("an upload that has begun anew after a refusal is not given up in the middle")
    func notInTheMiddle() throws {
        var ledger = try book(approved(sale(1, 100)))
        for entry: JournalEntry in [
            .closeBegun(ledger.snapshot()), .closeRejected(code: "95"), .closeReconciled(unbalancedWord),
            .uploadAdvanced(to: 1),
        ] { try ledger.apply(entry) }
        #expect(throws: BookError.closeStepOutOfOrder) { try ledger.apply(.closeAbandoned) }
    }

    @Test("a confirmed close is never given up")
    func notAfterConfirmation() throws {
        var ledger = try book(approved(sale(1, 100)))
        for entry: JournalEntry in [
            .closeBegun(ledger.snapshot()), .closeRejected(code: "95"), .closeReconciled(balancedWord),
            .closeConfirmed(confirmation()),
        ] { try ledger.apply(entry) }
        #expect(throws: BookError.closeStepOutOfOrder) { try ledger.apply(.closeAbandoned) }
    }

    @Test("the next close takes totals anew, with what was sold since")
    func totalsAnew() throws {
        var ledger = try book(approved(sale(1, 100)))
        let first = ledger.snapshot()
        for entry: JournalEntry in [.closeBegun(first), .closeRejected(code: "95"), .closeAbandoned]
            + approved(sale(2, 50))
        { try ledger.apply(entry) }
        #expect(throws: BookError.totalsDiffer) { try ledger.apply(.closeBegun(first)) }
        try ledger.apply(.closeBegun(ledger.snapshot()))
        #expect(ledger.totals().domestic.debit == Tally(count: 2, minorUnits: 150))
    }

    @Test("without a close there is nothing to give up")
    func nothing() throws {
        var ledger = try book(approved(sale(1, 100)))
        #expect(throws: BookError.closeStepOutOfOrder) { try ledger.apply(.closeAbandoned) }
    }
}
