import Settlement
import Testing

@Suite("Close of day, step by step")
struct CloseStepTests {
    private func closing(_ entries: [JournalEntry], domestic: Bool, foreign: Bool) throws -> BatchBook {
        var ledger = try book(entries)
        try ledger.apply(.closeBegun(ledger.snapshot()))
        try ledger.apply(.closeReconciled(Reconciliation(domesticBalanced: domestic, foreignBalanced: foreign)))
        return ledger
    }

    @Test("an empty batch has nothing to settle, an unanswered transaction comes first")
    func before() throws {
        #expect(try book([]).step() == .nothingToSettle)
        let ledger = try book(approved(sale(1, 100)) + [.transactionBegun(sale(2, 50))])
        let open = try #require(ledger.unresolved)
        #expect(ledger.step() == .resolve(open))
    }

    @Test("totals that agree are followed by the end alone")
    func balanced() throws {
        let ledger = try closing(approved(sale(1, 100)), domestic: true, foreign: true)
        #expect(ledger.step() == .endUpload(ledger.snapshot(), balanced: true, count: 0))
    }

    @Test(
        "only the side that does not agree is uploaded: online records in blocks, then advices one by one, then the end"
    )
    func upload() throws {
        var entries = approved(sale(1, 100, kind: .refund)) + approved(sale(50, 5, isForeign: true))
        for number in 2...11 { entries += approved(sale(UInt32(number), 100)) }
        var ledger = try closing(entries, domestic: false, foreign: true)
        guard case .uploadBlock(let first, uploaded: 8) = ledger.step() else {
            Issue.record("the first block does not hold eight records")
            return
        }
        #expect(first.map(\.trace.value) == Array(2...9))
        try ledger.apply(.uploadAdvanced(to: 8))
        guard case .uploadBlock(let second, uploaded: 10) = ledger.step(CloseRules(style: .unionPay, blockSize: 99))
        else {
            Issue.record("the second block does not hold the rest")
            return
        }
        #expect(second.map(\.trace.value) == [10, 11])
        try ledger.apply(.uploadAdvanced(to: 10))
        let refund = try #require(ledger.record(trace(1)))
        #expect(ledger.step() == .upload(.advice(refund), balanced: false, isLast: true, uploaded: 11))
        try ledger.apply(.uploadAdvanced(to: 11))
        #expect(ledger.step() == .endUpload(ledger.snapshot(), balanced: false, count: 11))
    }

    @Test("a refusal takes the close back to its totals, with the same snapshot")
    func refused() throws {
        var ledger = try closing(approved(sale(1, 100)), domestic: false, foreign: true)
        try ledger.apply(.uploadAdvanced(to: 1))
        let snapshot = ledger.snapshot()
        try ledger.apply(.closeRejected(code: "95"))
        #expect(ledger.lastRejection == "95")
        #expect(ledger.step(at: monday.adding(seconds: 99)) == .begin(snapshot))
        try ledger.apply(.closeBegun(snapshot))
        #expect(ledger.lastRejection == nil && ledger.step() == .requestTotals(snapshot))
        #expect(throws: BookError.closeRunning) { try ledger.apply(.transactionBegun(sale(2, 1))) }
    }
}
