import FlashStore
import TestSupport
import Testing

@testable import Settlement

private let garbageFlash = FlashGeometry(sectorSize: 512, sectorCount: 8)

/// A few small days: the image and the book after every entry, a compaction among them.
private struct Days {
    var images: [[UInt8]] = []
    var books: [BatchBook] = []
    var entries: [JournalEntry] = []
    private var store: BatchStore<MemoryFlash>

    init() throws {
        store = try BatchStore(opening: MemoryFlash(geometry: garbageFlash), at: monday)
        note()
        try take([.signedOn(hostBatch: .first, at: monday)])
        var batch = BatchNumber.first
        var number: UInt32 = 1
        for day in 0..<4 {
            try take(approved(sale(number, 1000 + Int64(number), batch: batch)))
            if day == 1 { try take([.receiptPrinted(trace(number)), .signOnRequired]) }
            if day == 0 { try take(delivered(sale(number + 1, 700, kind: .offlineSale, batch: batch))) }
            if day == 2 {
                let declined = sale(number + 1, 4000, batch: batch)
                try take([.transactionBegun(declined), .transactionDeclined(declined.trace, code: "51")])
            }
            try close(batch)
            try store.compactIfCrowded()
            note()
            number += 3
            batch = batch.next
        }
        let undone = sale(number, 500, batch: batch)
        try take([.transactionBegun(undone), .reversalRequired(undone.trace, .noAnswer)])
        try take([.reversalConfirmed(undone.trace, code: "00")])
    }

    private mutating func close(_ batch: BatchNumber) throws {
        try take([.closeBegun(store.book.snapshot()), .closeReconciled(balancedWord)])
        try take([.closeConfirmed(confirmation(of: batch)), .batchClosed(batch, next: batch.next, at: monday)])
        try take([.slipPrinted(batch)])
    }

    private mutating func take(_ new: [JournalEntry]) throws {
        for entry in new {
            try store.record(entry)
            entries.append(entry)
            note()
        }
    }

    private mutating func note() {
        images.append(store.flash.bytes)
        books.append(store.book)
    }

    /// True when the terminal's book was this one at some time; batches that were dropped since may still be there.
    func held(_ book: BatchBook) -> Bool {
        books.contains { known in
            guard known.closed.count <= book.closed.count else { return false }
            var trimmed = book
            trimmed.closed = Array(book.closed.suffix(known.closed.count))
            return trimmed == known
        }
    }
}

@Suite("The book on garbage")
struct BookGarbageTests {
    @Test("a spoilt image is refused by name, or gives a book that the terminal had at some time: never a wrong batch")
    func spoilt() throws {
        let days = try Days()
        #expect(days.books.contains { $0.closed.count > 1 } && days.books.last?.batch != .first)
        var count = GarbageCount()
        var garbage = FlashGarbage(days.images, sectorSize: garbageFlash.sectorSize, seed: 6)
        try garbage.forEach(many: 300) { kind, image in
            let flash = try #require(MemoryFlash(geometry: garbageFlash, image: image))
            do throws(StoreError) {
                let book = try BatchStore(opening: flash, at: monday).book
                #expect(days.held(book), "\(kind.rawValue): batch \(book.batch?.value ?? 0)")
                count.note(kind, book == days.books.last ? "as it was" : "an earlier book")
            } catch {
                #expect(error.description.contains("flash") || error.description.contains("record"), "\(error)")
                count.note(kind, "refused")
            }
        }
        print("book on garbage, \(count.total) images, seed 6:\n\(count)")
        #expect(count.of(.random, "refused") == 300 && count.of(.randomBehindHeaders, "refused") == 300)
    }

    @Test("records with a right checksum and senseless content are refused, or keep every rule of a book")
    func senseless() throws {
        let days = try Days()
        var random = Random(state: 12)
        var refused = 0
        var taken = 0
        for round in 0..<3000 {
            var journal = try Journal(opening: MemoryFlash(geometry: garbageFlash))
            var records = try ([.batchOpened(.first, at: monday)] + days.entries.prefix(14)).map {
                ($0.kind, try $0.payload)
            }
            for _ in 0..<Int.random(in: 1...3, using: &random) { disturb(&records, round, &random) }
            for (kind, payload) in records where journal.freeBytes > 300 { _ = try journal.append(kind: kind, payload) }
            do throws(StoreError) {
                check(try BatchStore(opening: journal.flash, at: monday).book)
                taken += 1
            } catch {
                #expect(!error.description.isEmpty)
                refused += 1
            }
        }
        print("senseless records, 3000 journals, seed 12: \(refused) refused, \(taken) within the rules")
        #expect(refused > 1000 && taken > 10)
    }

    /// Changes bytes of a record, or loses, doubles, swaps or makes one up.
    private func disturb(_ records: inout [(UInt8, [UInt8])], _ round: Int, _ random: inout Random) {
        let at = Int.random(in: records.indices, using: &random)
        switch round % 6 {
        case 0: records.remove(at: at)
        case 1: records.insert(records[at], at: Int.random(in: records.indices, using: &random))
        case 2: records.swapAt(at, Int.random(in: records.indices, using: &random))
        case 3:
            let content = (0..<Int.random(in: 0...80, using: &random)).map { _ in
                UInt8(truncatingIfNeeded: random.next())
            }
            records.insert((UInt8.random(in: 0...20, using: &random), content), at: at)
        default:
            guard !records[at].1.isEmpty else { return }
            let first = Int.random(in: records[at].1.indices, using: &random)
            let extremes: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, UInt8(truncatingIfNeeded: random.next())]
            let value = extremes.randomElement(using: &random) ?? 0
            for index in first..<min(records[at].1.count, first + Int.random(in: 1...8, using: &random)) {
                records[at].1[index] = value
            }
        }
    }

    /// What must hold for any book, and what a terminal and its reader do with one.
    private func check(_ book: BatchBook) {
        let traces = book.records.map(\.transaction.trace)
        #expect(Set(traces).count == traces.count)
        #expect(book.records.allSatisfy { $0.transaction.batch == book.batch })
        for record in book.records + book.closed.flatMap(\.records) {
            #expect((0...999_999_999_999).contains(record.transaction.minorUnits))
        }
        for closed in book.closed {
            #expect(closed.snapshot.totals == BatchTotals(of: closed.records, style: closed.snapshot.style))
            #expect(closed.confirmation.batch == closed.batch)
        }
        #expect(zip(book.closed, book.closed.dropFirst()).allSatisfy { $0.batch.next == $1.batch })
        _ = DayTotals.days(of: book.records).map(\.netMinorUnits)
        _ = (book.step(), book.step(hypercom))
        _ = BatchTotals(of: book.records, style: .hypercom).netMinorUnits
        _ = book.isOverdue(on: monday.date)
        _ = book.records.map { $0.transaction.begunAt.adding(seconds: 1).description }
    }

    @Test("any second number is a time, also the outermost ones")
    func outermostTimes() {
        for number in [Int64.min, Int64.min + 1, -86_401, -86_400, -1, 0, 86_399, Int64.max] {
            let time = ClockTime(secondNumber: number)
            #expect((0..<86_400).contains(time.secondOfDay))
            if abs(number / 2) < 100_000 { #expect(time.secondNumber == number) }
        }
    }
}
