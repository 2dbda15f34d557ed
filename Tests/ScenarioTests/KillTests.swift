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
        let seed = UInt64.random(in: 1...UInt64.max)
        let outcomes = try KillRun(scenario, folder: folder, program: Shipped.program).run(
            count: 20, seed: seed, jobs: 5
        ) { _ in }
        #expect(outcomes.count == 20)
        for outcome in outcomes {
            #expect(outcome.failure == nil, "seed \(seed), day \(outcome.number), \(outcome.moments)")
        }
        // Most days print five receipts; a strike takes the sale that it interrupts.
        #expect(outcomes.reduce(0) { $0 + $1.receipts } >= 40)
    }

    @Test("every kind of strike happens, and one day can be played again alone by its moments")
    func again() throws {
        let scenario = try ScenarioFile.load(Shipped.folder.appendingPathComponent("plain-day.yaml").path)
        let folder = Shipped.scratch()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = KillRun(scenario, folder: folder, program: Shipped.program)
        for plan in StrikePlan.allCases {
            let outcome = try #require(try run.run(count: 1, seed: 3, jobs: 1, plans: [plan]) { _ in }.first)
            #expect(outcome.plan == plan && outcome.failure == nil, "\(outcome)")
            let targets = Set(outcome.strikes.map(\.target))
            #expect(targets == (plan == .terminal ? [.terminal] : plan == .host ? [.host] : [.terminal, .host]))
            let second = run.again(try Strike.parse(outcome.moments))
            #expect(second.failure == nil && second.moments == outcome.moments, "\(second)")
        }
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
