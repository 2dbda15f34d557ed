import Foundation
import Scenario
import TerminalFirmware
import Testing
import VirtualTerminal

@testable import Simulation

@Suite("Simulated evenings, nights and mornings on real parts")
struct HabitReplayTests {
    private let program = SimulateProgram()

    /// What a day must have.
    struct Wanted: Sendable, CustomTestStringConvertible {
        var what: String
        var dialect: String
        /// Settings of the shop.
        var settings: [String]
        /// Lines of the terminal's log that time brings about.
        var log: [String]

        var testDescription: String { "\(what), \(dialect)" }
    }

    private func settings(seed: UInt64, days: Int = 2) -> SimulationSettings {
        var profile = FaultProfile(name: "evenings")
        profile[.settlementForgotten] = 700_000
        profile[.settlementPutOff] = 500_000
        return SimulationSettings(terminals: 1, days: days, transactions: 2, seed: seed, profile: profile)
    }

    /// The first day by seed that is so.
    private func find(_ wanted: Wanted) throws -> ReplayScenario {
        for seed in UInt64(1)...400 {
            let scenario = try ReplayScenario(settings(seed: seed), terminal: 0)
            let parts =
                ["  dialect: \(wanted.dialect)\n"] + wanted.settings.map { "  \($0)" }
                + wanted.log.map { "log: {code: \($0)" }
            if scenario.omitted.isEmpty, parts.allSatisfy({ scenario.text.contains($0) }) { return scenario }
        }
        throw SweepError(what: "no seed has such a day")
    }

    @Test(
        "what time brings about comes between the same hands, and the batches end as they did",
        arguments: [
            Wanted(
                what: "reminders, put off", dialect: "unionpay", settings: ["settle-remind-from: \"20:"],
                log: ["settle.reminder, count: 2"]),
            Wanted(
                what: "reminders from which on nothing is sold", dialect: "hypercom",
                settings: ["settle-remind-from: \"20:", "settle-refuse-from: 3"], log: ["settle.reminder, count: 3"]),
            Wanted(
                what: "a window amid the day", dialect: "hypercom", settings: ["settle-automatic: \"14:"],
                log: ["settle.automatic"]),
            Wanted(
                what: "a window after midnight", dialect: "unionpay", settings: ["settle-automatic: \"02:"],
                log: ["settle.automatic"]),
            Wanted(
                what: "a question in the morning", dialect: "hypercom", settings: ["settle-morning: ask"],
                log: ["settle.overdue"]),
            Wanted(
                what: "settled first", dialect: "unionpay",
                settings: ["business-day-begins: \"04:00\"", "settle-morning: settle-first"],
                log: ["settle.overdue"]),
            Wanted(
                what: "settled by itself in the morning", dialect: "hypercom",
                settings: ["settle-automatic: \"never\"", "settle-morning: automatic"], log: ["settle.automatic"]),
        ])
    func replayed(_ wanted: Wanted) throws {
        defer { try? FileManager.default.removeItem(at: program.folder) }
        let scenario = try find(wanted)
        #expect(scenario.violation == nil)
        _ = try program.run(["profile", "calm"])
        try scenario.text.write(
            to: program.folder.appendingPathComponent("day.yaml"), atomically: true, encoding: .utf8)
        let run = try program.run(["run", "day.yaml"], noun: "scenario")
        #expect(run.code == 0, "\(run.out.suffix(2000))\n\(run.err.suffix(3000))\n\(scenario.text)")
    }

    @Test("a file holds all that a shop has set up, and nothing of it is left out")
    func settings() throws {
        var shops: [ShopHabits] = []
        for seed in UInt64(1)...40 {
            let world = try World<RealFirmware, RealHost>(settings(seed: seed, days: 1).world(0))
            let scenario = try ReplayScenario(settings(seed: seed, days: 1), terminal: 0)
            #expect(scenario.omitted.isEmpty, "seed \(seed)")
            let file = try ScenarioFile.parse(scenario.text, origin: "day.yaml")
            let parameters = try file.terminal.parameters()
            #expect(parameters.settlement == world.parameters.settlement, "seed \(seed)")
            #expect(parameters.supervisorPassword == world.parameters.supervisorPassword, "seed \(seed)")
            #expect(parameters.businessDay == world.parameters.businessDay, "seed \(seed)")
            #expect(parameters.style == world.parameters.style, "seed \(seed)")
            shops.append(world.habits)
        }
        #expect(shops.contains { $0.window != nil } && shops.contains { $0.supervisorPassword != nil })
        #expect(shops.contains(.usual) && shops.contains { $0.remindFrom != nil } && shops.contains { $0.cutOver > 0 })
    }
}
