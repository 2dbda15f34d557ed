import FlashStore
import Scenario
import Settlement
import TerminalFirmware
import Testing

@Suite("A power cut at every flash operation of a day with settlement")
struct PowerCutSweepTests {
    private static let geometry = FlashGeometry(sectorSize: 4096, sectorCount: 8)

    @Test("the undisturbed day: a forgotten booking, a silent host, a void, a refund, an upload, and both sides equal")
    func undisturbed() throws {
        let day = try InProcessDay(flash: MemoryFlash(geometry: PowerCutSweepTests.geometry))
        let result = try day.play()
        #expect(result.isEqual, "\(result.table().joined(separator: "\n"))")
        let closed = try #require(day.book.closed.first)
        #expect(
            closed.records.filter(\.isApproved).count == 5 && closed.isSlipPrinted && closed.confirmation.afterUpload)
        #expect(day.operationCount > 50)
    }

    @Test("whatever operation the power fails at, the day ends with ledger and journal equal and the batch closed")
    func everyOperation() throws {
        let blank = MemoryFlash(geometry: PowerCutSweepTests.geometry)
        let whole = try InProcessDay(flash: blank)
        let first = whole.operationCount + 1
        _ = try whole.play()
        var cuts = 0
        for operation in first...whole.operationCount {
            for point in [MemoryFlash.CutPoint.before, .torn(seed: UInt64(operation)), .after] {
                var flash = blank
                flash.cutPower(at: operation, point)
                let day = try InProcessDay(flash: flash)
                let result = try day.play()
                #expect(day.restarts == 1, "operation \(operation), \(point): the cut did not happen")
                #expect(result.isEqual, "operation \(operation), \(point):\n\(result.table().joined(separator: "\n"))")
                #expect(!day.book.close.isRunning && day.book.unresolved == nil, "operation \(operation), \(point)")
                cuts += 1
            }
        }
        #expect(cuts == (whole.operationCount - first + 1) * 3)
    }

    @Test("a second cut during the recovery changes nothing of that")
    func pairs() throws {
        let blank = MemoryFlash(geometry: PowerCutSweepTests.geometry)
        let whole = try InProcessDay(flash: blank)
        let first = whole.operationCount + 1
        _ = try whole.play()
        var doubles = 0
        for operation in first...whole.operationCount {
            for second in 1...6 {
                var flash = blank
                flash.cutPower(at: operation, .torn(seed: UInt64(second)))
                let day = try InProcessDay(flash: flash)
                day.secondCut = second
                let result = try day.play()
                if day.restarts == 2 { doubles += 1 }
                #expect(
                    result.isEqual,
                    "operations \(operation) and \(second) after it:\n\(result.table().joined(separator: "\n"))")
                #expect(
                    !day.book.close.isRunning && day.book.unresolved == nil,
                    "operations \(operation) and \(second) after it")
            }
        }
        #expect(doubles > 300)
    }
}
