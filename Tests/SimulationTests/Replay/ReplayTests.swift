import Foundation
import Testing

@testable import Simulation

@Suite("A simulated day on real parts", .serialized)
struct ReplayTests {
    private let program = SimulateProgram()

    private struct Run: Decodable {
        struct Step: Decodable {
            let failure: String?
        }
        let steps: [Step]
    }

    /// Faults of bytes, messages, power, host and printer.
    private var profile: FaultProfile {
        var profile = FaultProfile(name: "mixed")
        for kind in [
            FaultKind.byteLost, .byteChanged, .byteDoubled, .frameCut, .responseLost, .requestLost, .responseDoubled,
            .responseLate, .responseWrongMAC, .cutAtFlash,
            .hostRestart,
        ] { profile[kind] = 30_000 }
        profile[.printerStops] = 100_000
        profile[.hostForgetsBooking] = 100_000
        return profile
    }

    private func settings(seed: UInt64, _ profile: FaultProfile) -> SimulationSettings {
        SimulationSettings(terminals: 1, days: 1, transactions: 4, seed: seed, profile: profile)
    }

    @Test("the faults of a simulated day strike on a pty, a TCP host and a file, and both sides end with its ledger")
    func replay() throws {
        defer { try? FileManager.default.removeItem(at: program.folder) }
        // The first day by seed on which the power fails at a flash operation and messages meet faults.
        var chosen: ReplayScenario?
        for seed in UInt64(1)...60 where chosen == nil {
            let scenario = try ReplayScenario(settings(seed: seed, profile), terminal: 0)
            if scenario.powerCuts >= 1, scenario.faults >= 3, scenario.text.contains("do: lose"),
                scenario.text.contains("part: frame"), scenario.omitted.isEmpty
            {
                chosen = scenario
            }
        }
        let scenario = try #require(chosen)
        #expect(scenario.omitted.isEmpty && scenario.violation == nil)
        _ = try program.run(["profile", "calm"])
        let file = program.folder.appendingPathComponent("day.yaml")
        try scenario.text.write(to: file, atomically: true, encoding: .utf8)
        let run = try program.run(["run", "day.yaml", "--json"], noun: "scenario")
        try #require(run.code == 0, "\(run.err.suffix(3000))\n\(scenario.text)")
        let report = try #require(try JSONDecoder().decode([Run].self, from: Data(run.out.utf8)).first)
        #expect(report.steps.allSatisfy { $0.failure == nil })
        // What the run was held against: the simulated ledger, and the number of faults.
        #expect(scenario.text.contains("ledger: {batch: 1, state: closed"))
        #expect(scenario.text.contains("struck: {faults: \(scenario.faults), power-cuts: \(scenario.powerCuts)}"))
    }

    @Test("a fault that does not strike makes the replay fail")
    func notStruck() throws {
        defer { try? FileManager.default.removeItem(at: program.folder) }
        let scenario = try ReplayScenario(
            SimulationSettings(terminals: 1, days: 1, transactions: 1, seed: 4, profile: .calm), terminal: 0)
        #expect(scenario.faults == 0 && scenario.powerCuts == 0)
        _ = try program.run(["profile", "calm"])
        let text = scenario.text
            .replacing("struck: {faults: 0, power-cuts: 0}}\n    within: 60s", with: "struck: {faults: 1}}")
        try #require(text != scenario.text)
        try text.write(to: program.folder.appendingPathComponent("day.yaml"), atomically: true, encoding: .utf8)
        let run = try program.run(["run", "day.yaml"], noun: "scenario")
        #expect(run.code == 1 && run.out.contains("0 faults have struck, not 1"), "\(run.out.suffix(2000))")
    }

    @Test("what real parts cannot be made to have is named in the file and on standard error")
    func omitted() throws {
        defer { try? FileManager.default.removeItem(at: program.folder) }
        let arguments = ["--terminals", "1", "--days", "2", "--transactions", "4", "--faults", "jumps.yaml"]
        _ = try program.run(["profile", "calm"])
        try "name: jumps\nfaults:\n  clock-jump: 1\n".write(
            to: program.folder.appendingPathComponent("jumps.yaml"), atomically: true, encoding: .utf8)
        let result = try program.run(arguments + ["--seed", "4", "--terminal", "0", "--scenario", "out.yaml"])
        #expect(result.code == 0 && result.err.contains("not in the scenario: the terminal's clock"), "\(result)")
        let text = try String(contentsOf: program.folder.appendingPathComponent("out.yaml"), encoding: .utf8)
        #expect(text.contains("# NOT IN THIS FILE: the terminal's clock"))
        let none = try program.run(["--terminals", "2", "--days", "1", "--transactions", "1", "--scenario", "no.yaml"])
        #expect(none.err.contains("no scenario is written"), "\(none)")
    }

    @Test("the faults that shrinking leaves are those of the file")
    func shrunk() throws {
        let settings = settings(seed: 1, profile)
        let whole = try ReplayScenario(settings, terminal: 0)
        let world = try World<RealFirmware, RealHost>(settings.world(0))
        world.run()
        let lost = try #require(world.faults.record.first { $0.kind == .requestLost || $0.kind == .responseLost })
        #expect(FaultEvent(name: lost.name) == lost)
        let one = try ReplayScenario(settings, terminal: 0, only: [lost])
        #expect(one.faults == 1 && one.powerCuts == 0 && whole.faults + whole.powerCuts > 1)
        #expect(one.text.contains("{do: lose, way: \(lost.kind == .requestLost ? "to-host" : "to-terminal")"))
        #expect(FaultEvent(name: "no-such@1.2") == nil && FaultEvent(name: "misread@1") == nil)
    }
}
