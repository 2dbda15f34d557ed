import FlashStore
import TestSupport
import Testing

@testable import Settlement

@Suite("Reminders and the clock in the journal")
struct DayEntryTests {
    private func diary(_ random: inout Random) -> SettlementDiary {
        func time() -> ClockTime? {
            Bool.random(using: &random)
                ? ClockTime(secondNumber: Int64.random(in: 0...4_000_000_000, using: &random)) : nil
        }
        var diary = SettlementDiary(day: CalendarDate(dayNumber: Int.random(in: 0...40_000, using: &random)))
        diary.reminders = Int.random(in: 0...60_000, using: &random)
        diary.putOffs = Int.random(in: 0...9, using: &random)
        diary.supervisorPutOffs = Int.random(in: 0...9, using: &random)
        diary.morningTries = Int.random(in: 0...3, using: &random)
        diary.lastReminder = time()
        diary.putOffUntil = time()
        diary.isMorningPutOff = Bool.random(using: &random)
        diary.triedFor = time()?.date
        diary.isWindowFinished = Bool.random(using: &random)
        diary.reason = Bool.random(using: &random) ? nil : AutomaticReason.allCases.randomElement(using: &random)
        diary.lastTry = time()
        diary.outcome = AutomaticOutcome.allCases.randomElement(using: &random) ?? .none
        return diary
    }

    private let findings: [ClockFinding] = [
        .batteryDead(shows: ClockTime(secondNumber: 7)), .behindJournal(seconds: 9), .farAhead(days: 400),
        .steppedBack(seconds: 3600), .steppedForward(seconds: 1 << 40), .daylightSaving(seconds: -3600),
        .drift(seconds: -86_400, cause: .leapDay), .drift(seconds: 3600, cause: .daylightSaving),
        .drift(seconds: 200, cause: .unknown), .noSuchDay(monthDay: "0229"), .agreed, .confirmed,
    ]

    private func entries(_ random: inout Random) -> [JournalEntry] {
        var entries = findings.flatMap { finding in
            [
                JournalEntry.clockNoted(ClockNote(finding: finding, at: monday, doubt: nil, lastGood: nil)),
                .clockNoted(ClockNote(finding: finding, at: monday, doubt: finding, lastGood: monday)),
            ]
        }
        for source in ClockSource.allCases {
            entries.append(
                .clockSet(ClockSetting(from: ClockTime(secondNumber: -5), to: monday, by: source)))
        }
        for _ in 0..<200 { entries.append(.diaryNoted(diary(&random))) }
        return entries
    }

    @Test("every entry is read back as it was written, under a number of its own")
    func roundTrip() throws {
        var random = Random(state: 3)
        for entry in entries(&random) {
            #expect(try JournalEntry(kind: entry.kind, payload: entry.payload) == entry)
            #expect((40...49).contains(entry.kind))
        }
    }

    @Test("an entry cut short, too long or with a byte changed is an error or another entry, never a crash")
    func damaged() throws {
        var random = Random(state: 4)
        for entry in entries(&random) {
            let payload = try entry.payload
            for length in 0..<payload.count {
                #expect(throws: EntryError.self) {
                    try JournalEntry(kind: entry.kind, payload: Array(payload.prefix(length)))
                }
            }
            #expect(throws: EntryError.self) { try JournalEntry(kind: entry.kind, payload: payload + [0]) }
            var changed = payload
            changed[Int.random(in: 0..<changed.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            let read = try? JournalEntry(kind: entry.kind, payload: changed)
            #expect(read != entry)
        }
    }

    @Test("the last time that nobody doubts is kept through doubts, settings and power cuts")
    func lastTime() throws {
        var ledger = try book(approved(sale(1, 100)))
        #expect(ledger.lastTime == monday)
        let doubt = ClockFinding.steppedBack(seconds: 7200)
        try ledger.apply(
            .clockNoted(ClockNote(finding: doubt, at: monday.adding(seconds: -7200), doubt: doubt, lastGood: monday)))
        for entry in approved(sale(2, 100, at: monday.adding(seconds: -7000))) { try ledger.apply(entry) }
        #expect(ledger.lastTime == monday && ledger.clockDoubt == doubt)
        let later = monday.adding(seconds: 300)
        try ledger.apply(.clockSet(ClockSetting(from: monday, to: later, by: .host)))
        #expect(ledger.lastTime == later && ledger.clockDoubt == nil)
    }

    @Test("a compacted journal adds up to the same reminders and the same clock")
    func compaction() throws {
        let small = FlashGeometry(sectorSize: 1024, sectorCount: 16)
        var store = try BatchStore(opening: MemoryFlash(geometry: small), at: monday)
        var random = Random(state: 5)
        var batch = BatchNumber.first
        for round in 0..<60 {
            let now = monday.adding(seconds: Int64(round) * 600)
            let number = try store.takeTrace().value
            for entry in approved(sale(number, 100, batch: batch, at: now)) { try store.record(entry) }
            for _ in 0..<Int.random(in: 0...3, using: &random) { try store.record(.diaryNoted(diary(&random))) }
            if Bool.random(using: &random) {
                let finding = findings.randomElement(using: &random) ?? .agreed
                let doubt = Bool.random(using: &random) ? finding : nil
                try store.record(
                    .clockNoted(ClockNote(finding: finding, at: now, doubt: doubt, lastGood: store.book.lastTime)))
            }
            if Int.random(in: 0..<4, using: &random) == 0 {
                try store.record(.clockSet(ClockSetting(from: now, to: now.adding(seconds: 9), by: .host)))
            }
            if round % 3 == 2 {
                try store.record(.closeBegun(store.book.snapshot()))
                try store.record(.closeReconciled(Reconciliation(domesticBalanced: true, foreignBalanced: true)))
                try store.record(.closeConfirmed(confirmation(of: batch)))
                try store.record(.batchClosed(batch, next: batch.next, at: now))
                batch = batch.next
            }
            let before = store.book
            try store.compactIfCrowded()
            let after = store.book
            #expect(after.diary == before.diary && after.lastTime == before.lastTime)
            #expect(after.clockDoubt == before.clockDoubt && after.lastClockNote == before.lastClockNote)
            #expect(after.lastClockSetting == before.lastClockSetting && after.records == before.records)
            #expect(try BatchStore(opening: store.flash, at: monday).book == after)
        }
        #expect(store.book.closed.count < 19)
    }
}
