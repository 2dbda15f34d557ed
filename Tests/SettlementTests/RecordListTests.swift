import Settlement
import Testing

@Suite("What the book keeps counted")
struct RecordListTests {
    @Test(
        "counts, days and places equal those of the records themselves after every entry of any history",
        arguments: 0..<12)
    func equalsTheRecords(seed: Int) throws {
        var history = try History(seed: UInt64(seed))
        var taken = 0
        for step in 0..<600 {
            if step % 40 == 0 { try history.compact() }
            guard try history.step() != nil else { continue }
            taken += 1
            let book = history.store.book
            let records = book.records
            #expect(book.approvedCount == records.filter(\.isApproved).count)
            #expect(book.pendingAdviceCount == records.filter(\.isAdvicePending).count)
            #expect(book.unresolved == records.last { $0.isUnresolved })
            #expect(book.pendingAdvice == records.first { $0.isAdvicePending })
            for style in SettlementStyle.allCases {
                #expect(book.settledCount(style) == BatchTotals(of: records, style: style).count)
            }
            let days = records.filter(\.movesMoney).map(\.transaction.businessDate)
            for day in Set(days).union(Set(days.map { $0.adding(days: 1) })) {
                #expect(book.isOverdue(on: day) == days.contains { $0 < day })
            }
            for record in records {
                let trace = record.transaction.trace
                #expect(book.record(trace) == records.last { $0.transaction.trace == trace })
                #expect(book.record(trace.next) == records.last { $0.transaction.trace == trace.next })
            }
        }
        #expect(taken > 100)
    }

    @Test("an entry that breaks a rule leaves the book as it was")
    func refusedEntryChangesNothing() throws {
        var history = try History(seed: 77)
        var refused = 0
        for step in 0..<600 {
            if step % 40 == 0 { try history.compact() }
            let before = history.store.book
            guard try history.step() == nil else { continue }
            refused += 1
            let book = history.store.book
            #expect(book.records == before.records && book.batch == before.batch && book.close == before.close)
            #expect(book.closed == before.closed && book.approvedCount == before.approvedCount)
        }
        #expect(refused > 20)
    }
}
