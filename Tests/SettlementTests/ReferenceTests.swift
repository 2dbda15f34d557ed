import FlashStore
import Settlement
import Testing

@Suite("What a new transaction may refer to")
struct ReferenceTests {
    private func store(_ entries: [JournalEntry]) throws -> BatchStore<MemoryFlash> {
        let flash = MemoryFlash(geometry: FlashGeometry(sectorSize: 4096, sectorCount: 16))
        var store = try BatchStore(opening: flash, at: monday)
        for entry in entries { try store.record(entry) }
        return store
    }

    /// Refused before it is written: flash stays as it was.
    private func expectRefused(
        _ entry: JournalEntry, _ error: BookError, after entries: [JournalEntry],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var store = try store(entries)
        let before = store.flash.bytes
        #expect(throws: StoreError.book(error, record: nil), sourceLocation: sourceLocation) { try store.record(entry) }
        #expect(store.flash.bytes == before, sourceLocation: sourceLocation)
    }

    private func begun(_ transaction: Transaction) -> JournalEntry { .transactionBegun(transaction) }

    @Test("a void is of an approved sale of this batch, over what stands of it, once")
    func voids() throws {
        let sold = approved(sale(1, 100))
        let void = sale(2, 100, kind: .void, original: 1)
        #expect(try store(sold + approved(void)).book.record(trace(1))?.isVoided == true)
        try expectRefused(begun(sale(2, 100, kind: .void, original: 7)), .noOriginal(trace(7)), after: sold)
        try expectRefused(begun(sale(2, 100, kind: .void)), .noOriginal(trace(2)), after: sold)
        try expectRefused(begun(sale(2, 99, kind: .void, original: 1)), .amountDiffers(trace(2)), after: sold)
        try expectRefused(
            begun(sale(3, 100, kind: .void, original: 1)), .originalEnded(trace(1)), after: sold + approved(void))
        try expectRefused(
            begun(void), .noOriginal(trace(1)),
            after: [begun(sale(1, 100)), .transactionDeclined(trace(1), code: "51")])
        try expectRefused(
            begun(void), .noOriginal(trace(1)), after: refused(sale(1, 100, kind: .offlineSale)))
        try expectRefused(
            begun(void), .noOriginal(trace(1)), after: approved(sale(1, 100, kind: .preAuthorization)))
    }

    @Test("with a tip on the sale, its void is over both")
    func voidWithTip() throws {
        let tipped = approved(sale(1, 100)) + delivered(sale(2, 15, kind: .tip, original: 1))
        try expectRefused(begun(sale(3, 100, kind: .void, original: 1)), .amountDiffers(trace(3)), after: tipped)
        _ = try store(tipped + approved(sale(3, 115, kind: .void, original: 1)))
    }

    @Test("a tip is on a sale that stands")
    func tips() throws {
        let sold = approved(sale(1, 100))
        try expectRefused(accepted(sale(2, 15, kind: .tip, original: 9)), .noOriginal(trace(9)), after: sold)
        try expectRefused(
            accepted(sale(3, 15, kind: .tip, original: 1)), .originalEnded(trace(1)),
            after: sold + approved(sale(2, 100, kind: .void, original: 1)))
        try expectRefused(
            accepted(sale(2, 15, kind: .tip, original: 1)), .noOriginal(trace(1)),
            after: approved(sale(1, 100, kind: .refund)))
    }

    @Test("a hold is taken or voided once; one of an earlier batch only the host knows")
    func holds() throws {
        let held = approved(sale(1, 100, kind: .preAuthorization))
        let taken = held + approved(sale(2, 90, kind: .completion, original: 1))
        for kind in [TransactionKind.completion, .preAuthorizationVoid] {
            try expectRefused(begun(sale(3, 90, kind: kind, original: 1)), .originalEnded(trace(1)), after: taken)
            try expectRefused(begun(sale(3, 90, kind: kind, original: 2)), .noOriginal(trace(2)), after: taken)
            _ = try store(taken + approved(sale(3, 90, kind: kind)))
        }
        // The void of the completion sets it free to be taken again.
        _ = try store(
            taken + approved(sale(3, 90, kind: .completionVoid, original: 2))
                + approved(sale(4, 80, kind: .completion, original: 1)))
        try expectRefused(
            begun(sale(3, 90, kind: .void, original: 2)), .noOriginal(trace(2)), after: taken)
    }

    @Test("sales, holds and refunds name no record, and nothing is over zero")
    func namesNothing() throws {
        for kind in [TransactionKind.sale, .refund, .preAuthorization] {
            try expectRefused(
                begun(sale(2, 5, kind: kind, original: 1)), .noOriginal(trace(1)), after: approved(sale(1, 5)))
            try expectRefused(begun(sale(1, 0, kind: kind)), .amountDiffers(trace(1)), after: [])
        }
        try expectRefused(accepted(sale(1, 0, kind: .offlineSale)), .amountDiffers(trace(1)), after: [])
        // Thirteen digits could be written, and not be read again.
        try expectRefused(begun(sale(1, 1_000_000_000_000)), .amountDiffers(trace(1)), after: [])
        let tipped = approved(sale(1, 999_999_999_999)) + delivered(sale(2, 1, kind: .tip, original: 1))
        try expectRefused(
            begun(sale(3, 1_000_000_000_000, kind: .void, original: 1)), .amountDiffers(trace(3)), after: tipped)
    }

    @Test("a journal that holds such a record from an earlier version is still read")
    func earlierJournal() throws {
        let store = try store(approved(sale(1, 100)))
        var journal = try Journal(opening: store.flash)
        for entry in approved(sale(2, 60, kind: .void, original: 1)) {
            _ = try journal.append(kind: entry.kind, try entry.payload)
        }
        let book = try BatchStore(opening: journal.flash, at: monday).book
        #expect(book.records.map(\.isVoided) == [true, false])
    }
}
