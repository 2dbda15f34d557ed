import FlashStore
import Settlement
import Testing

@Suite("Compaction of the journal")
struct CompactionTests {
    @Test("whatever the terminal went through, the compacted journal adds up to the same book", arguments: 0..<24)
    func sameBook(seed: Int) throws {
        var history = try History(seed: UInt64(seed))
        for step in 0..<400 {
            _ = try history.step()
            guard step % 13 == seed % 13 else { continue }
            let before = history.store.book
            #expect(try BatchStore(opening: history.store.flash, at: monday).book == before, "step \(step)")
            try history.compact()
            #expect(before.isSame(as: history.store.book), "step \(step)")
            #expect(try BatchStore(opening: history.store.flash, at: monday).book == history.store.book)
        }
    }

    @Test("these histories hold every kind of entry, and close batches in every way")
    func everyKind() throws {
        var taken: [UInt8: Int] = [:]
        var closes: Set<[Int]> = []
        for seed in 0..<24 as Range<UInt64> {
            var history = try History(seed: seed)
            for _ in 0..<300 { _ = try history.step() }
            taken.merge(history.taken) { $0 + $1 }
            for batch in history.store.book.closed {
                closes.insert([
                    Int(batch.snapshot.style.rawValue), batch.snapshot.reason == .closedByHost ? 1 : 0,
                    batch.confirmation.evidence == .signOn
                        ? 1 : batch.confirmation.evidence == .refusalAndSignOn ? 2 : 0,
                ])
            }
        }
        #expect(Set(taken.keys) == Set(2...26).subtracting([5, 11, 15]))
        #expect(
            closes.isSuperset(of: [[1, 0, 0], [1, 1, 0], [1, 0, 1], [1, 1, 2], [2, 0, 0], [2, 1, 0]]), "\(closes)")
    }
}
