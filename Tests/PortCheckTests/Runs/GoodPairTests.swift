import Foundation
import PortCheck
import SerialDriver
import Testing

@Suite("A sound pair of pseudo-terminals")
struct GoodPairTests {
    @Test("everything passes that pseudo-terminals can, and the rest is said to be lacking")
    func good() async throws {
        let pump = try Pump()
        defer { pump.stop() }
        let report = try await PortCheckRun(PortPair(pump.a, pump.b)).run()
        let text = CheckTable.lines(report.results).joined(separator: "\n")
        #expect(report.failed == [], "\(text)")
        #expect(report.notSupported == GoodPairTests.lacking, "\(text)")
        #expect(report.skipped == ["unplug"])
        #expect(report.trouble == nil)
        #expect(report.passed.count == LineCheck.all.count - GoodPairTests.lacking.count - 1)
        for result in report.results where ["form-7", "form-6", "form-5"].contains(result.name) {
            #expect(result.outcome.reason == "a pseudo-terminal always has 8 data bits and no parity")
        }
        let form = try #require(report.results.first { $0.name == "form-8" })
        #expect(form.facts.map(\.description) == ["forms: 2", "not supported: 8E1 8E2 8O1 8O2 8M1 8M2 8S1 8S2"])
    }

    /// What the kernel does not have for pseudo-terminals, or what an unpaced line cannot show.
    static let lacking =
        ["form-7", "form-6", "form-5", "rate", "xonxoff-hold", "rtscts", "rtscts-hold", "modem-lines", "modem-wait"]
        + ["break", "errors-parity", "errors-speed", "drain"]

    @Test("the ports have their former settings afterwards, also when the run is cancelled or broken off in the middle")
    func restored() async throws {
        let pump = try Pump()
        defer { pump.stop() }
        func shown() throws -> [UInt64] { try Settings.shown(pump.a) + Settings.shown(pump.b) }
        let former = try SerialPort(opening: pump.a, settings: LineSettings(baud: 2400, stopBits: .two))
        defer { former.close() }
        former.close()
        let before = try shown()
        let slow = LineCheck.all.filter { $0.name == "deadline-write" || $0.name == "xonxoff" }
        let (events, source) = AsyncStream.makeStream(of: Void.self)
        let run = PortCheckRun(PortPair(pump.a, pump.b), checks: slow)
        let running = Task { try await run.run { _ in source.yield() } }
        for await _ in events { break }
        running.cancel()
        await #expect(throws: SerialError.self) { try await running.value }
        #expect(try shown() == before)
        let broken = PortCheckRun(PortPair(pump.a, pump.b), checks: slow)
        let breaking = Task { try await broken.run { _ in source.yield() } }
        broken.abort()
        _ = await breaking.result
        #expect(try shown() == before)
    }

    @Test("one port with a loopback plug is checked as far as that goes")
    func loopback() async throws {
        let terminal = try PseudoTerminal()
        let echo = Echo(terminal)
        defer { echo.stop() }
        let report = try await PortCheckRun(PortPair(terminal.devicePath)).run()
        let text = CheckTable.lines(report.results).joined(separator: "\n")
        #expect(report.failed == [], "\(text)")
        #expect(report.skipped.contains("volume-both") && report.skipped.contains("xonxoff"))
        #expect(report.passed.contains("bytes") && report.passed.contains("volume"))
    }

    @Test("a port that is missing, no tty, or in use is trouble before anything is checked")
    func trouble() async throws {
        let pump = try Pump()
        defer { pump.stop() }
        await #expect(throws: SerialError(.notFound, path: "/dev/no-such-port")) {
            _ = try await PortCheckRun(PortPair(pump.a, "/dev/no-such-port")).run()
        }
        await #expect(throws: SerialError(.notATerminal, path: "/dev/null")) {
            _ = try await PortCheckRun(PortPair(pump.a, "/dev/null")).run()
        }
        let user = try SerialPort(opening: pump.b, settings: LineSettings(baud: 9600))
        let error = await #expect(throws: SerialError.self) {
            _ = try await PortCheckRun(PortPair(pump.a, pump.b)).run()
        }
        guard case .busy = error?.kind else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(user.isOpen)
    }
}
