import Simulation
import Testing

@Suite("The simulation can fail")
struct SeededBugTests {
    /// Seeds that are tried for each bug.
    private static let limit = 60

    @Test("each seeded bug is caught within sixty seeds", arguments: SeededBug.all)
    func caught(_ bug: SeededBug) throws {
        let begun = ContinuousClock.now
        for seed in 1...SeededBugTests.limit {
            if let violation = try bug.play(settings(bug, seed)) {
                let took = ContinuousClock.now - begun
                let milliseconds = took.components.seconds * 1000 + took.components.attoseconds / 1_000_000_000_000_000
                print(
                    "caught: \(bug.name) | \(seed) | \(milliseconds) | \(violation.invariant.rawValue) | "
                        + violation.what)
                return
            }
        }
        Issue.record("not caught in \(SeededBugTests.limit) seeds: \(bug.name)")
    }

    @Test("there are sixty of them or more, each under a name of its own")
    func count() { #expect(Set(SeededBug.all.map(\.name)).count == SeededBug.all.count && SeededBug.all.count >= 60) }

    @Test("the same tampering with the journal, without a mistake, breaks nothing")
    func notCaught() throws {
        for seed in 1...12 {
            let violation = try SeededBug.none.play(settings(.none, seed))
            #expect(violation == nil, "seed \(seed): \(violation.map { words([$0]) } ?? "")")
        }
    }

    private func settings(_ bug: SeededBug, _ seed: Int) -> WorldSettings {
        var settings = WorldSettings(
            seed: UInt64(seed), terminal: 0, days: 2, transactions: bug.transactions,
            profile: bug.profile)
        settings.rules = bug.rules
        settings.style = bug.style
        settings.habits = bug.habits
        return settings
    }
}
