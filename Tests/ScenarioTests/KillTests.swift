import AcquirerHost
import Foundation
import Scenario
import Testing
import VirtualTerminal

@Suite("Processes killed within a day", .serialized)
struct KillTests {
    @Test("terminal and host killed at 20 random moments of the forgotten day: ledger, journal and receipts are equal")
    func kills() throws {
        let scenario = try ScenarioFile.load(Shipped.folder.appendingPathComponent("forgotten-day.yaml").path)
        let folder = Shipped.scratch()
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcomes = try KillRun(scenario, folder: folder, program: Shipped.program).run(
            .days(20), seed: 20_261_124, jobs: 10
        ) { _ in }
        #expect(outcomes.map(\.number) == Array(1...20))
        for outcome in outcomes {
            #expect(outcome.failure == nil, "day \(outcome.number), \(outcome.moments)")
            // A strike that finds nobody alive is not counted.
            #expect(outcome.killed.terminal <= outcome.strikes.count { $0.target == .terminal })
            #expect(outcome.killed.host <= outcome.strikes.count { $0.target == .host })
        }
        let report = KillReport(scenario, seed: 20_261_124, jobs: 10, seconds: 1, days: outcomes)
        #expect(report.killed.terminal >= 5 && report.killed.host >= 5, "\(report.killed)")
        // Most days print five receipts; a strike takes the sale that it interrupts.
        #expect(report.receipts >= 40)
        #expect(report.failed == 0 && report.junit.contains("<testsuites tests=\"20\" failures=\"0\">"))
    }

    @Test("a run for so many killed terminals ends when they are killed; a host that is struck does not count")
    func killGoal() throws {
        let scenario = try ScenarioFile.load(Shipped.folder.appendingPathComponent("plain-day.yaml").path)
        let folder = Shipped.scratch()
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcomes = try KillRun(scenario, folder: folder, program: Shipped.program).run(
            .terminalKills(2), seed: 3, jobs: 2, plans: [.both]
        ) { _ in }
        let report = KillReport(scenario, seed: 3, jobs: 2, seconds: 1, days: outcomes)
        #expect(report.failed == 0 && report.killed.terminal >= 2, "\(report)")
        // At most the day that was under way beside the last one that was needed.
        #expect(outcomes.prefix(outcomes.count - 2).reduce(0) { $0 + $1.killed.terminal } < 2)
    }

    @Test("a strike on a terminal that is off kills nobody")
    func nobodyThere() throws {
        let scenario = try ScenarioFile.load(Shipped.folder.appendingPathComponent("plain-day.yaml").path)
        let folder = Shipped.scratch()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = KillRun(scenario, folder: folder, program: Shipped.program)
        // Two at one moment: the first takes it, and nobody has switched it on again when the second falls.
        let outcome = run.again([Strike(.terminal, step: 1, seconds: 0.2), Strike(.terminal, step: 1, seconds: 0.2)])
        #expect(outcome.failure == nil && outcome.killed.terminal == 1 && outcome.killed.host == 0, "\(outcome)")
    }

    @Test("every kind of strike happens, and one day can be played again alone by its moments")
    func again() throws {
        let scenario = try ScenarioFile.load(Shipped.folder.appendingPathComponent("plain-day.yaml").path)
        let folder = Shipped.scratch()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = KillRun(scenario, folder: folder, program: Shipped.program)
        let outcomes = try run.run(.days(12), seed: 3, jobs: 12) { _ in }
        #expect(Set(outcomes.map(\.plan)) == Set(StrikePlan.allCases))
        for outcome in outcomes {
            #expect(outcome.failure == nil, "\(outcome)")
            let targets = Set(outcome.strikes.map(\.target))
            #expect(
                targets
                    == (outcome.plan == .terminal
                        ? [.terminal] : outcome.plan == .host ? [.host] : [.terminal, .host]))
        }
        let both = try #require(outcomes.first { $0.plan == .both })
        let second = run.again(try Strike.parse(both.moments))
        #expect(second.failure == nil && second.moments == both.moments, "\(second)")
    }

    @Test("moments are read as they are written, and nothing else is")
    func moments() throws {
        let text = "terminal@7+0.412,host@9+12.100/0.800"
        #expect(try Strike.parse(text).map(\.description).joined(separator: ",") == text)
        for wrong in [
            "", "terminal", "terminal@7", "clerk@7+1", "terminal@0+1", "terminal@7+1/2", "host@7+1/", "host@7+-1",
            "host@7+1/nan", "terminal@7+0.4,", "terminal@7+1e9", "terminal@99999999999999999999+1",
        ] {
            let error = try #require(throws: BenchError.self, "\(wrong)") { try Strike.parse(wrong) }
            #expect(error.kind == .file && error.next.contains("terminal@7+0.412"))
        }
    }

    @Test("a receipt that is not booked, or not as it says, is named")
    func receipts() throws {
        let scenario = try ScenarioFile.load(Shipped.folder.appendingPathComponent("declined-and-reversed.yaml").path)
        let folder = Shipped.scratch()
        defer { try? FileManager.default.removeItem(at: folder) }
        let report = try ScenarioRunner(
            scenario, folder: folder, program: Shipped.program, console: Console(.silent) { _ in }
        ).run()
        #expect(report.isPassed)
        let papers = try TerminalPapers.read(TerminalFolder(folder.appendingPathComponent("terminal").path))
        let ledger = try LedgerReport(
            try SQLiteLedger(path: folder.appendingPathComponent("ledger.sqlite").path))
        func check(_ papers: [String], _ terminalID: String = "10000001") -> (count: Int, missing: [String]) {
            ReceiptCheck.missing(papers, in: ledger, terminalID: terminalID)
        }
        let good = check(papers)
        #expect(good.count >= 1 && good.missing.isEmpty)
        #expect(check(papers, "10000002").missing.count == good.count)
        let receipt = try #require(papers.first { $0.contains("AMOUNT") })
        let amount = try #require(receipt.split(separator: "\n").first { $0.hasPrefix("AMOUNT") })
        let other = receipt.replacingOccurrences(of: amount, with: "AMOUNT      CNY 7777.77")
        #expect(check([other]).missing.count == 1)
        // One that did not come out to its end is none.
        #expect(check([String(receipt.prefix(60)) + "\n~~~~~~~~\n"]).count == 0)
        // A posting that a reversal undid must not be in anybody's hands.
        for batch in ledger.batches {
            for posting in batch.postings where posting.isReversed {
                let paper = "BATCH \(batch.number)\nTRACE \(posting.trace)\nAMOUNT CNY \(posting.minorUnits)\n"
                #expect(check([paper]).missing.first?.contains("reversed") == true)
            }
        }
    }
}
