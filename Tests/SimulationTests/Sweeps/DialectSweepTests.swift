import AcquirerHost
import Foundation
import Testing

@testable import Simulation

@Suite("Sweeps in both dialects, and mixed pairs")
struct DialectSweepTests {
    private func settings(
        _ kind: SweepSettings.Kind, _ pairs: SweepSettings.Pairs = .none, samples: Int = 0, visits: Int? = nil,
        profile: HostProfile = HostProfile(dialect: .hypercom)
    ) -> SweepSettings {
        let whole = CanonicalDay.everyKind
        let day = visits.map { CanonicalDay(visits: Array(whole.visits.prefix($0)), rules: []) } ?? whole
        return SweepSettings(
            kind: kind, pairs: pairs, samples: samples, seed: 1, jobs: 2, day: day, profile: profile)
    }

    private func words(_ report: SweepReport) -> String {
        report.failures.prefix(10).map { "\($0.invariant?.rawValue ?? "-"): \($0.what)\n  \($0.again)" }
            .joined(separator: "\n")
    }

    @Test("the undisturbed day in Hypercom style: an upload, two closed batches, no message with a MAC")
    func undisturbed() throws {
        var lines: [String] = []
        let outcome = try SweepRun<RealFirmware, RealHost>(settings(.all)).play(FaultPlan([])) { lines.append($0) }
        #expect(outcome.violation == nil && outcome.counts.closes == 2, "\(outcome)")
        for wanted in [
            ["hypercom, capture by host"], ["display: approved"], ["display: declined", " 51 "],
            ["was missing in the ledger: booked from the upload"], ["display: settled"],
        ] {
            #expect(lines.contains { line in wanted.allSatisfy { line.contains($0) } }, "\(wanted) did not happen")
        }
    }

    @Test(
        "the day ends well in every house, whatever the host answers",
        arguments: HostProfile.DialectName.allCases, HostProfile.RepeatedClose.allCases)
    func houses(_ dialect: HostProfile.DialectName, _ repeated: HostProfile.RepeatedClose) throws {
        for capture in HostProfile.Capture.allCases {
            for after in HostProfile.AfterUpload.allCases {
                let profile = HostProfile(
                    dialect: dialect, capture: capture, repeatedClose: repeated, afterUpload: after)
                let outcome = try SweepRun<RealFirmware, RealHost>(settings(.all, profile: profile))
                    .play(FaultPlan([]))
                #expect(outcome.violation == nil && outcome.counts.closes == 2, "\(profile): \(outcome)")
            }
        }
    }

    @Test("faults at every place of the first two customers in Hypercom style: every invariant holds")
    func singles() throws {
        let report = try SweepRun<RealFirmware, RealHost>(settings(.all, visits: 2)).run()
        #expect(report.isPassed, "\(words(report))")
        #expect(report.dialect == .hypercom && report.singles.cuts == report.operations * SweepSettings.cutForms.count)
        #expect(report.singles.messages > 0 && report.pairsTried.total == 0)
    }

    @Test(
        "a power cut and a message, whichever comes first: both strike, every invariant holds",
        arguments: HostProfile.DialectName.allCases)
    func mixed(_ dialect: HostProfile.DialectName) throws {
        let report = try SweepRun<RealFirmware, RealHost>(
            settings(.all, .sampled, samples: 31, visits: 1, profile: HostProfile(dialect: dialect))
        ).run()
        #expect(report.isPassed, "\(words(report))")
        #expect(report.pairsTried == tried(cuts: 11, messages: 10, mixed: 10))
    }

    private func tried(cuts: Int, messages: Int, mixed: Int) -> SweepReport.Tried {
        var tried = SweepReport.Tried()
        tried.cuts = cuts
        tried.messages = messages
        tried.mixed = mixed
        return tried
    }

    @Test("seconds of a mixed pair: messages after a cut, operations after a message; a sample of them also in full")
    func seconds() throws {
        let settings = settings(.all, .full, samples: 5, visits: 1)
        let sweep = try SweepRun<RealFirmware, RealHost>(settings)
        var mixed = SecondFaults(.mixed, settings)
        let firsts = [PlannedFault.cut(operation: 9, .after), .message(.request, number: 1, .lost)]
        for first in firsts {
            let outcome = try sweep.play(FaultPlan([first]))
            try #require(outcome.struck == [first] && outcome.operations > outcome.operationsAtStrike)
            mixed.append(first, outcome)
        }
        for (place, first) in firsts.enumerated() {
            for number in [0, mixed.counts[place] - 1] {
                let second = try #require(mixed[place, number])
                #expect(second.isCut != first.isCut)
                #expect(try sweep.play(FaultPlan([first, second])).struck == [first, second], "\(first), \(second)")
            }
        }
        #expect(PairChoice([300, 700], settings, .mixed).count == 5)
        #expect(PairChoice([300, 700], settings, .messages).count == 1_000)
        var powerAlone = SecondFaults(.mixed, self.settings(.power, .full, visits: 1))
        powerAlone.append(firsts[0], try sweep.play(FaultPlan([firsts[0]])))
        #expect(powerAlone.counts == [0])
    }
}

@Suite("tillbench simulate sweep, by dialect")
struct DialectSweepCommandTests {
    private let program = SimulateProgram()

    @Test("a day with a fault in both dialects or in one, and the trace names the dialect")
    func only() throws {
        defer { try? FileManager.default.removeItem(at: program.folder) }
        let both = try program.run(["sweep", "power", "--only", "cut@20:after", "--trace", "trace.txt"])
        #expect(both.code == 0 && both.out.contains("unionpay: ") && both.out.contains("hypercom: "), "\(both)")
        let trace = try String(contentsOf: program.folder.appendingPathComponent("trace.txt"), encoding: .utf8)
        #expect(trace.contains("unionpay ") && trace.contains("hypercom ") && !trace.contains("4111111111111111"))
        let one = try program.run(["sweep", "--dialect", "hypercom", "--only", "request@2:lost"])
        #expect(one.code == 0 && !one.out.contains("unionpay") && one.out.contains("request@2:lost struck"), "\(one)")
        let never = try program.run(["sweep", "--dialect", "unionpay", "--only", "request@9999:lost"])
        #expect(never.code == 1 && never.out.contains("request@9999:lost did not strike"), "\(never)")
        #expect(!never.out.contains("every invariant held") && never.err.contains("nothing is proved"), "\(never)")
        #expect(try program.run(["sweep", "--dialect", "visa", "--only", "request@2:lost"]).code == 2)
    }
}
