import FlashStore
import Settlement
import Testing

@Suite("Power cuts while the book is written")
struct StorePowerCutTests {
    private let points: [MemoryFlash.CutPoint] = [.before, .torn(seed: 3), .torn(seed: 8), .after]

    /// Cuts the power at every flash operation of `work`, and looks at the book that a start finds then.
    private func cut(
        _ start: BatchStore<MemoryFlash>, operations: Int, _ work: (inout BatchStore<MemoryFlash>) throws -> Void,
        finds allowed: [BatchBook]
    ) throws -> Int {
        var cuts = 0
        for operation in 1...operations {
            for point in points {
                var flash = start.flash
                flash.cutPower(at: flash.operationCount + operation, point)
                var store = try BatchStore(opening: flash, at: monday)
                #expect(throws: StoreError.self) { try work(&store) }
                flash = store.flash
                flash.restorePower()
                let again = try BatchStore(opening: flash, at: monday)
                #expect(allowed.contains(again.book), "operation \(operation), \(point)")
                cuts += 1
            }
        }
        return cuts
    }

    @Test(
        "a cut at any flash operation of any entry or compaction leaves the book before it or after it",
        arguments: 0..<4)
    func everyOperation(seed: Int) throws {
        let small = FlashGeometry(sectorSize: 4096, sectorCount: 4)
        var history = try History(seed: UInt64(seed), geometry: small)
        var cuts = 0
        for step in 0..<100 {
            let before = history.store
            let operations = before.flash.operationCount
            if step % 40 == 39 {
                try history.compact()
                cuts += try cut(
                    before, operations: history.store.flash.operationCount - operations, { try $0.compact() },
                    finds: [before.book, history.store.book])
            } else if let entry = try history.step() {
                // Trace numbers may have been reserved first: then that entry lies in between.
                var between = before
                if history.store.book.reservedTraces != before.book.reservedTraces, entry.kind != 2 {
                    let reserved = history.store.book.reservedTraces ?? .first
                    try between.record(.tracesReserved(upTo: reserved))
                }
                let count = history.store.flash.operationCount - between.flash.operationCount
                cuts += try cut(
                    between, operations: count, { try $0.record(entry) }, finds: [between.book, history.store.book])
            }
        }
        #expect(cuts > 300)
    }
}
