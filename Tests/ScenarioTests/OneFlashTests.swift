import Foundation
import Testing
import VirtualTerminal

/// A terminal as a process on a folder; it ends with the test.
private final class RunningTerminal {
    private let process = Process()
    private let leash = Pipe()
    private let errors: URL

    init(on folder: URL) throws {
        errors = folder.appendingPathComponent("errors-\(UInt32.random(in: 0...UInt32.max)).txt")
        try Data().write(to: errors)
        process.executableURL = URL(fileURLWithPath: Shipped.program)
        process.arguments = ["terminal", "start", "--dir", folder.path, "--until-stdin-closes", "--quiet"]
        process.standardInput = leash
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    deinit { strike() }

    var number: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    /// SIGKILL.
    func strike() {
        if process.isRunning { kill(number, SIGKILL) }
        process.waitUntilExit()
    }

    /// Exit code and what it said, once it has ended.
    func end() throws -> (code: Int32, said: String) {
        process.waitUntilExit()
        return (process.terminationStatus, try String(contentsOf: errors, encoding: .utf8))
    }
}

@Suite("One flash file, one terminal", .serialized)
struct OneFlashTests {
    private func wait(_ what: String, until condition: () -> Bool) throws {
        let limit = ContinuousClock.now + .seconds(60)
        while !condition() {
            try #require(ContinuousClock.now < limit, "\(what)")
            usleep(10_000)
        }
    }

    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = Shipped.scratch()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private func answers(_ folder: URL) -> Bool {
        (try? ControlClient(TerminalFolder(folder.path)).ask(.show)) != nil
    }

    @Test("a second process is refused with file, process and next step; the first one and a reader go on")
    func second() throws {
        try inFolder { folder in
            let first = try RunningTerminal(on: folder)
            try wait("the first terminal starts") { answers(folder) }
            let flash = TerminalFolder(folder.path).flash
            let before = try Data(contentsOf: URL(fileURLWithPath: flash))
            let second = try RunningTerminal(on: folder)
            let (code, said) = try second.end()
            #expect(code == 3 && said.contains(flash) && said.contains("next:"), "\(said)")
            if FileManager.default.fileExists(atPath: "/proc/locks") {
                #expect(said.contains("process \(first.number) (tillbench)"), "\(said)")
            }
            #expect(first.isRunning && answers(folder))
            #expect(try FlashImage.journal(of: flash).batches.map(\.number) == [1])
            #expect(try Data(contentsOf: URL(fileURLWithPath: flash)) == before)
        }
    }

    @Test("the lock of a terminal that was killed is gone with it")
    func killed() throws {
        try inFolder { folder in
            let first = try RunningTerminal(on: folder)
            try wait("the first terminal starts") { answers(folder) }
            first.strike()
            let second = try RunningTerminal(on: folder)
            try wait("the second terminal starts") { answers(folder) || !second.isRunning }
            #expect(second.isRunning)
        }
    }

    @Test("of several that start at once on a folder without a flash, one runs; none gets a memory of its own")
    func atOnce() throws {
        try inFolder { folder in
            let all = try (0..<6).map { _ in try RunningTerminal(on: folder) }
            try wait("all but one are refused") { all.count(where: \.isRunning) == 1 && answers(folder) }
            for refused in all where !refused.isRunning {
                let (code, said) = try refused.end()
                #expect(code == 3 && said.contains("in use"), "\(said)")
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(left.filter { $0.hasPrefix("flash") } == ["flash.bin"])
        }
    }
}
