import Foundation
import Synchronization
import Testing

/// Where things are that the tests run or read.
public enum Place {
    /// The repository.
    public static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// The program, built by the same build into the same folder.
    public static var tillbench: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        // Where the toolchain runs the tests, the test bundle is one of the arguments.
        let bundles = [own] + CommandLine.arguments.filter { $0.contains(".xctest") }
        let candidates = bundles.map {
            URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("tillbench").path
        }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? own
    }

    /// Where a program is, or nil when this machine lacks it.
    public static func program(_ name: String) -> String? {
        ["/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/", "/lib/systemd/", "/usr/lib/systemd/"].map { $0 + name }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// A new folder, which the caller removes.
    public static func folder() throws -> String {
        let path = NSTemporaryDirectory() + "tb-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }
}

/// A program that runs beside the test. Its output is gathered while it runs.
public final class BenchProgram: Sendable {
    /// What it wrote.
    private final class Texts: Sendable {
        let value = Mutex<(out: String, err: String)>(("", ""))
    }

    private let process: Process
    private let input = Pipe()
    private let texts = Texts()
    private let readers = DispatchGroup()

    /// Starts it.
    public init(_ path: String, _ arguments: [String], environment: [String: String] = [:]) throws {
        // A program that has ended reads nothing more; that is for the test to find, not for the system to kill it.
        _ = Glibc.signal(SIGPIPE, SIG_IGN)
        process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.standardInput = input
        let pipes = (Pipe(), Pipe())
        process.standardOutput = pipes.0
        process.standardError = pipes.1
        try process.run()
        gather(pipes.0) { texts, text in texts.out += text }
        gather(pipes.1) { texts, text in texts.err += text }
    }

    private func gather(_ pipe: Pipe, _ add: @escaping @Sendable (inout (out: String, err: String), String) -> Void) {
        readers.enter()
        let file = pipe.fileHandleForReading
        Thread.detachNewThread { [texts, readers] in
            var buffer = [UInt8](repeating: 0, count: 4096)
            while true {
                // Not FileHandle.read(upToCount:), which waits until there are so many.
                let count = read(file.fileDescriptor, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                texts.value.withLock { add(&$0, String(decoding: buffer[..<count], as: UTF8.self)) }
            }
            readers.leave()
        }
    }

    /// A program that a failed test left behind is ended.
    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// True until it has ended.
    public var isRunning: Bool { process.isRunning }
    /// Standard output so far.
    public var out: String { texts.value.withLock { $0.out } }
    /// Standard error so far.
    public var err: String { texts.value.withLock { $0.err } }
    /// Whole lines of standard output so far.
    public var lines: [String] {
        out.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// Writes a line to its standard input.
    public func tell(_ line: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    }

    /// Sends it a signal.
    public func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits until something is so, at most a minute.
    public func wait(for what: String, until isSo: (BenchProgram) -> Bool) throws {
        let limit = ContinuousClock.now + .seconds(120)
        while !isSo(self), process.isRunning, ContinuousClock.now < limit { usleep(5000) }
        // What it wrote last may still be on its way.
        if !process.isRunning { readers.wait() }
        try #require(isSo(self), "waiting for \(what); output: \(out) errors: \(err)")
    }

    /// Ends its standard input, waits for its end, and gives its exit code. After a minute it is killed.
    @discardableResult
    public func finish() -> Int32 {
        try? input.fileHandleForWriting.close()
        let limit = ContinuousClock.now + .seconds(120)
        while process.isRunning, ContinuousClock.now < limit { usleep(5000) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        readers.wait()
        return process.terminationStatus
    }

    /// Runs a program to its end.
    public static func run(
        _ path: String, _ arguments: [String], environment: [String: String] = [:]
    ) throws -> (code: Int32, out: String, err: String) {
        let program = try BenchProgram(path, arguments, environment: environment)
        let code = program.finish()
        return (code, program.out, program.err)
    }
}
