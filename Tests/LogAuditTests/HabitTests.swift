import BenchSupport
import Foundation
import LogAudit
import Testing

@Suite("Amounts out of the shop's habit")
struct HabitTests {
    /// Amounts of shops whose customers spend by a log-normal law.
    private func amounts(_ count: Int, spread: Double, _ source: inout SplitMix64) -> [Int64] {
        (0..<count).map { _ in
            let first = Double.random(in: Double.leastNonzeroMagnitude..<1, using: &source)
            let second = Double.random(in: 0..<1, using: &source)
            let normal = (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
            return max(1, Int64((5000 * exp(spread * normal)).rounded()))
        }
    }

    @Test(
        "at 3.5 at most one honest amount in 200 is flagged, from 30 sales on, whatever the spread",
        arguments: [30, 60, 400])
    func falseRate(_ history: Int) throws {
        var source = SplitMix64(state: 5)
        var flagged = 0
        var all = 0
        for round in 0..<(60_000 / history) {
            let honest = amounts(history, spread: [0.3, 0.6, 1.0][round % 3], &source)
            let habit = try #require(AmountHabit(honest, least: 30))
            flagged += honest.count { abs(habit.score($0)) > 3.5 }
            all += honest.count
        }
        #expect(Double(flagged) / Double(all) <= 0.005, "\(flagged) of \(all)")
    }

    @Test("a zero too many, and two too few, are far out; a few wrong amounts do not move the habit")
    func slips() throws {
        var source = SplitMix64(state: 9)
        let honest = amounts(80, spread: 0.5, &source)
        let habit = try #require(AmountHabit(honest, least: 30))
        #expect(habit.score(Int64(habit.usual * 10)) > 3.5 && habit.score(Int64(habit.usual / 100)) < -3.5)
        let spoilt = try #require(AmountHabit(honest + Array(repeating: 90_000_000, count: 8), least: 30))
        #expect(spoilt.score(90_000_000) > 3.5 && abs(spoilt.usual / habit.usual - 1) < 0.3)
    }

    @Test("too few sales make no habit; equal prices make one that bears a small difference")
    func bounds() throws {
        #expect(AmountHabit(Array(repeating: 500, count: 29), least: 30) == nil)
        let fixed = try #require(AmountHabit(Array(repeating: 500, count: 40), least: 30))
        #expect(abs(fixed.score(600)) < 3.5 && fixed.score(5000) > 3.5)
    }
}
