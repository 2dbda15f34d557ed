import Foundation
import PortCheck
import SerialDriver
import Synchronization
import Testing
import VirtualLine

@Suite("Checks of virtual pairs")
struct CheckedVirtualPairTests {
    @Test("a paced pair passes what pseudo-terminals can, and runs at its speed")
    func paced() async throws {
        let loop = try SerialLoop(name: "line")
        defer { loop.stop() }
        let pair = try VirtualPair(loop: loop)
        defer { pair.close() }
        let report = try await PortCheckRun(try ports(pair)).run()
        #expect(report.failed == [], "\(CheckTable.lines(report.results).joined(separator: "\n"))")
        #expect(report.notSupported == GoodPairTests.lacking.filter { $0 != "rate" })
    }

    @Test("a pair that runs slower than its settings say does not run at its speed")
    func slow() async throws {
        let loop = try SerialLoop(name: "line")
        defer { loop.stop() }
        let pair = try VirtualPair(PairConfiguration(pace: .fixed(2400)), loop: loop)
        defer { pair.close() }
        let checks = LineCheck.all.filter { $0.name == "rate" }
        var options = CheckOptions()
        options.settings = LineSettings(baud: 9600)
        let report = try await PortCheckRun(try ports(pair), checks: checks, options: options).run()
        #expect(report.failed == ["rate"])
    }

    @Test("a cable that is pulled when a person is asked to, and plugged in again, brings the port back")
    func unplugged() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tillbench-unplug-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let loop = try SerialLoop(name: "line")
        defer { loop.stop() }
        let pair = try VirtualPair(
            PairConfiguration(linkA: folder.path + "/a", linkB: folder.path + "/b"), loop: loop)
        defer { pair.close() }
        let asked = Mutex<[String]>([])
        var options = CheckOptions()
        options.ask = { what in
            asked.withLock { $0.append(what) }
            if what.hasPrefix("pull") { pair.unplug(.a) } else { _ = try? pair.plug(.a) }
        }
        let checks = LineCheck.all.filter { $0.name == "unplug" }
        let report = try await PortCheckRun(try ports(pair), checks: checks, options: options).run()
        #expect(report.passed == ["unplug"], "\(CheckTable.lines(report.results).joined(separator: "\n"))")
        #expect(asked.withLock { $0.count } == 2)
    }

    private func ports(_ pair: VirtualPair) throws -> PortPair {
        let a = try #require(pair.path(of: .a))
        let b = try #require(pair.path(of: .b))
        return PortPair(a, b)
    }
}
