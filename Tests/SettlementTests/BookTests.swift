import FlashStore
import Settlement
import Testing

@Suite("Rules of the book")
struct BookTests {
    @Test("a trace number is used once in a batch")
    func traceTwice() throws {
        var ledger = try book(approved(sale(1, 100)))
        #expect(throws: BookError.traceUsedTwice(trace(1))) { try ledger.apply(.transactionBegun(sale(1, 200))) }
    }

    @Test("nothing new begins while a transaction is unanswered, or waits for its reversal")
    func unresolved() throws {
        var ledger = try book([.transactionBegun(sale(1, 100))])
        #expect(throws: BookError.unresolved(trace(1))) { try ledger.apply(.transactionBegun(sale(2, 200))) }
        try ledger.apply(.reversalRequired(trace(1), .noAnswer))
        #expect(throws: BookError.unresolved(trace(1))) { try ledger.apply(.transactionBegun(sale(2, 200))) }
        try ledger.apply(.reversalConfirmed(trace(1), code: "25"))
        try ledger.apply(.transactionBegun(sale(2, 200)))
    }

    @Test("no close begins while a transaction is unresolved")
    func closeWaits() throws {
        var ledger = try book(approved(sale(1, 100)) + [.transactionBegun(sale(2, 50))])
        let snapshot = ledger.snapshot()
        #expect(throws: BookError.unresolved(trace(2))) { try ledger.apply(.closeBegun(snapshot)) }
    }

    @Test("a refund is never reversed: its advice is sent until it is answered")
    func refundsAreAdvices() throws {
        var ledger = try book([.transactionBegun(sale(1, 100, kind: .refund))])
        #expect(throws: BookError.notWaiting(trace(1))) { try ledger.apply(.reversalRequired(trace(1), .noAnswer)) }
        #expect(ledger.unresolved == nil && ledger.pendingAdvice?.transaction.trace == trace(1))
    }

    @Test("an answer for a transaction that does not wait for one is refused")
    func lateAnswer() throws {
        var ledger = try book([.transactionBegun(sale(1, 100)), .reversalRequired(trace(1), .noAnswer)])
        #expect(throws: BookError.notWaiting(trace(1))) { try ledger.apply(.transactionApproved(trace(1), approval)) }
    }

    @Test("totals of a close that are not the sum of the records are refused")
    func totalsMustBeSums() throws {
        var ledger = try book(approved(sale(1, 100)))
        let wrong = CloseSnapshot(
            batch: .first, at: monday, style: .unionPay, reason: .operatorRequest, totals: BatchTotals())
        #expect(throws: BookError.totalsDiffer) { try ledger.apply(.closeBegun(wrong)) }
    }

    @Test("a batch is cleared only after the host's confirmation of that very batch")
    func clearNeedsConfirmation() throws {
        var ledger = try book(approved(sale(1, 100)))
        let clear = JournalEntry.batchClosed(.first, next: BatchNumber.first.next, at: monday)
        #expect(throws: BookError.notConfirmed(.first)) { try ledger.apply(clear) }
        try ledger.apply(.closeBegun(ledger.snapshot()))
        #expect(throws: BookError.notConfirmed(.first)) { try ledger.apply(clear) }
        try ledger.apply(.closeReconciled(Reconciliation(domesticBalanced: true, foreignBalanced: true)))
        #expect(throws: BookError.notConfirmed(.first)) { try ledger.apply(clear) }
        let other = confirmation(of: BatchNumber.first.next)
        #expect(throws: BookError.wrongBatch(BatchNumber.first.next)) { try ledger.apply(.closeConfirmed(other)) }
        let right = confirmation()
        try ledger.apply(.closeConfirmed(right))
        try ledger.apply(clear)
        #expect(ledger.batch == BatchNumber.first.next && ledger.records.isEmpty && ledger.closed.count == 1)
    }

    @Test("an unbalanced batch is not confirmed before every record is uploaded")
    func uploadMustBeWhole() throws {
        var ledger = try book(approved(sale(1, 100)) + approved(sale(2, 200)))
        try ledger.apply(.closeBegun(ledger.snapshot()))
        try ledger.apply(.closeReconciled(Reconciliation(domesticBalanced: false, foreignBalanced: true)))
        try ledger.apply(.uploadAdvanced(to: 1))
        let end = confirmation(afterUpload: true)
        #expect(throws: BookError.closeStepOutOfOrder) { try ledger.apply(.closeConfirmed(end)) }
        #expect(throws: BookError.closeStepOutOfOrder) { try ledger.apply(.uploadAdvanced(to: 1)) }
        #expect(throws: BookError.closeStepOutOfOrder) { try ledger.apply(.uploadAdvanced(to: 3)) }
        try ledger.apply(.uploadAdvanced(to: 2))
        try ledger.apply(.closeConfirmed(end))
    }

    @Test("a number of the host is taken over by an empty batch and if it is ahead; numbers never go back")
    func batchNumbers() throws {
        let seven = try #require(BatchNumber(7))
        var empty = try book([.signedOn(hostBatch: seven, at: monday)])
        #expect(empty.batch == seven && empty.differingHostBatch == nil)
        try empty.apply(.signedOn(hostBatch: .first, at: monday))
        #expect(empty.batch == seven && empty.differingHostBatch == .first)
        let filled = try book(approved(sale(1, 100)) + [.signedOn(hostBatch: seven, at: monday)])
        #expect(filled.batch == .first && filled.differingHostBatch == seven)
        let last = try #require(BatchNumber(999_999))
        #expect(last.next == .first)
    }

    @Test("a voided sale counts as debit and its void as credit; declined and reversed ones count nowhere")
    func totals() throws {
        let ledger = try book(
            approved(sale(1, 100)) + approved(sale(2, 100, kind: .void, original: 1))
                + approved(sale(3, 30, isForeign: true))
                + [.transactionBegun(sale(4, 999)), .transactionDeclined(trace(4), code: "51")]
                + [
                    .transactionBegun(sale(5, 999)), .reversalRequired(trace(5), .noAnswer),
                    .reversalConfirmed(trace(5), code: "00"),
                ] + approved(sale(6, 7, kind: .refund)))
        let totals = ledger.totals()
        #expect(
            totals.domestic
                == SideTotals(debit: Tally(count: 1, minorUnits: 100), credit: Tally(count: 2, minorUnits: 107)))
        #expect(totals.foreign == SideTotals(debit: Tally(count: 1, minorUnits: 30)))
        #expect(totals.netMinorUnits == 23)
        #expect(ledger.record(trace(1))?.isVoided == true)
    }

    @Test("the slip shows each business day by itself, in order, and the days add up to the batch")
    func days() throws {
        let tuesday = monday.adding(seconds: 86_400)
        let ledger = try book(
            approved(sale(1, 100)) + approved(sale(2, 50, at: tuesday))
                + approved(sale(3, 20, kind: .refund, at: tuesday)))
        let days = DayTotals.days(of: ledger.records)
        #expect(days.map(\.date.description) == ["2026-11-23", "2026-11-24"])
        #expect(days.map(\.netMinorUnits) == [100, 30])
        #expect(days.reduce(0) { $0 + $1.netMinorUnits } == ledger.totals().netMinorUnits)
    }

    @Test("a batch is overdue when it holds a record of an earlier business day")
    func overdue() throws {
        let ledger = try book(approved(sale(1, 100)))
        #expect(!ledger.isOverdue(on: monday.date))
        #expect(ledger.isOverdue(on: monday.date.adding(days: 1)))
        #expect(try !book([]).isOverdue(on: monday.date.adding(days: 1)))
    }

    @Test("an amount that is only held waits for no settlement and counts in no totals")
    func heldOnly() throws {
        let held = try book(approved(sale(1, 100, kind: .preAuthorization)))
        #expect(held.approvedCount == 1 && held.settledCount(.unionPay) == 0 && held.settledCount(.hypercom) == 0)
        #expect(held.openSince == nil && held.oldestRecordAt == nil)
        #expect(!held.isOverdue(on: monday.date.adding(days: 1)))
    }
}
