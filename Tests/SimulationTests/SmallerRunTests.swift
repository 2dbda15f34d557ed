import Foundation
import Testing

@testable import Simulation

@Suite("A smaller run: named faults, absent customers")
struct SmallerRunTests {
    private let program = SimulateProgram()

    @Test("numbers as text: single ones and ranges, and back; nothing else is taken")
    func numbers() {
        #expect(NumberList.text([9, 3, 5, 6, 7]) == "3,5-7,9" && NumberList.text([]).isEmpty)
        #expect(NumberList.numbers("3,5-7,9", most: 9) == [3, 5, 6, 7, 9])
        for wrong in ["", "3,", "7-5", "x", "1-2-3", "10", "3--4", "-1"] {
            #expect(NumberList.numbers(wrong, most: 9) == nil, "\(wrong)")
        }
    }

    @Test("absent customers buy nothing, and the others want what they wanted")
    func absent() throws {
        var settings = SimulationSettings(terminals: 1, days: 1, transactions: 6, seed: 5, profile: .calm)
        let whole = try SimulationRun(settings).run()
        settings.absent = [4, 5]
        let fewer = try SimulationRun(settings).run()
        settings.absent = Set(0..<6)
        let none = try SimulationRun(settings).run()
        #expect(none.counts.approved == 0 && none.isPassed && fewer.isPassed)
        #expect(fewer.counts.approved > 0 && fewer.counts.approved < whole.counts.approved)
    }

    @Test("a smallest run is a command, and the command plays it: its faults strike, and no others")
    func command() throws {
        defer { try? FileManager.default.removeItem(at: program.folder) }
        let settings = SimulationSettings(terminals: 2, days: 2, transactions: 6, seed: 12, profile: .harsh)
        let world = try World<RealFirmware, RealHost>(settings.world(1))
        world.run()
        // The first one strikes also when the others are left out: nothing before it was otherwise.
        let first = try #require(world.faults.record.first)
        var report = try SimulationRun(settings).run()
        report.shrunk = try result(faults: [first.name], days: 1, absent: "4-5", terminal: 1)
        let command = try #require(report.shrunk).command(report, profile: "harsh")
        #expect(command.hasPrefix("tillbench simulate --seed 12 --terminals 2 --days 1 --transactions 6"))
        #expect(command.hasSuffix("--faults harsh --terminal 1 --only \(first.name) --absent 4-5"))
        let arguments = command.split(separator: " ").dropFirst(2).map(String.init)
        let played = try program.run(arguments + ["--json"])
        let again = try JSONDecoder().decode(SimulationReport.self, from: Data(played.out.utf8))
        #expect(played.code == 0 && again.counts.faults == [first.kind.name: 1], "\(played)")
        var smaller = settings
        try #require(report.shrunk).apply(to: &smaller)
        #expect(smaller.days == 1 && smaller.faults == [first] && smaller.absent == [4, 5] && smaller.only == 1)
        let none = try program.run(["--seed", "12", "--days", "1", "--terminal", "0", "--only", "none", "--json"])
        let quiet = try JSONDecoder().decode(SimulationReport.self, from: Data(none.out.utf8))
        #expect(none.code == 0 && quiet.counts.faults.isEmpty)
    }

    /// A result as a report holds it.
    private func result(faults: [String], days: Int, absent: String, terminal: Int) throws -> Shrinking.Result {
        let violation = Violation(
            invariant: .reversalFirst, what: "a test", terminal: terminal, day: 1, step: 9, at: "2027-01-01 10:00:00")
        let fields: [String: Any] = [
            "before": 5, "faults": faults, "days": days, "absent": absent, "customers": 4, "runs": 7,
            "violation": try JSONSerialization.jsonObject(with: JSONEncoder().encode(violation)),
        ]
        return try JSONDecoder().decode(
            Shrinking.Result.self, from: JSONSerialization.data(withJSONObject: fields))
    }

    @Test("faults and absent customers are of one terminal, and of this run")
    func usage() throws {
        defer { try? FileManager.default.removeItem(at: program.folder) }
        for wrong in [
            ["--only", "none"], ["--absent", "1"], ["--terminal", "0", "--only", "request-lost"],
            ["--terminal", "0", "--only", "x@1.2"], ["--terminal", "0", "--only", "request-lost@3.0,"],
            ["--terminal", "0", "--days", "1", "--transactions", "3", "--absent", "3"],
        ] {
            let refused = try program.run(wrong)
            #expect(refused.code == 2 && !refused.err.isEmpty && refused.out.isEmpty, "\(wrong): \(refused)")
        }
    }
}
