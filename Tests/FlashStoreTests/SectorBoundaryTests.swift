import FlashStore
import Testing

@Suite("Records at the end of a sector")
struct SectorBoundaryTests {
    @Test("a cut before the commit word, which lies in the next and blank sector: every later opening finds the same")
    func commitInNextSector() throws {
        var cuts = 0
        // Of all these lengths some let a record end with its sector, but for its commit word.
        for length in 1...120 {
            var journal = try Journal(opening: MemoryFlash(geometry: smallFlash))
            let bytes = [UInt8](repeating: 0x5A, count: length)
            while journal.usedBytes < smallFlash.sectorSize - 2 * (length + 24) {
                _ = try journal.append(kind: 1, bytes)
            }
            for _ in 0..<4 {
                // Each append is some operations; the power fails at each of them.
                for step in 1...4 {
                    for point in [MemoryFlash.CutPoint.before, .after, .torn(seed: UInt64(length))] {
                        var broken = journal
                        var flash = broken.flash
                        flash.cutPower(at: flash.operationCount + step, point)
                        broken = try Journal(opening: flash)
                        do { _ = try broken.append(kind: 2, bytes) } catch { #expect(error == .flash(.powerLost)) }
                        var after = broken.flash
                        after.restorePower()
                        var opened = try Journal(opening: after)
                        let found = try contents(opened)
                        let next = try opened.append(kind: 3, [1, 2, 3])
                        let again = try Journal(opening: opened.flash)
                        #expect(try contents(again) == found + [Entry(next, 3, [1, 2, 3])], "length \(length), \(point)")
                        cuts += 1
                    }
                }
                _ = try journal.append(kind: 1, bytes)
            }
        }
        #expect(cuts == 120 * 4 * 4 * 3)
    }
}
