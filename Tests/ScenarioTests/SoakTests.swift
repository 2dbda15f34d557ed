import Foundation
import Scenario
import Testing
import VirtualTerminal

@Suite("Many terminals through one bridge and one host", .serialized)
struct SoakTests {
    private func inFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
        let folder = Shipped.scratch()
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    private func plan(_ terminals: Int, seconds: Double) -> SoakPlan {
        SoakPlan(
            terminals: terminals, seconds: seconds, pause: 0.1, settleAfter: 4, seed: 20_261_124)
    }

    @Test("five terminals sell and settle for some seconds: nothing is lost, and everything is counted")
    func short() throws {
        let plan = plan(5, seconds: 4)
        let report = try inFolder { folder in
            try SoakRun(plan, folder: folder, program: Shipped.program).run(isInterrupted: { false }) { _ in }
        }
        #expect(report.isPassed, "\(report.problems)")
        #expect(!report.isInterrupted && report.seconds >= 4)
        #expect(report.transactions >= 5 && report.approved >= 5 && report.settlements >= 5)
        #expect(report.approved == report.receipts && report.receipts == report.postings)
        // Sign-ons, transactions and settlements have each a request and a response.
        #expect(report.messages >= 2 * (report.transactions + report.settlements))
        // A request that was repeated has its response once.
        #expect(report.response.count > 0 && report.response.count * 2 <= report.messages)
        #expect(report.response.p50 > 0 && report.response.p50 <= report.response.p95)
        #expect(report.response.p95 <= report.response.p99 && report.response.p99 <= report.response.max)
    }

    @Test("closed before its time it finishes what was begun, settles and checks")
    func interrupted() throws {
        let report = try inFolder { folder in
            var transactions = 0
            return try SoakRun(plan(2, seconds: 600), folder: folder, program: Shipped.program).run(
                isInterrupted: { transactions >= 4 }, tell: { transactions = $0.transactions })
        }
        #expect(report.isInterrupted && report.isPassed && report.settlements >= 2, "\(report.problems)")
        #expect(report.approved == report.postings)
    }

    @Test("a terminal that goes away is a problem with its name, and the others are still checked")
    func lostTerminal() throws {
        let report = try inFolder { folder in
            var isStopped = false
            return try SoakRun(plan(2, seconds: 600), folder: folder, program: Shipped.program).run(
                isInterrupted: { isStopped },
                tell: { _ in
                    let second = ControlClient(TerminalFolder(folder.appendingPathComponent("t2").path))
                    isStopped = isStopped || (try? second.ask(.stop)) != nil
                })
        }
        #expect(!report.isPassed && report.problems.contains { $0.contains("10000002") }, "\(report.problems)")
        #expect(!report.problems.contains { $0.contains("terminal 10000001") } && report.receipts > 0)
    }

    @Test(
        "Ctrl-C, which reaches every process of the run, ends it in good order with code 130, and leaves nothing behind"
    )
    func controlC() throws {
        try inFolder { folder in
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let out = folder.appendingPathComponent("out")
            let err = folder.appendingPathComponent("err")
            for file in [out, err] { try Data().write(to: file) }
            let process = Process()
            // A session of its own, so that the signal reaches this run and nobody else.
            process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
            process.arguments = [
                "--wait", Shipped.program, "scenario", "soak", "--terminals", "2", "--minutes", "10", "--pause", "0.1",
                "--keep", folder.appendingPathComponent("run").path,
            ]
            process.standardOutput = try FileHandle(forWritingTo: out)
            process.standardError = try FileHandle(forWritingTo: err)
            try process.run()
            let leader = try session(startedBy: process.processIdentifier)
            defer { if process.isRunning { kill(-leader, SIGKILL) } }
            let papers = folder.appendingPathComponent("run/t1/papers").path
            try wait("the first receipts are printed") {
                ((try? FileManager.default.contentsOfDirectory(atPath: papers)) ?? []).count >= 2
            }
            #expect(kill(-leader, SIGINT) == 0)
            process.waitUntilExit()
            let said = try String(contentsOf: out, encoding: .utf8)
            let talk = try String(contentsOf: err, encoding: .utf8)
            #expect(process.terminationStatus == 130, "\(talk)")
            #expect(said.contains("ledger and journals equal, nothing lost"), "\(said)")
            try wait("all processes are gone") { kill(-leader, 0) != 0 }
        }
    }

    /// The leader of the new session: setsid itself, or the child that it made when it was a leader already.
    private func session(startedBy process: Int32) throws -> Int32 {
        var leader = process
        try wait("the session begins") {
            let children = try? String(contentsOfFile: "/proc/\(process)/task/\(process)/children", encoding: .utf8)
            leader = children.flatMap { Int32($0.split(separator: " ").first ?? "") } ?? process
            return getsid(leader) == leader
        }
        return leader
    }

    private func wait(_ what: String, until condition: () -> Bool) throws {
        let limit = ContinuousClock.now + .seconds(60)
        while !condition() {
            try #require(ContinuousClock.now < limit, "\(what)")
            usleep(10_000)
        }
    }

    @Test("a percentile is a time that was measured: the nearest rank")
    func percentiles() {
        let hundred = Latency((1...100).shuffled().map { Double($0) / 1000 })
        #expect(hundred.count == 100 && hundred.p50 == 50 && hundred.p95 == 95 && hundred.p99 == 99)
        #expect(hundred.max == 100)
        let one = Latency([0.0125])
        #expect(one.p50 == 12.5 && one.p99 == 12.5 && one.max == 12.5)
        #expect(Latency([]).count == 0 && Latency([]).max == 0)
    }

    @Test("wrong plans are code 2")
    func usage() throws {
        for wrong in [["--terminals", "0"], ["--minutes", "0"], ["--pause", "-1"], ["--settle-after", "0"]] {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: Shipped.program)
            process.arguments = ["scenario", "soak"] + wrong
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 2, "\(wrong)")
        }
    }
}
