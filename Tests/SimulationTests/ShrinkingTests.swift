import Simulation
import Testing

@Suite("Shrinking of a failing run")
struct ShrinkingTests {
    @Test("of a day with many faults those few are left without which the bug does not show")
    func fewest() throws {
        var settings = SimulationSettings(
            terminals: 1, days: 2, transactions: 10, seed: 0, profile: SeededBug.cuts)
        var found: Shrinking.Result?
        for seed in 1...30 where found == nil {
            settings.seed = UInt64(seed)
            found = try Shrinking(settings).shrink(most: 160) { attempt in
                let world = try World<BuggyFirmware<ForgetsRequestAtPowerUp>, RealHost>(
                    Shrinking(settings).world(0, attempt))
                world.run()
                return (world.violation, world.faults.record)
            }
        }
        let result = try #require(found)
        #expect(result.before > 3)
        // A cut after the request was written, or a plug pulled while it was under way: rarely more than one fault.
        #expect((1...3).contains(result.faults.count), "\(result)")
        // One customer, and who is needed to bring about the rest, out of twenty on two days.
        #expect(result.customers <= 5 && result.days <= 2, "\(result)")
        #expect(result.days == 1 || result.violation.day == 2, "\(result)")
    }

    @Test("a run in which nothing breaks is not shrunk")
    func nothing() throws {
        let settings = SimulationSettings(terminals: 1, days: 1, transactions: 3, seed: 1, profile: .calm)
        #expect(try Shrinking(settings).shrink(terminal: 0) == nil)
    }
}
