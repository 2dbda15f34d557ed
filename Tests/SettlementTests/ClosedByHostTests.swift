import FlashStore
import Settlement
import Testing

@Suite("A batch that the host closed by itself")
struct ClosedByHostTests {
    /// One sale that the host knows, a tip on it, an offline sale with its tip, and a refund, of which it does not.
    private let day: [JournalEntry] =
        approved(sale(1, 100)) + [
            accepted(sale(2, 15, kind: .tip, original: 1)), accepted(sale(3, 40, kind: .offlineSale)),
            accepted(sale(4, 4, kind: .tip, original: 3)), .transactionBegun(sale(5, 7, kind: .refund)),
        ]

    private func closing(_ hostBatch: UInt32 = 2) throws -> BatchBook {
        var ledger = try book(day + [.signedOn(hostBatch: batch(hostBatch), at: monday)])
        try ledger.apply(.closeBegun(ledger.snapshot(reason: .closedByHost)))
        return ledger
    }

    private func closed(_ hostBatch: UInt32 = 2) throws -> BatchBook {
        var ledger = try closing(hostBatch)
        for entry: JournalEntry in [
            .closeReconciled(balancedWord), .closeConfirmed(confirmation()),
            .batchClosed(.first, next: batch(hostBatch), at: monday),
        ] { try ledger.apply(entry) }
        return ledger
    }

    @Test("it is known from a sign-on that names a later batch, while there are records of the earlier one")
    func known() throws {
        #expect(try book(day + [.signedOn(hostBatch: batch(2), at: monday)]).isClosedByHost)
        #expect(try book(day + [.signedOn(hostBatch: batch(90), at: monday)]).isClosedByHost)
        #expect(try !book(day + [.signedOn(hostBatch: .first, at: monday)]).isClosedByHost)
        // A host that is behind has not closed anything; an empty batch takes the number over.
        #expect(try !book(day + [.signedOn(hostBatch: batch(999_999), at: monday)]).isClosedByHost)
        #expect(try !book([.signedOn(hostBatch: batch(2), at: monday)]).isClosedByHost)
    }

    @Test("such a close begins only when the host is ahead")
    func onlyWhenAhead() throws {
        for hostBatch in [1, 999_999] as [UInt32] {
            var ledger = try book(day + [.signedOn(hostBatch: batch(hostBatch), at: monday)])
            let snapshot = ledger.snapshot(reason: .closedByHost)
            #expect(throws: BookError.notConfirmed(.first)) { try ledger.apply(.closeBegun(snapshot)) }
        }
    }

    @Test("it begins although advices wait, but not before an unanswered request is resolved")
    func advicesMayWait() throws {
        var ledger = try book(
            day + [.transactionBegun(sale(6, 9)), .signedOn(hostBatch: batch(2), at: monday)])
        let open = try #require(ledger.unresolved)
        #expect(ledger.step() == .resolve(open))
        let early = ledger.snapshot(reason: .closedByHost)
        #expect(throws: BookError.unresolved(trace(6))) { try ledger.apply(.closeBegun(early)) }
        try ledger.apply(.reversalRequired(trace(6), .noAnswer))
        try ledger.apply(.reversalConfirmed(trace(6), code: "25"))
        #expect(ledger.step() == .begin(ledger.snapshot(reason: .closedByHost)))
        #expect(try closing().pendingAdviceCount == 4)
    }

    @Test("its totals hold what the host took, and no advice that waits")
    func totals() throws {
        let ledger = try closing()
        guard case .begun(let snapshot) = ledger.close else {
            Issue.record("\(ledger.close)")
            return
        }
        #expect(snapshot.totals == BatchTotals(domestic: SideTotals(debit: Tally(count: 1, minorUnits: 100))))
        #expect(ledger.uploadPlan(snapshot, unbalancedWord).map(\.record.transaction.trace) == [trace(1)])
        // The tip that waits is not in the sale's amount either, where the style adds tips to their sale.
        #expect(ledger.snapshot(.hypercom, reason: .closedByHost).totals == snapshot.totals)
    }

    @Test("no answer to an advice is taken while its totals are frozen")
    func frozen() throws {
        for entries: [JournalEntry] in [
            [], [.closeReconciled(balancedWord)], [.closeReconciled(balancedWord), .closeConfirmed(confirmation())],
        ] {
            var ledger = try closing()
            for entry in entries { try ledger.apply(entry) }
            #expect(throws: BookError.closeRunning) { try ledger.apply(.adviceDelivered(trace(2), approval)) }
            #expect(throws: BookError.closeRunning) { try ledger.apply(.adviceRefused(trace(3), code: "77")) }
            #expect(throws: BookError.closeRunning) { try ledger.apply(.transactionApproved(trace(5), approval)) }
            #expect(throws: BookError.closeRunning) { try ledger.apply(.transactionDeclined(trace(5), code: "77")) }
        }
    }

    @Test("the terminal goes on with the number that the host named", arguments: [2, 5, 90] as [UInt32])
    func nextNumber(hostBatch: UInt32) throws {
        var ledger = try closing(hostBatch)
        try ledger.apply(.closeReconciled(balancedWord))
        try ledger.apply(.closeConfirmed(confirmation()))
        #expect(ledger.step() == .clear(.first, next: batch(hostBatch)))
        let other = batch(hostBatch + 1)
        #expect(throws: BookError.wrongBatch(other)) {
            try ledger.apply(.batchClosed(.first, next: other, at: monday))
        }
        if hostBatch != 2 {
            #expect(throws: BookError.wrongBatch(batch(2))) {
                try ledger.apply(.batchClosed(.first, next: batch(2), at: monday))
            }
        }
        try ledger.apply(.batchClosed(.first, next: batch(hostBatch), at: monday))
        #expect(ledger.batch == batch(hostBatch) && !ledger.isClosedByHost && ledger.differingHostBatch == nil)
    }

    @Test("advices that wait go into the next batch, with their traces and in their order, each in one batch only")
    func carried() throws {
        let ledger = try closed(5)
        #expect(ledger.records.map(\.transaction.trace.value) == [2, 3, 4, 5])
        #expect(ledger.records.allSatisfy { $0.transaction.batch == batch(5) && $0.isAdvicePending })
        let settled = try #require(ledger.closed.last)
        #expect(settled.records.map(\.transaction.trace.value) == [1])
        #expect(settled.records.first?.tipMinorUnits == 0)
        #expect(ledger.totals().domestic.debit == Tally(count: 3, minorUnits: 59))
        #expect(ledger.pendingAdvice?.transaction.trace == trace(2))
    }

    @Test("a carried tip names a carried sale by its new batch, and one that stays behind by the old one")
    func originals() throws {
        var ledger = try closed(5)
        #expect(
            ledger.record(trace(4))?.transaction.original?.record == RecordName(batch: batch(5), trace: trace(3)))
        #expect(ledger.record(trace(2))?.transaction.original?.record == RecordName(batch: .first, trace: trace(1)))
        #expect(ledger.record(trace(3))?.fullMinorUnits == 44)
        try ledger.apply(.adviceRefused(trace(4), code: "05"))
        #expect(ledger.record(trace(3))?.fullMinorUnits == 40)
        try ledger.apply(.adviceRefused(trace(2), code: "05"))
        #expect(ledger.closed.last?.records.first?.fullMinorUnits == 100)
    }

    @Test("a carried trace number stays used in the next batch")
    func tracesStayUsed() throws {
        var ledger = try closed()
        #expect(throws: BookError.traceUsedTwice(trace(3))) {
            try ledger.apply(.transactionBegun(sale(3, 1, batch: batch(2))))
        }
        try ledger.apply(.transactionBegun(sale(1, 1, batch: batch(2))))
    }

    @Test("carried advices are answered and settled in the next batch like its own")
    func settledNext() throws {
        var ledger = try closed()
        for number in [2, 3, 4] as [UInt32] { try ledger.apply(.adviceDelivered(trace(number), approval)) }
        try ledger.apply(.transactionApproved(trace(5), approval))
        for entry: JournalEntry in [
            .closeBegun(ledger.snapshot()), .closeReconciled(balancedWord), .closeConfirmed(confirmation(of: batch(2))),
            .batchClosed(batch(2), next: batch(3), at: monday),
        ] { try ledger.apply(entry) }
        #expect(ledger.records.isEmpty)
        #expect(ledger.closed.map { $0.records.map(\.transaction.trace.value) } == [[1], [2, 3, 4, 5]])
    }

    @Test("the host closes every batch by itself, and takes no advice: nothing is lost, nothing is in two batches")
    func everyDay() throws {
        let flash = MemoryFlash(geometry: FlashGeometry(sectorSize: 4096, sectorCount: 16))
        var store = try BatchStore(opening: flash, at: monday)
        var sold: [UInt32] = []
        for day in 1...12 as ClosedRange<UInt32> {
            for kind in [TransactionKind.sale, .offlineSale, .sale] {
                let number = try store.takeTrace().value
                sold.append(number)
                let next = sale(number, 100, kind: kind, batch: batch(day))
                for entry in kind == .sale ? approved(next) : [accepted(next)] { try store.record(entry) }
            }
            try store.record(.signedOn(hostBatch: batch(day + 1), at: monday))
            try store.record(.closeBegun(store.book.snapshot(reason: .closedByHost)))
            try store.record(.closeReconciled(balancedWord))
            try store.record(.closeConfirmed(confirmation(of: batch(day))))
            try store.record(.batchClosed(batch(day), next: batch(day + 1), at: monday))
            let before = store.book
            try store.compact()
            #expect(before.isSame(as: store.book))
        }
        let found = (store.book.closed.flatMap(\.records) + store.book.records).map(\.transaction.trace.value)
        #expect(found.sorted() == sold && store.book.pendingAdviceCount == 12)
        for record in store.book.records { try store.record(.adviceDelivered(record.transaction.trace, approval)) }
        #expect(store.book.totals().domestic.debit == Tally(count: 12, minorUnits: 1200))
    }
}
