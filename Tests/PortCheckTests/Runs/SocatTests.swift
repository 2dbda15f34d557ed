import Foundation
import PortCheck
import SerialDriver
import Testing

/// A pair of pseudo-terminals of socat, an independent program.
private final class Socat {
    let folder: URL
    private let child = Process()
    var a: String { folder.appendingPathComponent("a").path }
    var b: String { folder.appendingPathComponent("b").path }

    static let program = ["/usr/bin/socat", "/usr/local/bin/socat"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    init(_ program: String) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("tillbench-socat-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        child.executableURL = URL(fileURLWithPath: program)
        // Should the tests break off, it ends by itself; and it must not hold their output open.
        child.arguments = ["-T", "300", "pty,raw,echo=0,link=\(a)", "pty,raw,echo=0,link=\(b)"]
        child.standardInput = FileHandle.nullDevice
        child.standardOutput = FileHandle.nullDevice
        child.standardError = FileHandle.nullDevice
        try child.run()
    }

    func waitForLinks() async throws -> Bool {
        let limit = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < limit {
            if FileManager.default.fileExists(atPath: a), FileManager.default.fileExists(atPath: b) { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    var isRunning: Bool { child.isRunning }

    /// Children inherit blocked signals, and a test runner's threads have SIGTERM blocked.
    func stop() {
        kill(child.processIdentifier, SIGKILL)
        child.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }
}

@Suite("Pairs of other programs")
struct SocatTests {
    @Test(
        "a pair of socat passes what pseudo-terminals can, and outlives the run",
        .enabled(if: Socat.program != nil, "socat is not installed (Debian: socat)"))
    func socat() async throws {
        let socat = try Socat(try #require(Socat.program))
        defer { socat.stop() }
        try #require(try await socat.waitForLinks())
        let report = try await PortCheckRun(PortPair(socat.a, socat.b)).run()
        #expect(socat.isRunning)
        #expect(report.failed == [], "\(CheckTable.lines(report.results).joined(separator: "\n"))")
        #expect(report.notSupported == GoodPairTests.lacking)
    }
}
