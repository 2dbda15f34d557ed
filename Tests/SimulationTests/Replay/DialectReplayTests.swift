import AcquirerHost
import Foundation
import Testing

@testable import Simulation

@Suite("Simulated days as scenarios: Hypercom style, and what the host does by itself")
struct DialectReplayTests {
    private let program = SimulateProgram()

    private func settings(seed: UInt64, days: Int = 1, _ kinds: [FaultKind: Int]) -> SimulationSettings {
        var profile = FaultProfile(name: "mixed")
        for (kind, share) in kinds { profile[kind] = share }
        return SimulationSettings(terminals: 1, days: days, transactions: 3, seed: seed, profile: profile)
    }

    private func play(_ scenario: ReplayScenario) throws {
        _ = try program.run(["profile", "calm"])
        try scenario.text.write(
            to: program.folder.appendingPathComponent("day.yaml"), atomically: true, encoding: .utf8)
        let run = try program.run(["run", "day.yaml"], noun: "scenario")
        #expect(run.code == 0, "\(run.out.suffix(2000))\n\(run.err.suffix(3000))\n\(scenario.text)")
    }

    /// The first day by seed that is so.
    private func find(
        days: Int = 1, _ kinds: [FaultKind: Int], _ isWanted: (ReplayScenario) -> Bool
    ) throws -> ReplayScenario {
        for seed in UInt64(1)...80 {
            let scenario = try ReplayScenario(settings(seed: seed, days: days, kinds), terminal: 0)
            if scenario.omitted.isEmpty, isWanted(scenario) { return scenario }
        }
        throw SweepError(what: "no seed has such a day")
    }

    @Test("a day in Hypercom style with faults is played again by real parts, with the profile of its host")
    func hypercom() throws {
        defer { try? FileManager.default.removeItem(at: program.folder) }
        let scenario = try find([.responseLost: 60_000, .cutAtFlash: 20_000, .hostForgetsBooking: 150_000]) {
            $0.text.contains("  dialect: hypercom") && $0.faults >= 1 && $0.powerCuts >= 1
        }
        #expect(scenario.text.contains("  profile: {capture: ") && scenario.violation == nil)
        try play(scenario)
    }

    @Test("a batch that the host closes by itself in the night is closed by it on real parts too")
    func forcedClose() throws {
        defer { try? FileManager.default.removeItem(at: program.folder) }
        let scenario = try find(days: 2, [.settlementForgotten: 900_000, .hostForcesClose: 900_000]) {
            $0.text.contains("- host: force-close")
        }
        #expect(scenario.violation == nil)
        try play(scenario)
    }

    @Test("a request that is minutes late reaches the host between the same hands, and nobody waits for it")
    func late() throws {
        defer { try? FileManager.default.removeItem(at: program.folder) }
        let scenario = try find([.requestLate: 150_000]) {
            $0.text.contains("do: delay, as: late-") && $0.text.contains("- release: late-")
                && !$0.text.contains("do: delay, by: ")
        }
        #expect(scenario.violation == nil && scenario.faults >= 1)
        try play(scenario)
    }

    @Test("while the host is down, its requests are lost one by one")
    func down() throws {
        let scenario = try find([.hostDown: 1_000_000]) { $0.faults >= 1 }
        #expect(scenario.text.contains("- fault: {do: lose, way: to-host, nth: 1}"))
    }
}
