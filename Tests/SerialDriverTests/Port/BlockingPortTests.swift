import Foundation
import SerialDriver
import Testing

/// Work on a thread of its own: blocking calls must not take the test runner's threads.
private final class Work<Value>: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private var result: Result<Value, any Error>?

    init(_ body: @escaping () throws -> Value) {
        nonisolated(unsafe) let body = body
        Thread.detachNewThread { [self] in
            result = Result { try body() }
            done.signal()
        }
    }

    func value() throws -> Value {
        done.wait()
        guard let result else { throw CancellationError() }
        return try result.get()
    }
}

@Suite("Serial ports, on real pseudo-terminals")
struct SerialPortTests {
    private let settings = LineSettings(baud: 115_200)

    /// Reads from the other end until so many bytes are there.
    private func collect(_ terminal: PseudoTerminal, _ count: Int) throws -> [UInt8] {
        var found: [UInt8] = []
        let limit = ContinuousClock.now + .seconds(120)
        while found.count < count, ContinuousClock.now < limit {
            var watched = pollfd(fd: terminal.pollable, events: Int16(POLLIN), revents: 0)
            _ = poll(&watched, 1, 100)
            found += try terminal.read(upTo: 4096)
        }
        return found
    }

    @Test("all byte values pass unchanged in both directions")
    func transparency() throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        let all = (0...255).map { UInt8($0) }
        try port.writeAll(all, deadline: .now + .seconds(5))
        #expect(try collect(terminal, 256) == all)
        #expect(try terminal.write(all) == 256)
        var found: [UInt8] = []
        while found.count < 256 { found += try port.read(upTo: 300, deadline: .now + .seconds(5)) }
        #expect(found == all)
    }

    @Test("a megabyte passes through partial writes without a byte lost")
    func volume() throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        let data = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let path = terminal.devicePath
        let sending = Work { try port.writeAll(data, deadline: .now + .seconds(120)) }
        let found = try collect(terminal, data.count)
        try sending.value()
        #expect(found == data, "through \(path)")
    }

    @Test("reading nothing ends at the deadline")
    func deadline() throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        let begun = ContinuousClock.now
        let error = try #require(throws: SerialError.self) {
            try port.read(upTo: 1, deadline: begun + .milliseconds(50))
        }
        #expect(error.kind == .timedOut)
        #expect(ContinuousClock.now - begun >= .milliseconds(50))
    }

    @Test("writing into a full line ends at the deadline")
    func fullLine() throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        let error = try #require(throws: SerialError.self) {
            try port.writeAll([UInt8](repeating: 1, count: 1_000_000), deadline: .now + .milliseconds(100))
        }
        #expect(error.kind == .timedOut)
    }

    @Test("a hang-up ends a read that waits, at once and as a disconnection")
    func hangUp() throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        let begun = ContinuousClock.now
        let reading = Work { try port.read(upTo: 1, deadline: .now + .seconds(120)) }
        terminal.close()
        let error = try #require(throws: SerialError.self) { _ = try reading.value() }
        #expect(error.kind == .disconnected)
        #expect(ContinuousClock.now - begun < .seconds(120))
    }

    @Test("a port that another process uses is busy, and that process is named")
    func busy() throws {
        let terminal = try PseudoTerminal()
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        holder.arguments = ["--no-fork", terminal.devicePath, "/bin/sleep", "60"]
        try holder.run()
        defer {
            kill(holder.processIdentifier, SIGKILL)
            holder.waitUntilExit()
        }
        let limit = ContinuousClock.now + .seconds(120)
        var error: SerialError?
        repeat {
            do { _ = try SerialPort(opening: terminal.devicePath, settings: settings) } catch let busy { error = busy }
        } while error == nil && ContinuousClock.now < limit
        guard case .busy(let named?) = error?.kind else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(named.process > 0 && ["flock", "sleep"].contains(named.name))
    }

    /// Lock files of older programs lie here. Source: Filesystem Hierarchy Standard 3.0, 5.9.
    private static var mayLock: Bool { access("/var/lock", W_OK) == 0 }

    @Test(
        "a lock file of an older program is heeded while that program runs, and not after",
        .enabled(if: mayLock, "lock files cannot be written to /var/lock here"))
    func lockFile() throws {
        let terminal = try PseudoTerminal()
        let file = "/var/lock/LCK..\(URL(fileURLWithPath: terminal.devicePath).lastPathComponent)"
        try #require(!FileManager.default.fileExists(atPath: file))
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/bin/sleep")
        holder.arguments = ["60"]
        try holder.run()
        defer { try? FileManager.default.removeItem(atPath: file) }
        try String(format: "%10d\n", holder.processIdentifier).write(toFile: file, atomically: true, encoding: .ascii)
        let error = #expect(throws: SerialError.self) {
            try SerialPort(opening: terminal.devicePath, settings: settings)
        }
        #expect(error?.kind == .busy(.init(process: holder.processIdentifier, name: "sleep")))
        kill(holder.processIdentifier, SIGKILL)
        holder.waitUntilExit()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        port.close()
    }

    @Test("two users in one process exclude each other, one after the other is welcome")
    func exclusive() throws {
        let terminal = try PseudoTerminal()
        let first = try SerialPort(opening: terminal.devicePath, settings: settings)
        let error = #expect(throws: SerialError.self) {
            try SerialPort(opening: terminal.devicePath, settings: settings)
        }
        guard case .busy(let holder?) = error?.kind else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(holder.process == getpid())
        first.close()
        first.close()
        _ = try SerialPort(opening: terminal.devicePath, settings: settings)
    }

    @Test("what is missing, no tty, or too fast is told apart")
    func errors() throws {
        func kind(_ path: String, _ baud: Int = 9600) throws -> SerialError.Kind {
            try #require(throws: SerialError.self) {
                _ = try SerialPort(opening: path, settings: LineSettings(baud: baud))
            }.kind
        }
        #expect(try kind("/dev/no-such-port") == .notFound)
        #expect(try kind("/dev/null") == .notATerminal)
        #expect(try kind("/dev/null", 0) == .unsupportedSpeed(0))
    }

    @Test("what was written right before the close arrives", arguments: [false, true])
    func closeAfterWriting(discarding: Bool) throws {
        let terminal = try PseudoTerminal()
        // Whether the kernel has handed the bytes on by the time of the close is a matter of chance, so many times.
        for turn in 0..<200 {
            let port = try SerialPort(opening: terminal.devicePath, settings: settings)
            let sent = (0..<64).map { UInt8(truncatingIfNeeded: $0 + turn) }
            try port.writeAll(sent, deadline: .now + .seconds(120))
            // Even then: on a pseudo-terminal it has left.
            port.close(discardingOutput: discarding)
            #expect(try collect(terminal, 64) == sent)
        }
    }

    @Test("the former settings come back at the close")
    func settingsRestored() throws {
        let terminal = try PseudoTerminal()
        func speed() -> speed_t {
            let descriptor = open(terminal.devicePath, O_RDWR | O_NOCTTY)
            defer { close(descriptor) }
            var settings = termios()
            tcgetattr(descriptor, &settings)
            return cfgetospeed(&settings)
        }
        #expect(speed() == speed_t(B115200))
        let port = try SerialPort(opening: terminal.devicePath, settings: LineSettings(baud: 9600))
        port.close()
        #expect(speed() == speed_t(B115200))
    }

    @Test("a stable link is made in one step, replaces a dead link, and spares what is no link")
    func links() throws {
        let folder = NSTemporaryDirectory() + "tillbench-links-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let link = folder + "/line"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/dev/pts/9999")
        let terminal = try PseudoTerminal(link: link)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == terminal.devicePath)
        terminal.close()
        #expect(!FileManager.default.fileExists(atPath: link))
        try "not a link".write(toFile: link, atomically: true, encoding: .utf8)
        let error = try #require(throws: SerialError.self) { _ = try PseudoTerminal(link: link) }
        #expect(error.kind == .linkOccupied)
        #expect(try String(contentsOfFile: link, encoding: .utf8) == "not a link")
    }

    @Test("a link that a killed program left behind does not lead to the next pseudo-terminal of that number")
    func staleLink() throws {
        let folder = NSTemporaryDirectory() + "tillbench-stale-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let link = folder + "/line"
        // What a killed program leaves behind: a link that is older than the device that has the number now.
        let other = try PseudoTerminal()
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: other.devicePath)
        let port = try SerialPort(opening: link, settings: settings)
        port.close()
        var times = [timespec(tv_sec: time(nil) - 60, tv_nsec: 0), timespec(tv_sec: time(nil) - 60, tv_nsec: 0)]
        try #require(utimensat(AT_FDCWD, link, &times, AT_SYMLINK_NOFOLLOW) == 0)
        let error = try #require(throws: SerialError.self) { _ = try SerialPort(opening: link, settings: settings) }
        #expect(error.kind == .notFound)
    }
}
