import Simulation
import Testing

@Suite("The simulation can fail")
struct SeededBugTests {
    /// Seeds that are tried for each bug.
    private static let limit = 60

    @Test("each seeded bug is caught within sixty seeds", arguments: SeededBug.all)
    func caught(_ bug: SeededBug) throws {
        for seed in 1...SeededBugTests.limit {
            if let violation = try bug.play(settings(bug, seed)) {
                print("caught: \(bug.name) | seed \(seed) | \(violation.invariant.rawValue) | \(violation.what)")
                return
            }
        }
        Issue.record("not caught in \(SeededBugTests.limit) seeds: \(bug.name)")
    }

    @Test("the same tampering with the journal, without a mistake, breaks nothing")
    func notCaught() throws {
        for seed in 1...12 {
            let violation = try SeededBug.none.play(settings(.none, seed))
            #expect(violation == nil, "seed \(seed): \(violation.map { words([$0]) } ?? "")")
        }
    }

    private func settings(_ bug: SeededBug, _ seed: Int) -> WorldSettings {
        WorldSettings(seed: UInt64(seed), terminal: 0, days: 2, transactions: 10, profile: bug.profile)
    }
}
