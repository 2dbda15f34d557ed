import FlashStore
import Testing

@Suite("Power cuts at every flash operation")
struct PowerCutTests {
    private static let points: [MemoryFlash.CutPoint] =
        [.before, .after] + (1...6).map { MemoryFlash.CutPoint.torn(seed: $0) }

    /// A day of a journal: format, records, a compaction, more records, another compaction, more records.
    ///
    /// - Returns: The flash, and what was acknowledged before the power failed: the records that count now, and what the
    ///   operation that failed may add or drop.
    private static func live(_ start: MemoryFlash) -> (flash: MemoryFlash, sure: [Entry], possible: [[Entry]]) {
        var flash = start
        var sure: [Entry] = []
        do {
            var journal = try Journal(opening: flash)
            sure = try contents(journal)
            for step in 1...9 {
                if step % 4 == 0 {
                    let kept = sure.filter { $0.number % 2 == 0 }
                    do { try journal.compact { $0.number % 2 == 0 } } catch {
                        return (journal.flash, sure, [sure, kept])
                    }
                    sure = kept
                } else {
                    let next = Entry(journal.nextNumber, UInt8(step), payload(step))
                    do { _ = try journal.append(kind: next.kind, next.payload) } catch {
                        return (journal.flash, sure, [sure, sure + [next]])
                    }
                    sure.append(next)
                }
            }
            flash = journal.flash
        } catch {
            // The power failed while the journal was opened; the memory went with it.
        }
        return (flash, sure, [sure])
    }

    private static func blank() -> MemoryFlash { MemoryFlash(geometry: smallFlash) }

    private static var operations: Int { live(blank()).flash.operationCount }

    @Test("after a cut anywhere the journal holds what was acknowledged, and can be written on")
    func singleCuts() throws {
        var cuts = 0
        for operation in 2...PowerCutTests.operations {
            for point in PowerCutTests.points {
                var flash = PowerCutTests.blank()
                flash.cutPower(at: operation, point)
                var (after, _, possible) = PowerCutTests.live(flash)
                after.restorePower()
                var journal = try Journal(opening: after)
                let found = try contents(journal)
                #expect(possible.contains(found), "operation \(operation), \(point)")
                #expect(journal.recovery.damaged.isEmpty, "operation \(operation), \(point): torn taken for rotten")
                let next = try journal.append(kind: 99, [1, 2, 3])
                #expect(try contents(try Journal(opening: journal.flash)) == found + [Entry(next, 99, [1, 2, 3])])
                cuts += 1
            }
        }
        #expect(cuts == (PowerCutTests.operations - 1) * PowerCutTests.points.count)
    }

    @Test("a second cut at every operation of the recovery and of the work after it changes nothing of that")
    func doubleCuts() throws {
        var cuts = 0
        for operation in 2...PowerCutTests.operations {
            for point in PowerCutTests.points {
                var flash = PowerCutTests.blank()
                flash.cutPower(at: operation, point)
                var (after, _, possible) = PowerCutTests.live(flash)
                after.restorePower()
                let found = try contents(try Journal(opening: after))
                #expect(possible.contains(found))
                for second in 1...6 {
                    var again = after
                    again.cutPower(at: after.operationCount + second, point)
                    var (last, _, possibleNow) = PowerCutTests.live(again)
                    last.restorePower()
                    let opened = try Journal(opening: last)
                    // A cut while the journal was opened leaves the caller nothing: then it is as it was found.
                    #expect((possibleNow + [found]).contains(try contents(opened)), "\(operation), \(second), \(point)")
                    #expect(opened.recovery.damaged.isEmpty)
                    cuts += 1
                }
            }
        }
        #expect(cuts > 1000)
    }

    @Test("a cut while a blank memory is formatted leaves a memory that can be formatted")
    func formatting() throws {
        for point in PowerCutTests.points {
            var flash = PowerCutTests.blank()
            // The header's own bytes, torn: the opening fails, and the memory is looked at as it was left.
            flash.cutPower(at: 1, point)
            let header = try Journal(opening: PowerCutTests.blank()).flash.bytes.prefix(32)
            do { try flash.program(at: 0, Array(header)) } catch { flash.restorePower() }
            let journal = try Journal(opening: flash)
            #expect(journal.nextNumber == 1)
        }
    }
}
