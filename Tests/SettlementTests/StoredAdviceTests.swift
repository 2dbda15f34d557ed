import Settlement
import Testing

@Suite("Advices that wait for the host")
struct StoredAdviceTests {
    @Test("they go in the order in which they were made, whatever their kind")
    func order() throws {
        var ledger = try book(
            approved(sale(1, 100)) + [
                accepted(sale(2, 10, kind: .offlineSale)), .transactionBegun(sale(3, 5, kind: .refund)),
                accepted(sale(4, 2, kind: .tip, original: 1)),
            ])
        #expect(ledger.pendingAdviceCount == 3)
        #expect(ledger.pendingAdvice?.transaction.trace == trace(2))
        try ledger.apply(.adviceDelivered(trace(2), approval))
        #expect(ledger.pendingAdvice?.transaction.trace == trace(3))
        try ledger.apply(.transactionApproved(trace(3), approval))
        #expect(ledger.pendingAdvice?.transaction.trace == trace(4))
        try ledger.apply(.adviceRefused(trace(4), code: "05"))
        #expect(ledger.pendingAdvice == nil && ledger.pendingAdviceCount == 0)
    }

    @Test("no close begins while one waits", arguments: [TransactionKind.offlineSale, .tip, .refund])
    func closeWaits(kind: TransactionKind) throws {
        let advice = sale(2, 10, kind: kind, original: 1)
        var ledger = try book(
            approved(sale(1, 100)) + [kind == .refund ? .transactionBegun(advice) : accepted(advice)])
        #expect(throws: BookError.adviceWaiting(trace(2))) { try ledger.apply(.closeBegun(ledger.snapshot())) }
        let record = try #require(ledger.record(trace(2)))
        #expect(ledger.step() == .deliver(record))
        try ledger.apply(.closeRequested(.operatorRequest, at: monday))
        #expect(throws: BookError.adviceWaiting(trace(2))) { try ledger.apply(.closeBegun(ledger.snapshot())) }
        #expect(ledger.step() == .deliver(record))
        try ledger.apply(
            kind == .refund ? .transactionApproved(trace(2), approval) : .adviceRefused(trace(2), code: "14"))
        #expect(ledger.step() == .begin(ledger.snapshot()))
        try ledger.apply(.closeBegun(ledger.snapshot()))
    }

    @Test("a reversal goes before them, and nothing that moves money before the reversal")
    func reversalFirst() throws {
        var ledger = try book([
            accepted(sale(1, 10, kind: .offlineSale)), .transactionBegun(sale(2, 100)),
            .reversalRequired(trace(2), .noAnswer),
        ])
        let reversal = try #require(ledger.record(trace(2)))
        #expect(ledger.step() == .resolve(reversal))
        #expect(throws: BookError.unresolved(trace(2))) {
            try ledger.apply(.transactionBegun(sale(3, 5, kind: .refund)))
        }
    }

    @Test("a refund that is not answered does not block a sale")
    func refundDoesNotBlock() throws {
        let ledger = try book([.transactionBegun(sale(1, 5, kind: .refund))] + approved(sale(2, 100)))
        #expect(ledger.record(trace(2))?.isApproved == true)
        #expect(ledger.pendingAdvice?.transaction.trace == trace(1))
    }

    @Test("the Hypercom style's refund is a request: it blocks until it is answered or reversed")
    func refundAsRequest() throws {
        var ledger = try book([.transactionBegun(sale(1, 5, kind: .refund, style: .hypercom))])
        #expect(throws: BookError.unresolved(trace(1))) { try ledger.apply(.transactionBegun(sale(2, 100))) }
        try ledger.apply(.reversalRequired(trace(1), .noAnswer))
        try ledger.apply(.reversalConfirmed(trace(1), code: "00"))
        #expect(ledger.pendingAdvice == nil && ledger.unresolved == nil)
    }

    @Test("the Hypercom style's completion is an advice: it is repeated, never reversed")
    func completionAsAdvice() throws {
        var ledger = try book(
            approved(sale(1, 500, kind: .preAuthorization, style: .hypercom)) + [
                .transactionBegun(sale(2, 480, kind: .completion, original: 1, style: .hypercom))
            ])
        #expect(ledger.unresolved == nil && ledger.pendingAdvice?.transaction.trace == trace(2))
        #expect(throws: BookError.notWaiting(trace(2))) { try ledger.apply(.reversalRequired(trace(2), .noAnswer)) }
        try ledger.apply(.transactionApproved(trace(2), approval))
        #expect(ledger.record(trace(2))?.delivery == .delivered && ledger.record(trace(1))?.isCompleted == true)
    }

    @Test("the terminal approves an offline sale also while a reversal waits: nothing leaves for it")
    func acceptedMeanwhile() throws {
        let ledger = try book([
            .transactionBegun(sale(1, 100)), .reversalRequired(trace(1), .interrupted),
            accepted(sale(2, 10, kind: .offlineSale)),
        ])
        #expect(ledger.record(trace(2))?.isApproved == true)
        #expect(ledger.unresolved?.transaction.trace == trace(1))
    }

    @Test("only offline sales and tips are approved by the terminal", arguments: TransactionKind.allCases)
    func whatTheTerminalMayApprove(kind: TransactionKind) throws {
        for style in SettlementStyle.allCases {
            var ledger = try book(approved(sale(1, 100)))
            let isAllowed = kind == .offlineSale || kind == .tip
            let entry = accepted(sale(2, 10, kind: kind, original: 1, style: style))
            if isAllowed {
                try ledger.apply(entry)
            } else {
                #expect(throws: BookError.notWaiting(trace(2))) { try ledger.apply(entry) }
            }
            #expect(ledger.records.count == (isAllowed ? 2 : 1))
        }
    }

    @Test("what the host refuses stays on record with its code, but in no totals, and its tip leaves the sale")
    func refusedAdvice() throws {
        var ledger = try book(
            approved(sale(1, 100)) + [
                accepted(sale(2, 15, kind: .tip, original: 1)), accepted(sale(3, 7, kind: .tip, original: 1)),
            ])
        #expect(ledger.record(trace(1))?.fullMinorUnits == 122)
        try ledger.apply(.adviceRefused(trace(2), code: "13"))
        #expect(ledger.record(trace(1))?.fullMinorUnits == 107)
        let tip = try #require(ledger.record(trace(2)))
        #expect(tip.refusal == "13" && !tip.isApproved && !tip.isAdvicePending)
        #expect(ledger.totals().domestic.debit == Tally(count: 2, minorUnits: 107))
        #expect(ledger.approvedCount == 2)
    }

    @Test("the voice centre's code stays, as it is on the paper; without one the host's stands")
    func voiceCode() throws {
        let offline = sale(1, 10, kind: .offlineSale)
        for (own, said, kept) in [("V12345", "", "V12345"), ("V12345", "000007", "V12345"), ("", "000007", "000007")] {
            let answer = Approval(reference: "r", authorization: said, hostTime: "", hostDate: "")
            let ledger = try book([
                .transactionAccepted(offline, authorization: own), .adviceDelivered(trace(1), answer),
            ])
            guard case .approved(let approval) = ledger.record(trace(1))?.state else {
                Issue.record("not approved")
                return
            }
            #expect(approval.authorization == kept && approval.reference == "r")
        }
    }

    @Test("an answer is taken once")
    func onceOnly() throws {
        var ledger = try book(delivered(sale(1, 10, kind: .offlineSale)))
        #expect(throws: BookError.notWaiting(trace(1))) { try ledger.apply(.adviceDelivered(trace(1), approval)) }
        #expect(throws: BookError.notWaiting(trace(1))) { try ledger.apply(.adviceRefused(trace(1), code: "05")) }
        #expect(throws: BookError.notWaiting(trace(1))) { try ledger.apply(.transactionApproved(trace(1), approval)) }
        #expect(throws: BookError.unknownTrace(trace(2))) { try ledger.apply(.adviceDelivered(trace(2), approval)) }
    }

    @Test("a batch of nothing but refused advices has still to be settled: the upload tells of them")
    func onlyRefused() throws {
        let ledger = try book(refused(sale(1, 10, kind: .offlineSale)))
        #expect(ledger.step() == .begin(ledger.snapshot()))
        #expect(ledger.snapshot().totals == BatchTotals())
    }
}
