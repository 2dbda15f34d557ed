import FlashStore
import TestSupport
import Testing

@testable import Bootloader

@Suite("Power cuts at every word and erase of an update")
struct PowerCutTests {
    /// A life, and the memory at the beginning of each of its stages: a cut in a later one need not live through those before.
    private struct Course {
        let life: FlashLife
        private(set) var begins: [(stage: FlashLife.Stage, flash: WordByWord)] = []
        let last: Int
        let erases: [Int]
        /// Those of the boot log.
        let logErases: [Int]

        /// - Parameter boots: Boots before: with 50 the sector of the boot log is full in the middle of the first swap.
        init(_ ending: FlashLife.Ending, boots: Int = 50) throws {
            let bench = try Bench(factory: try SignedImages.image(.old))
            for _ in 0..<boots { _ = try bench.boot() }
            // Slot B is not blank: an update of before left its image.
            try bench.upload(try SignedImages.image(.edwards))
            life = FlashLife(ending: ending, image: try SignedImages.image(.new))
            var begins = begins
            let before = bench.chip.base.operationCount
            let end = try life.live(bench.chip.base) { begins.append(($0, $1)) }
            self.begins = begins
            last = end.flash.operationCount
            let all = end.flash.erases.filter { $0.operation > before }
            erases = all.map(\.operation)
            logErases = all.filter { $0.sector >= Bench.stateSector }.map(\.operation)
            #expect(end.stage == .over)
        }

        var operations: ClosedRange<Int> { (begins.first?.flash.operationCount ?? 0) + 1...last }

        /// What is left of a life whose power fails at an operation.
        func cut(_ operation: Int, _ point: MemoryFlash.CutPoint) throws -> (flash: WordByWord, stage: FlashLife.Stage)
        {
            let begin = try #require(begins.last { $0.flash.operationCount < operation })
            var flash = begin.flash
            flash.cutPower(at: operation, point)
            return try life.live(flash, from: begin.stage)
        }
    }

    /// Boots after a cut, twice, and says what is wrong.
    private func check(_ course: Course, _ flash: inout WordByWord, _ stage: FlashLife.Stage, _ cut: String) throws {
        let version = try boot(&flash)
        #expect(course.life.possible(stage).contains(version), "\(cut) in \(stage): \(version)")
        let then = try boot(&flash)
        #expect(course.life.then(stage, version) == then, "\(cut) in \(stage): \(version), then \(then)")
    }

    /// The version that a boot starts, or `none`; the memory is left as the boot leaves it.
    private func boot(_ flash: inout WordByWord) throws -> String {
        let bench = try Bench(flash)
        defer { flash = bench.chip.base }
        return try bench.boot().version?.description ?? "none"
    }

    @Test(
        "the board boots the old or the new image, and what was acknowledged counts",
        arguments: FlashLife.Ending.allCases)
    func single(_ ending: FlashLife.Ending) throws {
        let course = try Course(ending)
        var cuts = 0
        for operation in course.operations {
            // After a word is before the next one: only the last needs both.
            let points: [MemoryFlash.CutPoint] =
                [.before, .torn(seed: UInt64(operation))] + (operation == course.last ? [.after] : [])
            for point in points {
                var (flash, stage) = try course.cut(operation, point)
                try check(course, &flash, stage, "\(operation), \(point)")
                cuts += 1
                // What is left is a whole board: it takes an update.
                guard cuts % 16 == 0 else { continue }
                let again = try FlashLife(ending: .permanent, image: course.life.image).live(flash)
                #expect(again.stage == .over, "\(operation), \(point): cannot be flashed again")
            }
        }
        print("bootloader: \(cuts) power cuts in an update that is \(ending)")
        #expect(cuts > 1000)
    }

    @Test("every erase of it may end anywhere", arguments: FlashLife.Ending.allCases)
    func erases(_ ending: FlashLife.Ending) throws {
        let course = try Course(ending)
        var cuts = 0
        for operation in course.erases {
            for seed: UInt64 in 1...8 {
                var (flash, stage) = try course.cut(operation, .torn(seed: seed))
                try check(course, &flash, stage, "\(operation), seed \(seed)")
                cuts += 1
            }
        }
        print("bootloader: \(cuts) torn erases in an update that is \(ending)")
        #expect(cuts > 50)
    }

    @Test("the boot log may be full at any step of a swap", arguments: 46...55)
    func fullLog(_ boots: Int) throws {
        let course = try Course(.reverted, boots: boots)
        var cuts = 0
        for erase in course.logErases {
            for operation in erase - 3...erase + 12 where course.operations.contains(operation) {
                for point in [MemoryFlash.CutPoint.before, .torn(seed: 3), .torn(seed: UInt64(operation)), .after] {
                    var (flash, stage) = try course.cut(operation, point)
                    try check(course, &flash, stage, "\(boots) boots, \(operation), \(point)")
                    cuts += 1
                }
            }
        }
        #expect(cuts >= 40, "the log was not full")
    }

    @Test("a second cut while the board recovers from the first changes nothing of that")
    func pairs() throws {
        var random = Random(state: 4)
        var pairs = 0
        for ending in FlashLife.Ending.allCases {
            let course = try Course(ending)
            for _ in 0..<250 {
                var (flash, stage) = try course.cut(
                    Int.random(in: course.operations, using: &random), point(&random))
                var whole = flash
                _ = try boot(&whole)
                let operations = whole.operationCount - flash.operationCount
                flash.cutPower(
                    at: flash.operationCount + Int.random(in: 1...operations, using: &random), point(&random))
                let bench = try Bench(flash)
                #expect(throws: FlashError.powerLost) { try bench.boot() }
                flash = bench.chip.base
                flash.restorePower()
                try check(course, &flash, stage, "a pair")
                pairs += 1
            }
        }
        print("bootloader: \(pairs) pairs of power cuts")
        #expect(pairs == 750)
    }

    private func point(_ random: inout Random) -> MemoryFlash.CutPoint {
        switch Int.random(in: 0...3, using: &random) {
        case 0: .before
        case 1: .after
        default: .torn(seed: random.next())
        }
    }
}
