import FlashStore
import Settlement
import Testing

@Suite("A host that is ahead and refuses the totals of the old batch")
struct RefusedAsClosedTests {
    private let signOn = JournalEntry.signedOn(hostBatch: batch(5), at: monday)
    private let proof = JournalEntry.closeConfirmed(confirmation(evidence: .refusalAndSignOn))

    private func begun(
        _ style: SettlementStyle = .unionPay, _ reason: CloseReason = .closedByHost, _ day: [JournalEntry]? = nil
    ) throws -> BatchBook {
        let entries = day ?? approved(sale(1, 100)) + [accepted(sale(2, 40, kind: .offlineSale))]
        var ledger = try book(entries + [signOn])
        try ledger.apply(.closeBegun(ledger.snapshot(style, reason: reason)))
        return ledger
    }

    @Test("77 and a later number at sign-on together are the confirmation; what the host never took is carried")
    func closed() throws {
        var ledger = try begun()
        try ledger.apply(.closeRejected(code: "77"))
        let snapshot = ledger.snapshot(reason: .closedByHost)
        #expect(ledger.step() == .takeAsClosed(snapshot))
        try ledger.apply(proof)
        #expect(ledger.step() == .clear(.first, next: batch(5)))
        try ledger.apply(.batchClosed(.first, next: batch(5), at: monday))
        #expect(ledger.closed.map(\.records.count) == [1] && ledger.batch == batch(5))
        #expect(ledger.records.map(\.transaction.trace) == [trace(2)] && ledger.pendingAdviceCount == 1)
    }

    @Test("neither alone is: no refusal, or another code")
    func refusalNeeded() throws {
        var ledger = try begun()
        #expect(ledger.step() == .requestTotals(ledger.snapshot(reason: .closedByHost)))
        #expect(throws: BookError.notConfirmed(.first)) { try ledger.apply(proof) }
        try ledger.apply(.closeRejected(code: "96"))
        #expect(throws: BookError.notConfirmed(.first)) { try ledger.apply(proof) }
    }

    @Test("nor is 77 of a host that counts the same batch, an earlier one, or said none", arguments: [1, 999_999, nil])
    func numberNeeded(hostBatch: UInt32?) throws {
        var ledger = try begun()
        try ledger.apply(.closeRejected(code: "77"))
        if let hostBatch {
            try ledger.apply(.signedOn(hostBatch: batch(hostBatch), at: monday))
        } else {
            ledger = try book(approved(sale(1, 100)))
            try ledger.apply(.closeBegun(ledger.snapshot()))
            try ledger.apply(.closeRejected(code: "77"))
        }
        #expect(throws: BookError.notConfirmed(.first)) { try ledger.apply(proof) }
        guard case .begin = ledger.step() else {
            Issue.record("\(ledger.step())")
            return
        }
    }

    @Test("a close that somebody asked for is begun anew first, so that the slip says who closed the batch")
    func beginsAnew() throws {
        var ledger = try book(approved(sale(1, 100)))
        try ledger.apply(.closeBegun(ledger.snapshot()))
        try ledger.apply(.closeRejected(code: "77"))
        try ledger.apply(signOn)
        #expect(ledger.step() == .beginAnew)
        #expect(throws: BookError.notConfirmed(.first)) { try ledger.apply(proof) }
        try ledger.apply(.closeAbandoned)
        #expect(ledger.step() == .begin(ledger.snapshot(reason: .closedByHost)))
    }

    @Test("in the Hypercom style it proves nothing: there the host issues no numbers")
    func notInHypercom() throws {
        var ledger = try begun(.hypercom)
        try ledger.apply(.closeRejected(code: "77"))
        #expect(throws: BookError.notConfirmed(.first)) { try ledger.apply(proof) }
        #expect(ledger.step(hypercom) == .requestTotals(ledger.snapshot(.hypercom, reason: .closedByHost)))
    }

    @Test("nor in the middle of an upload, or of another batch")
    func notElsewhere() throws {
        var ledger = try begun()
        try ledger.apply(.closeReconciled(balancedWord))
        #expect(throws: BookError.closeStepOutOfOrder) { try ledger.apply(proof) }
        var other = try begun()
        try other.apply(.closeRejected(code: "77"))
        #expect(throws: BookError.wrongBatch(batch(5))) {
            try other.apply(.closeConfirmed(confirmation(of: batch(5), evidence: .refusalAndSignOn)))
        }
    }

    @Test("a batch of declined and reversed records takes the host's number that way, with nothing in its totals")
    func nothingStands() throws {
        let dead: [JournalEntry] = [
            .transactionBegun(sale(1, 100)), .transactionDeclined(trace(1), code: "51"),
            .transactionBegun(sale(2, 100)), .reversalRequired(trace(2), .noAnswer),
            .reversalConfirmed(trace(2), code: "25"),
        ]
        var ledger = try begun(.unionPay, .closedByHost, dead)
        try ledger.apply(.closeRejected(code: "77"))
        try ledger.apply(proof)
        try ledger.apply(.batchClosed(.first, next: batch(5), at: monday))
        #expect(ledger.batch == batch(5) && ledger.records.isEmpty)
        #expect(ledger.closed.last?.snapshot.totals == BatchTotals())
    }

    @Test("sign-ons after the evidence, and a compaction, change nothing of it")
    func compacted() throws {
        let flash = MemoryFlash(geometry: FlashGeometry(sectorSize: 4096, sectorCount: 16))
        var store = try BatchStore(opening: flash, at: monday)
        for entry in approved(sale(1, 100)) + [signOn] { try store.record(entry) }
        try store.record(.closeBegun(store.book.snapshot(reason: .closedByHost)))
        try store.record(.closeRejected(code: "77"))
        try store.record(proof)
        try store.record(.batchClosed(.first, next: batch(5), at: monday))
        for _ in 0..<3 { try store.record(.signedOn(hostBatch: batch(5), at: monday)) }
        let before = store.book
        try store.compact()
        #expect(before.isSame(as: store.book))
        #expect(try BatchStore(opening: store.flash, at: monday).book.isSame(as: before))
    }
}
