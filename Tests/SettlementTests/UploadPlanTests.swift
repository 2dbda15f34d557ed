import Settlement
import Testing

@Suite("What a batch upload carries")
struct UploadPlanTests {
    private let chip: [UInt8] = [0x9F, 0x26, 0x08]

    /// One record of every sort, domestic ones with traces 1 to 9, and the same of foreign cards from 11 to 19.
    private func everySort() throws -> BatchBook {
        var entries: [JournalEntry] = []
        for (first, isForeign) in [(0, false), (10, true)] as [(UInt32, Bool)] {
            func make(_ number: UInt32, _ kind: TransactionKind = .sale, chip: [UInt8] = []) -> Transaction {
                sale(first + number, 100, kind: kind, original: first + 1, isForeign: isForeign, chip: chip)
            }
            entries += approved(make(1)) + approved(make(2, chip: chip)) + approved(make(3, .refund))
            entries += delivered(make(4, .offlineSale, chip: chip)) + delivered(make(5, .offlineSale))
            entries += refused(make(6, .offlineSale, chip: chip)) + delivered(make(7, .tip))
            entries += approved(make(8, .preAuthorization)) + approved(make(9, .completion))
        }
        return try book(entries)
    }

    private func plan(_ ledger: BatchBook, _ style: SettlementStyle, _ word: Reconciliation) -> [String] {
        ledger.uploadPlan(ledger.snapshot(style), word).map { item in
            let number = item.record.transaction.trace.value
            return switch item {
            case .online: "online \(number)"
            case .advice: "advice \(number)"
            case .chip: "chip \(number)"
            case .refused: "refused \(number)"
            case .detail: "detail \(number)"
            }
        }
    }

    @Test("balanced: the chips' data and what the host refused, nothing else")
    func balanced() throws {
        #expect(try plan(everySort(), .unionPay, balancedWord) == ["chip 2", "chip 12", "refused 6", "refused 16"])
    }

    @Test(
        "one side does not balance: that side's records only, in the order of the steps, then chips and refused of both"
    )
    func oneSide() throws {
        let word = Reconciliation(domesticBalanced: false, foreignBalanced: true)
        #expect(
            try plan(everySort(), .unionPay, word) == [
                "advice 5", "advice 7", "advice 4", "online 1", "online 9", "advice 3", "chip 2", "chip 12",
                "refused 6", "refused 16",
            ])
    }

    @Test("neither side balances: stripe advices, chip advices, online records, refunds, each of both sides")
    func bothSides() throws {
        #expect(
            try plan(everySort(), .unionPay, unbalancedWord) == [
                "advice 5", "advice 7", "advice 15", "advice 17", "advice 4", "advice 14", "online 1", "online 9",
                "online 11", "online 19", "advice 3", "advice 13", "chip 2", "chip 12", "refused 6", "refused 16",
            ])
    }

    @Test("voided records and voids are uploaded in the UnionPay style, and left out in the Hypercom style")
    func voids() throws {
        func entries(_ style: SettlementStyle) -> [JournalEntry] {
            approved(sale(1, 100, style: style)) + approved(sale(2, 100, kind: .void, original: 1, style: style))
                + approved(sale(3, 50, style: style)) + delivered(sale(4, 5, kind: .tip, original: 3, style: style))
                + approved(sale(5, 9, kind: .preAuthorization, style: style))
                + approved(sale(6, 8, kind: .completion, original: 5, style: style))
                + approved(sale(7, 7, kind: .refund, style: style))
                + refused(sale(8, 7, kind: .offlineSale, style: style))
        }
        #expect(
            try plan(book(entries(.unionPay)), .unionPay, unbalancedWord) == [
                "advice 4", "online 1", "online 2", "online 3", "online 6", "advice 7",
            ])
        let hypercom = try book(entries(.hypercom))
        #expect(try plan(book(entries(.hypercom)), .hypercom, unbalancedWord) == ["detail 3", "detail 6", "detail 7"])
        #expect(hypercom.uploadPlan(hypercom.snapshot(.hypercom), unbalancedWord).first?.record.fullMinorUnits == 55)
    }

    @Test("what was refused without a chip goes in no class: only the slip names it")
    func refusedStripe() throws {
        let ledger = try book(approved(sale(1, 100)) + refused(sale(2, 9, kind: .offlineSale)))
        #expect(plan(ledger, .unionPay, balancedWord).isEmpty)
        #expect(plan(ledger, .unionPay, unbalancedWord) == ["online 1"])
    }

    @Test("a journal of an earlier version, which uploaded those too, is read to the end of its close")
    func earlierJournal() throws {
        var ledger = try book(approved(sale(1, 100)) + refused(sale(2, 9, kind: .offlineSale)))
        try ledger.apply(.closeBegun(ledger.snapshot()))
        try ledger.apply(.closeReconciled(unbalancedWord))
        #expect(throws: BookError.closeStepOutOfOrder) { try ledger.apply(.uploadAdvanced(to: 3)) }
        try ledger.apply(.uploadAdvanced(to: 2))
        #expect(ledger.step() == .endUpload(ledger.snapshot(), balanced: false, count: 2))
        try ledger.apply(.closeConfirmed(confirmation(afterUpload: true)))
        try ledger.apply(.batchClosed(.first, next: batch(2), at: monday))
        #expect(ledger.closed.map(\.records.count) == [2])
    }

    @Test("the Hypercom style's details add up to its totals")
    func detailsAreTotals() throws {
        let ledger = try everySort()
        let snapshot = ledger.snapshot(.hypercom)
        var sums = BatchTotals()
        for item in ledger.uploadPlan(snapshot, unbalancedWord) {
            let record = item.record
            if record.transaction.kind == .refund {
                sums.domestic.credit.add(record.fullMinorUnits)
            } else {
                sums.domestic.debit.add(record.fullMinorUnits)
            }
        }
        #expect(sums == snapshot.totals && sums.count == 12)
    }

    @Test("chips go one by one, told whether the totals balanced; the last one is marked", arguments: [true, false])
    func oneByOne(isBalanced: Bool) throws {
        var ledger = try book(approved(sale(1, 100, chip: chip)) + refused(sale(2, 9, kind: .offlineSale, chip: chip)))
        let word = Reconciliation(domesticBalanced: isBalanced, foreignBalanced: true)
        try ledger.apply(.closeBegun(ledger.snapshot()))
        try ledger.apply(.closeReconciled(word))
        let first = try #require(ledger.record(trace(1)))
        let second = try #require(ledger.record(trace(2)))
        #expect(ledger.step() == .upload(.chip(first), balanced: isBalanced, isLast: false, uploaded: 1))
        try ledger.apply(.uploadAdvanced(to: 1))
        #expect(ledger.step() == .upload(.refused(second), balanced: isBalanced, isLast: true, uploaded: 2))
        try ledger.apply(.uploadAdvanced(to: 2))
        #expect(ledger.step() == .endUpload(ledger.snapshot(), balanced: isBalanced, count: 2))
    }

    @Test("a block ends where the online records end, and holds 1 to 8 of them", arguments: [-1, 0, 1, 3, 8, 99])
    func blocks(size: Int) throws {
        var entries = approved(sale(50, 5, kind: .refund))
        for number in 1...10 as ClosedRange<UInt32> { entries += approved(sale(number, 100)) }
        var ledger = try book(entries)
        try ledger.apply(.closeBegun(ledger.snapshot()))
        try ledger.apply(.closeReconciled(unbalancedWord))
        var uploaded: [UInt32] = []
        while case .uploadBlock(let block, let cursor) = ledger.step(CloseRules(style: .unionPay, blockSize: size)) {
            #expect((1...min(max(size, 1), 8)).contains(block.count))
            uploaded += block.map(\.trace.value)
            #expect(cursor == uploaded.count)
            try ledger.apply(.uploadAdvanced(to: cursor))
        }
        #expect(uploaded == Array(1...10))
        let refund = try #require(ledger.record(trace(50)))
        #expect(ledger.step() == .upload(.advice(refund), balanced: false, isLast: true, uploaded: 11))
    }

    @Test("a close goes on by the style of its beginning, whatever the rules say now")
    func styleStays() throws {
        var ledger = try book(approved(sale(1, 100, style: .hypercom)))
        try ledger.apply(.closeBegun(ledger.snapshot(.hypercom)))
        try ledger.apply(.closeReconciled(unbalancedWord))
        let record = try #require(ledger.record(trace(1)))
        #expect(ledger.step(unionPay) == .upload(.detail(record), balanced: false, isLast: true, uploaded: 1))
    }
}
