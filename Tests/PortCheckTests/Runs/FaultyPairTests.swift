import PortCheck
import SerialDriver
import Testing

@Suite("A pair of ports with one fault fails exactly what it should")
struct FaultyPairTests {
    private func run(
        _ pump: Pump, checks: [LineCheck] = LineCheck.all, before name: String? = nil,
        _ setUp: @Sendable () -> Void = {}
    ) async throws -> CheckReport {
        var options = CheckOptions()
        options.patience = .seconds(2)
        return try await PortCheckRun(PortPair(pump.a, pump.b), checks: checks, options: options).run { event in
            if case .begins(let check, _, _) = event, check.name == name { setUp() }
        }
    }

    @Test(
        "one byte that is lost, doubled, changed or out of order in a large amount is found at its place",
        arguments: [
            (OneFault.Kind.lost, "1 lost", 5000), (.doubled, "1 doubled", 5001), (.flipped(0x20), "bits 20", 5000),
            (.swapped, "wrong order", 5000),
        ])
    func single(kind: OneFault.Kind, words: String, offset: Int) async throws {
        let pump = try Pump()
        defer { pump.stop() }
        let report = try await run(pump, before: "volume") { pump.setFault(aToB: OneFault(kind, at: 5000)) }
        #expect(report.failed == ["volume"], "\(CheckTable.lines(report.results).joined(separator: "\n"))")
        guard case .failed(let mismatch) = report.results.first(where: { $0.name == "volume" })?.outcome else { return }
        #expect(mismatch.got.contains(words), "\(mismatch)")
        #expect(mismatch.offset == offset)
        #expect(mismatch.place == "A to B at 115200 8N1")
    }

    @Test("the same in the other direction, while both directions are busy")
    func singleBack() async throws {
        let pump = try Pump()
        defer { pump.stop() }
        let report = try await run(pump, before: "volume-both") { pump.setFault(bToA: OneFault(.lost, at: 7000)) }
        #expect(report.failed == ["volume-both"], "\(CheckTable.lines(report.results).joined(separator: "\n"))")
        guard case .failed(let mismatch) = report.results.first(where: { $0.name == "volume-both" })?.outcome else {
            return
        }
        #expect(mismatch.place == "B to A at 115200 8N1" && mismatch.offset == 7000)
    }

    @Test("a doubled last byte is found though everything that was sent has come")
    func doubledLast() async throws {
        let pump = try Pump()
        defer { pump.stop() }
        let checks = LineCheck.all.filter { $0.name == "bytes" }
        let report = try await run(pump, checks: checks, before: "bytes") {
            pump.setFault(aToB: OneFault(.doubled, at: 511))
        }
        #expect(report.failed == ["bytes"])
    }

    @Test("a wire that is broken fails every check that sends over it, and no other")
    func stuck() async throws {
        let pump = try Pump()
        defer { pump.stop() }
        pump.setFault(bToA: CutWire())
        // One speed stands for all.
        let checks = LineCheck.all.filter { !$0.name.hasPrefix("speed-") || $0.name == "speed-9600" }
        let report = try await run(pump, checks: checks)
        let text = CheckTable.lines(report.results).joined(separator: "\n")
        #expect(
            report.failed == [
                "bytes", "latency", "marks", "form-8", "speed-9600", "rate", "volume", "volume-both", "xonxoff",
                "deadline-write", "cancel-read", "discard-input", "close-held",
            ], "\(text)")
        #expect(
            report.passed == [
                "deadline-read", "close-read", "close-output", "exclusive", "exclusive-process", "restored",
            ],
            "\(text)")
    }

    @Test("a clock that is wrong at one speed fails that speed")
    func wrongSpeed() async throws {
        let pump = try Pump()
        defer { pump.stop() }
        pump.setFault(aToB: WrongAt(baud: 57_600))
        let report = try await run(pump)
        #expect(report.failed == ["speed-57600"], "\(CheckTable.lines(report.results).joined(separator: "\n"))")
        guard case .failed(let mismatch) = report.results.first(where: { $0.name == "speed-57600" })?.outcome else {
            return
        }
        #expect(mismatch.place == "A to B at 57600 8N1")
    }

    @Test("a device that goes fails the check in which it went, and the rest is not tried")
    func hangsUp() async throws {
        let pump = try Pump()
        defer { pump.stop() }
        let report = try await run(pump, before: "volume") { pump.hangUpB() }
        #expect(report.failed == ["volume"])
        #expect(report.trouble != nil)
        let after = report.results.drop { $0.name != "volume" }.dropFirst()
        #expect(after.allSatisfy { ["skipped", "not supported"].contains($0.outcome.word) })
        #expect(after.contains { $0.outcome == .skipped("the port is gone") })
    }
}
