import Foundation
import Simulation
import Testing

@Suite("Simulated days")
struct SimulationTests {
    @Test("a calm day: everybody is served, every batch is closed, nothing strikes")
    func calm() throws {
        let report = try play(.calm, seed: 7, terminals: 2, days: 2, transactions: 15)
        #expect(report.isPassed, "\(words(report.violations))")
        #expect(report.counts.days == 4 && report.counts.customers == 60)
        #expect(report.counts.faults.isEmpty && report.counts.powerCuts == 0)
        // A few customers void, reprint, or have a card that is declined.
        #expect(report.counts.approved >= 45)
        #expect(report.counts.closes >= 4)
    }

    // Seeds that are new each time are for `scripts/simulate-ci`: a test that fails does so again.
    @Test("days of a shop and harsh days: every invariant holds")
    func shopAndHarsh() throws {
        let seed: UInt64 = 20_260_704
        for profile in [FaultProfile.shop, .harsh] {
            let report = try play(profile, seed: seed, terminals: 6, days: 2, transactions: 20)
            #expect(report.isPassed, "seed \(seed), profile \(profile.name):\n\(words(report.violations))")
            #expect(report.counts.days + 2 * report.counts.stoppedByRot >= 12, "seed \(seed)")
        }
    }

    @Test("harsh days meet every kind of fault")
    func everyFault() throws {
        var often = FaultProfile(name: "often")
        for kind in FaultKind.allCases { often[kind] = max(FaultProfile.harsh[kind] * 2, 30_000) }
        // These have few opportunities in a day.
        for rare in [FaultKind.hostOldState, .responseMisrouted, .responseOvertaken] { often[rare] = 150_000 }
        // A rotten flash ends a terminal: it has its own test.
        often[.flashRot] = 0
        let report = try play(often, seed: 11, terminals: 4, days: 3, transactions: 25)
        #expect(report.isPassed, "\(words(report.violations))")
        for kind in FaultKind.allCases where kind != .flashRot {
            #expect(report.counts.faults[kind.name] ?? 0 > 0, "\(kind.name) never struck")
        }
        #expect(report.counts.powerCuts > 10)
    }

    @Test("rotten flash stops a terminal with its reason, or does not matter; it never makes a wrong batch")
    func rot() throws {
        var rotten = FaultProfile.calm
        rotten.name = "rotten"
        rotten[.flashRot] = 1_000_000
        let report = try play(rotten, seed: 3, terminals: 12, days: 3, transactions: 12)
        #expect(report.isPassed, "\(words(report.violations))")
        #expect(report.counts.faults["flash-rot"] ?? 0 >= 12)
    }
}

@Suite("The same seed is the same run")
struct DeterminismTests {
    @Test("twice the same, on one thread or several, in parts or whole")
    func sameHash() throws {
        var settings = SimulationSettings(terminals: 5, days: 2, transactions: 12, seed: 99, profile: .harsh)
        let first = try SimulationRun(settings).run()
        settings.jobs = 3
        let second = try SimulationRun(settings).run()
        #expect(first.hash == second.hash && first.counts == second.counts)
        #expect(first.violations == second.violations)
        settings.jobs = 1
        var parts: [SimulationReport] = []
        for index in 1...3 {
            settings.shard = (index, 3)
            parts.append(try SimulationRun(settings).run())
        }
        let joined = try SimulationReport.merge([parts[2], parts[0], parts[1]])
        #expect(joined.hash == first.hash && joined.counts == first.counts && joined.ran == 5)
        #expect(throws: MergeError.self) { try SimulationReport.merge([parts[0], parts[1], parts[0]]) }
        #expect(throws: MergeError.self) { try SimulationReport.merge([]) }
    }

    @Test("another seed is another run")
    func otherSeed() throws {
        let one = try play(.shop, seed: 1, days: 1)
        let other = try play(.shop, seed: 2, days: 1)
        #expect(one.hash != other.hash)
    }

    /// `scripts/simulate-ci` plays the same lines in release.
    @Test("the hashes of `regression-seeds.txt` come of this build as well")
    func writtenDown() throws {
        let list = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("regression-seeds.txt")
        let text = try String(contentsOf: list, encoding: .utf8)
        var played = 0
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count > 5, words[5] != "#" else { continue }
            let numbers = [words[0], words[2], words[3], words[4]].compactMap { Int($0) }
            try #require(numbers.count == 4, "\(line)")
            let report = try play(
                try FaultProfile.named(words[1]), seed: UInt64(numbers[0]), terminals: numbers[1], days: numbers[2],
                transactions: numbers[3])
            #expect(report.isPassed && report.hash == words[5], "\(line): \(report.hash)")
            played += 1
        }
        #expect(played >= 2)
    }
}
