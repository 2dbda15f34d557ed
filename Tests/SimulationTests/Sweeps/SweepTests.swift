import Foundation
import Testing

@testable import Simulation

@Suite("Sweeps over a written-down day")
struct SweepTests {
    private func sweep(
        _ kind: SweepSettings.Kind, every: Int, samples: Int
    ) throws -> SweepReport {
        var settings = SweepSettings(kind: kind, pairs: .sampled, samples: samples, seed: 1, jobs: 2)
        settings.every = every
        return try SweepRun<RealFirmware, RealHost>(settings).run()
    }

    private func words(_ report: SweepReport) -> String {
        report.failures.prefix(10).map { "\($0.invariant?.rawValue ?? "-"): \($0.what)\n  \($0.again)" }
            .joined(separator: "\n")
    }

    @Test("the day holds everything that a clerk can want of the terminal")
    func everyKind() {
        let kinds = CanonicalDay.everyKind.visits.map(\.intent.kind)
        for kind in Intent.Kind.allCases { #expect(kinds.contains(kind), "no visit for \(kind)") }
    }

    @Test("the undisturbed day: approved, declined, an upload, two closed batches, an erased sector")
    func undisturbed() throws {
        let settings = SweepSettings(kind: .all)
        var lines: [String] = []
        let outcome = try SweepRun<RealFirmware, RealHost>(settings).play(FaultPlan([])) { lines.append($0) }
        #expect(outcome.violation == nil && outcome.counts.closes == 2 && outcome.counts.powerCuts == 0)
        #expect(outcome.erases > 0 && outcome.operations > 100)
        for wanted in [
            ["display: approved"], ["display: declined", " 51 "], ["display: declined", " 55 "], ["close.unbalanced"],
            ["was missing in the ledger: booked from the upload"], ["batch 2 closed"], ["display: settled"],
        ] {
            #expect(lines.contains { line in wanted.allSatisfy { line.contains($0) } }, "\(wanted) did not happen")
        }
    }

    // All of them are played by `scripts/simulate-ci`, in release.
    @Test("power cut at a sample of the flash operations, in every form, and twice: every invariant holds")
    func power() throws {
        let report = try sweep(.power, every: 7, samples: 12)
        #expect(report.isPassed, "\(words(report))")
        let all = report.operations * SweepSettings.cutForms.count
        #expect((all / 7...all / 7 + 1).contains(report.singles.cuts) && report.singles.messages == 0)
        #expect(report.pairsTried.cuts == 12 && report.pairsPossible > report.operations)
        #expect(report.powerCuts == report.singles.cuts + 2 * report.pairsTried.cuts)
    }

    @Test("a sample of the messages lost, doubled, late, overtaken, and two of them: every invariant holds")
    func messages() throws {
        let report = try sweep(.messages, every: 7, samples: 12)
        #expect(report.isPassed, "\(words(report))")
        let all = (report.framesOut + report.framesIn) * 3 + (report.requests + report.responses) * 4
        #expect((all / 7...all / 7 + 1).contains(report.singles.messages))
        #expect(report.pairsTried.messages == 12 && report.pairsPossible > report.singles.messages * 50)
        #expect(report.powerCuts == 0)
    }

    @Test("all single faults are every place in every form; one in seven of them has each form, in order")
    func singles() throws {
        var settings = SweepSettings(kind: .all, seed: 3)
        let day = try SweepRun<RealFirmware, RealHost>(settings).play(FaultPlan([]))
        let all = settings.singles(of: day)
        #expect(Set(all).count == all.count)
        let line = (day.messages[.frameOut] + day.messages[.frameIn]) * 3
        let host = (day.messages[.request] + day.messages[.response]) * 4
        #expect(all.count == day.operations * SweepSettings.cutForms.count + line + host)
        settings.every = 7
        let some = settings.singles(of: day)
        let first = try #require(all.prefix(7).firstIndex(of: some[0]))
        #expect(some == stride(from: first, to: all.count, by: 7).map { all[$0] })
        let kinds = Set(some.map { $0.description.replacing(/@[0-9]+/, with: "") })
        #expect(kinds.count == SweepSettings.cutForms.count + 3 + 3 + 4 + 4)
        let starts = (4...20).map { (seed: UInt64) in
            settings.seed = seed
            return settings.singles(of: day)[0]
        }
        #expect(Set(starts).count > 1)
    }

    @Test("the same seed is the same sweep, on one thread or on three")
    func sameHash() throws {
        let day = CanonicalDay(visits: Array(CanonicalDay.everyKind.visits.prefix(2)), rules: [])
        func hash(_ jobs: Int, seed: UInt64 = 5) throws -> (String, Int) {
            let report = try SweepRun<RealFirmware, RealHost>(
                SweepSettings(kind: .all, pairs: .sampled, samples: 20, seed: seed, jobs: jobs, day: day)
            ).run()
            #expect(report.isPassed, "\(words(report))")
            return (report.hash, report.pairsTried.total)
        }
        let one = try hash(1)
        #expect(try one == hash(3) && one.1 == 20)
        #expect(try one.0 != hash(2, seed: 6).0)
    }

    @Test("pairs are counted and numbered: each one once, none that there is not")
    func pairs() {
        let settings = SweepSettings(kind: .power, pairs: .full)
        let choice = PairChoice([2, 0, 3, 0], settings)
        #expect(choice.possible == 5 && choice.count == 5)
        #expect(
            (0..<5).map { [choice[$0].first, choice[$0].second] } == [[0, 0], [0, 1], [2, 0], [2, 1], [2, 2]])
        var sampled = settings
        sampled.pairs = .sampled
        sampled.samples = 3
        let some = PairChoice([2, 0, 3, 0], sampled)
        #expect(some.count == 3 && Set((0..<3).map { [some[$0].first, some[$0].second] }).count == 3)
    }

    @Test("a sweep can fail: firmware that forgets a request at power-up is caught, with the faults that show it alone")
    func fails() throws {
        let day = CanonicalDay(visits: Array(CanonicalDay.everyKind.visits.prefix(3)), rules: [])
        let sweep = try SweepRun<BuggyFirmware<ForgetsRequestAtPowerUp>, RealHost>(
            SweepSettings(kind: .power, seed: 1, jobs: 2, day: day))
        let report = try sweep.run()
        let first = try #require(report.failures.first)
        #expect(first.again == "tillbench simulate sweep power --dialect unionpay --seed 1 --only \(first.plan)")
        let plan = try #require(FaultPlan(first.plan))
        #expect(try sweep.play(plan).violation?.invariant == first.invariant)
        #expect(
            SweepReport.junit([report]).contains("failures=\"1\"") && SweepReport.junit([report]).contains(first.plan))
    }

    @Test("faults have a text that names them, and nothing else is taken")
    func texts() {
        for text in ["cut@57:torn-2", "cut@1:before", "response@4:late", "frame-out@9:doubled,request@3:overtaken"] {
            #expect(FaultPlan(text)?.description == text)
        }
        for text in [
            "cut@0:before", "cut@5", "cut@5:torn", "frame-in@2:overtaken", "answer@1:lost", "request@x:lost", "", ",",
        ] {
            #expect(FaultPlan(text) == nil, "\(text)")
        }
    }
}

@Suite("tillbench simulate sweep")
struct SweepCommandTests {
    private let program = SimulateProgram()

    @Test("one day with named faults, its trace, and a fault that the day is too short for")
    func only() throws {
        defer { try? FileManager.default.removeItem(at: program.folder) }
        let day = try program.run(["sweep", "power", "--only", "cut@20:torn-1,cut@24:after", "--trace", "trace.txt"])
        #expect(day.code == 0 && day.out.contains("2 power cuts") && day.out.contains("cut@24:after struck"), "\(day)")
        let trace = try String(contentsOf: program.folder.appendingPathComponent("trace.txt"), encoding: .utf8)
        #expect(trace.contains("the power fails") && !trace.contains("4111111111111111"))
        let short = try program.run(["sweep", "--only", "response@5000:lost"])
        #expect(short.code == 1 && short.out.contains("did not strike"), "\(short)")
        for wrong in [
            ["--only", "cut@x"], ["--trace", "t"], ["--only", "cut@1:after", "--json"], ["powder"], ["--only", ""],
            ["--only", "cut@1:after,cut@1:before"], ["--only", "request@2:lost,request@2:late"],
            ["--only", "cut@1:after", "--jobs", "2"], ["--only", "cut@1:after", "--pairs", "full"],
            ["--samples", "3"], ["power", "--only", "request@2:lost"], ["messages", "--only", "cut@1:after"],
        ] {
            let refused = try program.run(["sweep"] + wrong)
            #expect(refused.code == 2 && !refused.err.isEmpty, "\(wrong): \(refused)")
        }
    }
}
