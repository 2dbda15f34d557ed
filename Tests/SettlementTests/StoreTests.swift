import FlashStore
import Settlement
import Testing

@Suite("The book in flash")
struct StoreTests {
    private let geometry = FlashGeometry(sectorSize: 4096, sectorCount: 16)

    @Test("an entry that breaks a rule is not written")
    func refused() throws {
        var store = try BatchStore(opening: MemoryFlash(geometry: geometry), at: monday)
        try store.record(.transactionBegun(sale(1, 100)))
        let before = store.flash.bytes
        #expect(throws: StoreError.book(.unresolved(trace(1)), record: nil)) {
            try store.record(.transactionBegun(sale(2, 100)))
        }
        #expect(store.flash.bytes == before)
    }

    @Test("no trace number is handed out twice, also over power cuts")
    func traces() throws {
        var flash = MemoryFlash(geometry: geometry)
        var used: Set<UInt32> = []
        for _ in 0..<5 {
            var store = try BatchStore(opening: flash, at: monday)
            for _ in 0..<21 { #expect(used.insert(try store.takeTrace().value).inserted) }
            flash = store.flash
        }
    }

    @Test("after the wrap no number is handed out that stands in the open batch, before and after a power cut")
    func wrapPassesOver() throws {
        var store = try BatchStore(opening: MemoryFlash(geometry: geometry), at: monday)
        try store.record(.tracesReserved(upTo: trace(999_990)))
        for number in [1, 2, 4, 14, 15, 16, 17] as [UInt32] {
            try store.record(accepted(sale(number, 40, kind: .offlineSale)))
        }
        store = try BatchStore(opening: store.flash, at: monday)
        let handedOut = try (0..<20).map { _ in try store.takeTrace().value }
        #expect(handedOut == Array(999_991...999_999) + [3] + Array(5...13) + [18])
        // The reservation covers what was handed out, so a power cut repeats none.
        var again = try BatchStore(opening: store.flash, at: monday)
        #expect(try again.takeTrace().value > 18)
    }

    @Test(
        "what has no room in a record is refused with its length, and nothing is written", arguments: [255, 256, 700])
    func tooLong(count: Int) throws {
        var store = try BatchStore(opening: MemoryFlash(geometry: geometry), at: monday)
        let before = store.flash.bytes
        let chip = [UInt8](repeating: 7, count: count)
        let entry = JournalEntry.transactionBegun(sale(1, 100, chip: chip))
        guard count > 255 else {
            try store.record(entry)
            #expect(try BatchStore(opening: store.flash, at: monday).book.records.first?.transaction.chip == chip)
            return
        }
        #expect(throws: StoreError.tooLong(EntryTooLong(kind: 18, byteCount: count))) { try store.record(entry) }
        #expect(store.flash.bytes == before && store.book.records.isEmpty)
    }

    @Test("after 999999 comes 1")
    func wrap() {
        #expect(trace(999_999).next == .first)
        #expect(trace(999_990).advanced(by: 16) == trace(7))
        #expect(TraceNumber(0) == nil && TraceNumber(1_000_000) == nil)
    }

    @Test("a crowded journal drops old batches and keeps the last one, its slip, the sign-on, and the open batch")
    func compaction() throws {
        let small = FlashGeometry(sectorSize: 1024, sectorCount: 16)
        var store = try BatchStore(opening: MemoryFlash(geometry: small), at: monday)
        try store.record(.signedOn(hostBatch: .first, at: monday))
        var batch = BatchNumber.first
        var compacted = 0
        for _ in 0..<40 {
            let number = try store.takeTrace().value
            for entry in approved(sale(number, 100, batch: batch)) { try store.record(entry) }
            try store.record(
                .closeBegun(store.book.snapshot()))
            try store.record(.closeReconciled(Reconciliation(domesticBalanced: true, foreignBalanced: true)))
            try store.record(
                .closeConfirmed(confirmation(of: batch)))
            try store.record(.batchClosed(batch, next: batch.next, at: monday))
            let before = store.book.closed.count
            try store.compactIfCrowded()
            if store.book.closed.count < before { compacted += 1 }
            #expect(store.book.closed.last?.batch == batch)
            batch = batch.next
            #expect(store.book.batch == batch && store.book.isSignedOn)
            let again = try BatchStore(opening: store.flash, at: monday)
            #expect(again.book == store.book)
        }
        #expect(compacted >= 1)
    }

    @Test("a bit that rots in blank flash does not fill the journal: its room comes back at the next start")
    func rotInBlankFlash() throws {
        var store = try BatchStore(opening: MemoryFlash(geometry: geometry), at: monday)
        try store.record(.transactionBegun(sale(1, 100)))
        var flash = store.flash
        flash.flip(bit: 3, at: geometry.byteCount / 2 - 10)
        var again = try BatchStore(opening: flash, at: monday)
        #expect(again.book == store.book && again.hasRoomForTransaction)
        try again.record(.transactionApproved(trace(1), approval))
        #expect(try BatchStore(opening: again.flash, at: monday).book == again.book)
    }

    @Test("a rotten record stops the terminal instead of being overlooked")
    func rot() throws {
        var store = try BatchStore(opening: MemoryFlash(geometry: geometry), at: monday)
        try store.record(.transactionBegun(sale(1, 100)))
        try store.record(.signOnRequired)
        var flash = store.flash
        flash.flip(bit: 3, at: 110)
        #expect(throws: StoreError.self) { _ = try BatchStore(opening: flash, at: monday) }
    }
}
