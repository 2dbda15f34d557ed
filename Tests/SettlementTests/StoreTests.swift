import FlashStore
import Settlement
import Testing

@Suite("The book in flash")
struct StoreTests {
    private let geometry = FlashGeometry(sectorSize: 4096, sectorCount: 16)

    @Test("every kind of entry is read back as it was written")
    func coding() throws {
        let totals = BatchTotals(
            domestic: SideTotals(debit: Tally(count: 2, minorUnits: 300)),
            foreign: SideTotals(credit: Tally(count: 1, minorUnits: 5)))
        let entries: [JournalEntry] = [
            .batchOpened(.first, at: monday), .tracesReserved(upTo: trace(16)),
            .signedOn(hostBatch: .first, at: monday),
            .signOnRequired, .transactionBegun(sale(1, 100, kind: .void, original: 9)), .transactionBegun(sale(2, 100)),
            .transactionApproved(trace(1), approval), .transactionDeclined(trace(1), code: "51"),
            .reversalRequired(trace(1), .wrongMAC), .reversalConfirmed(trace(1), code: "25"), .receiptPrinted(trace(1)),
            .closeBegun(CloseSnapshot(batch: .first, at: monday, totals: totals)),
            .closeReconciled(Reconciliation(domesticBalanced: false, foreignBalanced: true)), .uploadAdvanced(to: 77),
            .closeRejected(code: "95"),
            .closeConfirmed(
                HostConfirmation(batch: .first, trace: trace(3), reference: "x", at: monday, afterUpload: true)),
            .batchClosed(.first, next: BatchNumber.first.next, at: monday), .slipPrinted(.first),
        ]
        #expect(Set(entries.map(\.kind)) == Set(1...17))
        for entry in entries {
            #expect(try JournalEntry(kind: entry.kind, payload: entry.payload) == entry)
            for count in 0..<entry.payload.count {
                #expect(throws: EntryError.self) {
                    try JournalEntry(kind: entry.kind, payload: Array(entry.payload[..<count]))
                }
            }
            #expect(throws: EntryError.self) { try JournalEntry(kind: entry.kind, payload: entry.payload + [0]) }
        }
        #expect(throws: EntryError.self) { try JournalEntry(kind: 99, payload: []) }
    }

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
                .closeBegun(CloseSnapshot(batch: batch, at: monday, totals: BatchTotals(of: store.book.records))))
            try store.record(.closeReconciled(Reconciliation(domesticBalanced: true, foreignBalanced: true)))
            try store.record(
                .closeConfirmed(
                    HostConfirmation(batch: batch, trace: trace(number), reference: "r", at: monday, afterUpload: false)
                ))
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

@Suite("Days and times")
struct CalendarTests {
    @Test("day numbers and dates belong together over four centuries")
    func days() throws {
        for number in stride(from: -80_000, through: 80_000, by: 1) {
            let date = CalendarDate(dayNumber: number)
            #expect(date.dayNumber == number)
            #expect(CalendarDate(year: date.year, month: date.month, day: date.day) == date)
        }
        #expect(CalendarDate(year: 1970, month: 1, day: 1)?.dayNumber == 0)
        #expect(CalendarDate(year: 2000, month: 2, day: 29)?.dayNumber == 11_016)
    }

    @Test("there is no 30 February, and 1900 was no leap year")
    func noSuchDay() {
        #expect(CalendarDate(year: 2024, month: 2, day: 30) == nil)
        #expect(CalendarDate(year: 1900, month: 2, day: 29) == nil)
        #expect(CalendarDate(year: 2026, month: 13, day: 1) == nil)
    }

    @Test("a bar's sale at 02:30 counts for the evening before when the day begins at 04:00")
    func cutOver() throws {
        let night = try #require(ClockTime(date: monday.date, secondOfDay: 9000))
        let bar = try #require(BusinessDay(cutOverMinute: 240))
        #expect(bar.date(at: night) == monday.date.adding(days: -1))
        #expect(BusinessDay.calendar.date(at: night) == monday.date)
        #expect(BusinessDay(cutOverMinute: 1440) == nil)
    }

    @Test("times are written as fields 12 and 13 take them")
    func fields() {
        #expect(monday.description == "2026-11-23 09:00:00")
        #expect(monday.hourMinuteSecond == "090000" && monday.date.monthDay == "1123")
        #expect(monday.adding(seconds: -9 * 3600 - 1).description == "2026-11-22 23:59:59")
    }

    @Test("amounts are written with their decimals")
    func amounts() {
        #expect(decimalAmount(-123_405, exponent: 2) == "-1234.05")
        #expect(decimalAmount(5, exponent: 3) == "0.005")
        #expect(decimalAmount(7, exponent: 0) == "7")
        #expect(decimalAmount(Int64.min, exponent: 2) == "-92233720368547758.08")
    }
}
