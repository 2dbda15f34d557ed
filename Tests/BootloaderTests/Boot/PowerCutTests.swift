import FlashStore
import TestSupport
import Testing

@testable import Bootloader

@Suite("Power cuts at every word and erase of an update")
struct PowerCutTests {
    private static let wordPoints: [MemoryFlash.CutPoint] = [.before, .torn(seed: 1), .torn(seed: 2), .after]

    private static func start(_ ending: FlashLife.Ending) throws -> (life: FlashLife, memory: MemoryFlash) {
        let bench = try Bench(factory: try SignedImages.image(.old))
        _ = try bench.boot()
        // Slot B is not blank: an update of before left its image.
        try bench.upload(try SignedImages.image(.edwards))
        return (FlashLife(ending: ending, image: try SignedImages.image(.new)), bench.chip.base.memory)
    }

    /// The version that a boot starts; it must be one that is signed, and the boot must end.
    private static func boot(_ memory: inout MemoryFlash) throws -> String {
        let bench = try Bench(memory)
        defer { memory = bench.chip.base.memory }
        return try bench.boot().version?.description ?? "none"
    }

    @Test(
        "the board boots the old or the new image, and what was acknowledged counts",
        arguments: FlashLife.Ending.allCases)
    func single(_ ending: FlashLife.Ending) throws {
        let (life, memory) = try PowerCutTests.start(ending)
        let end = try life.live(memory)
        #expect(end.stage == .over)
        var cuts = 0
        for operation in memory.operationCount + 1...end.memory.operationCount {
            for point in PowerCutTests.wordPoints {
                var cut = memory
                cut.cutPower(at: operation, point)
                var (left, stage) = try life.live(cut)
                let version = try PowerCutTests.boot(&left)
                #expect(
                    life.possible(stage).contains(version), "operation \(operation), \(point), \(stage): \(version)")
                cuts += 1
                // What it goes on with is a whole board: the next boot starts one of the two, and so on.
                guard cuts % 16 == 0 else { continue }
                let next = try PowerCutTests.boot(&left)
                #expect([life.old, life.new].contains(next), "operation \(operation), \(point): then \(next)")
                let again = try FlashLife(ending: .permanent, image: life.image).live(left)
                #expect(again.stage == .over, "operation \(operation), \(point): cannot be flashed again")
            }
        }
        print("bootloader: \(cuts) power cuts in an update that is \(ending)")
        #expect(cuts > 1000)
    }

    @Test("a second cut while the board recovers from the first changes nothing of that")
    func pairs() throws {
        var random = Random(state: 4)
        var pairs = 0
        for ending in FlashLife.Ending.allCases {
            let (life, memory) = try PowerCutTests.start(ending)
            let last = try life.live(memory).memory.operationCount
            for _ in 0..<250 {
                var cut = memory
                cut.cutPower(at: Int.random(in: memory.operationCount + 1...last, using: &random), point(&random))
                var (left, stage) = try life.live(cut)
                var whole = left
                _ = try PowerCutTests.boot(&whole)
                let operations = whole.operationCount - left.operationCount
                guard operations > 0 else { continue }
                left.cutPower(
                    at: left.operationCount + Int.random(in: 1...operations, using: &random), point(&random))
                let bench = try Bench(left)
                _ = try? bench.boot()
                left = bench.chip.base.memory
                left.restorePower()
                let version = try PowerCutTests.boot(&left)
                // A boot that was cut after its swap was the one boot of a test: then the next one goes back.
                #expect(life.possible(stage).union(stage == .requested ? [life.old] : []).contains(version))
                pairs += 1
            }
        }
        print("bootloader: \(pairs) pairs of power cuts")
        #expect(pairs > 500)
    }

    private func point(_ random: inout Random) -> MemoryFlash.CutPoint {
        switch Int.random(in: 0...3, using: &random) {
        case 0: .before
        case 1: .after
        default: .torn(seed: random.next())
        }
    }
}
