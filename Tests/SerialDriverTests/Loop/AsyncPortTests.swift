import Foundation
import SerialDriver
import Synchronization
import Testing

/// Waits without blocking until something is so, at most two minutes.
func eventually(_ condition: () throws -> Bool) async throws -> Bool {
    let limit = ContinuousClock.now + .seconds(120)
    while try !condition() {
        guard ContinuousClock.now < limit else { return false }
        try await Task.sleep(for: .milliseconds(2))
    }
    return true
}

/// True as soon as a task reads.
func isReading(_ port: SerialPort) async throws -> Bool {
    try await eventually {
        do { _ = try port.readNow(upTo: 1) } catch let error as SerialError { return error.kind == .inUse }
        return false
    }
}

/// A read that waits. Who looks whether it does reads as well, for a moment: a read that begins in that very moment is refused,
/// and begins again.
func waiting<Bytes>(_ read: () async throws -> Bytes) async throws -> Bytes {
    while true {
        do { return try await read() } catch let error as SerialError {
            guard error.kind == .inUse else { throw error }
            await Task.yield()
        }
    }
}

@Suite("Serial ports in tasks, on real pseudo-terminals")
struct AsyncPortTests {
    private let settings = LineSettings(baud: 115_200)

    private func collect(_ terminal: PseudoTerminal, _ count: Int) async throws -> [UInt8] {
        var found: [UInt8] = []
        let isThere = try await eventually {
            // All that is there: on a busy machine it may be long until the next look.
            while case let piece = try terminal.read(upTo: 4096), !piece.isEmpty { found += piece }
            return found.count >= count
        }
        #expect(isThere, "\(found.count) of \(count) bytes came")
        return found
    }

    @Test("cancelling ends a task that is never out of bytes")
    func cancellationWhileBytesFlow() async throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        let isEnding = Mutex(false)
        let feeding = Thread {
            while !isEnding.withLock({ $0 }), (try? terminal.write([UInt8](repeating: 7, count: 512))) != nil {}
        }
        feeding.start()
        defer { isEnding.withLock { $0 = true } }
        let count = Mutex(0)
        let reading = Task {
            for try await chunk in port.chunks(upTo: 16) { count.withLock { $0 += chunk.count } }
        }
        #expect(try await eventually { count.withLock { $0 } > 1000 })
        reading.cancel()
        try await reading.value
        #expect(port.isOpen)
    }

    @Test("a port that nobody uses at that moment gives its descriptor up when the device goes")
    func idle() async throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        #expect(try terminal.write([1]) == 1)
        #expect(try await port.read(upTo: 1, deadline: .now + .seconds(120)) == [1])
        await #expect(throws: SerialError.self) { try await port.read(upTo: 1, deadline: .now + .milliseconds(1)) }
        terminal.close()
        #expect(try await eventually { !port.isOpen })
    }

    @Test("all byte values pass unchanged in both directions", arguments: [false, true])
    func transparency(onLoop: Bool) async throws {
        let loop = try SerialLoop(name: "transparency")
        defer { loop.stop() }
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings, loop: loop)
        let all = (0...255).map { UInt8($0) }
        @Sendable func transfer() async throws -> [UInt8] {
            try await port.writeAll(all, deadline: .now + .seconds(120))
            return try await port.read(exactly: 256, deadline: .now + .seconds(120))
        }
        #expect(try terminal.write(all) == 256)
        let found =
            if onLoop { try await Task(executorPreference: loop) { try await transfer() }.value } else {
                try await transfer()
            }
        #expect(found == all)
        #expect(try await collect(terminal, 256) == all)
        port.close()
    }

    @Test("a megabyte passes through partial writes without a byte lost")
    func volume() async throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        let data = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        async let writing: Void = port.writeAll(data, deadline: .now + .seconds(120))
        #expect(try await collect(terminal, data.count) == data)
        try await writing
    }

    @Test("a read ends at its deadline, and the next one works")
    func deadline() async throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        for _ in 1...3 {
            let begun = ContinuousClock.now
            let error = await #expect(throws: SerialError.self) {
                try await port.read(upTo: 1, deadline: begun + .milliseconds(30))
            }
            #expect(error?.kind == .timedOut)
            #expect(ContinuousClock.now >= begun + .milliseconds(30))
        }
        #expect(try terminal.write([7]) == 1)
        #expect(try await port.read(upTo: 9, deadline: .now + .seconds(120)) == [7])
    }

    @Test("a short deadline after a long one is kept, and a long one after a short one")
    func deadlines() async throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        let waiting = Task { try await port.read(upTo: 1, deadline: .now + .seconds(600)) }
        #expect(try terminal.write([1]) == 1)
        #expect(try await waiting.value == [1])
        let short = await #expect(throws: SerialError.self) {
            try await port.read(upTo: 1, deadline: .now + .milliseconds(10))
        }
        #expect(short?.kind == .timedOut)
        let again = Task { try await port.read(upTo: 1, deadline: .now + .seconds(600)) }
        #expect(try terminal.write([2]) == 1)
        #expect(try await again.value == [2])
    }

    @Test("a write into a full line ends at the deadline and says how much was written")
    func fullLine() async throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        let error = await #expect(throws: SerialError.self) {
            try await port.writeAll([UInt8](repeating: 1, count: 1_000_000), deadline: .now + .milliseconds(100))
        }
        #expect(error?.kind == .timedOut)
        let written = try #require(error?.written)
        #expect(written > 0 && written < 1_000_000)
        #expect(try await collect(terminal, written).count == written)
    }

    @Test("cancelling a task ends its read, and leaves the port usable")
    func cancellation() async throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        let reading = Task { try await waiting { try await port.read(upTo: 1, deadline: nil) } }
        #expect(try await isReading(port))
        reading.cancel()
        let error = await #expect(throws: SerialError.self) { try await reading.value }
        #expect(error?.kind == .cancelled)
        #expect(try terminal.write([5]) == 1)
        #expect(try await port.read(upTo: 1, deadline: .now + .seconds(120)) == [5])
    }

    @Test("cancelling at any moment loses no byte", arguments: 0..<4)
    func cancellationRace(round: Int) async throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        var found: [UInt8] = []
        for number in 0..<100 {
            let reading = Task { try await port.read(upTo: 100, deadline: nil) }
            if number % 4 == round { await Task.yield() }
            #expect(try terminal.write([UInt8(number)]) == 1)
            reading.cancel()
            do { found += try await reading.value } catch let error as SerialError {
                #expect(error.kind == .cancelled)
            }
        }
        while found.count < 100 { found += try await port.read(upTo: 100, deadline: .now + .seconds(120)) }
        #expect(found == (0..<100).map { UInt8($0) })
    }

    @Test("closing ends what waits, and later calls say that it is closed", arguments: [false, true])
    func closing(onLoop: Bool) async throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        let loop = onLoop ? try SerialLoop.shared : nil
        let reading = Task(executorPreference: loop) {
            try await waiting { try await port.read(upTo: 1, deadline: nil) }
        }
        #expect(try await isReading(port))
        port.close()
        let error = await #expect(throws: SerialError.self) { try await reading.value }
        #expect(error?.kind == .closed)
        let later = await #expect(throws: SerialError.self) { try await port.writeAll([1], deadline: nil) }
        #expect(later?.kind == .closed)
        #expect(later?.written == 0)
        #expect(!port.isOpen)
    }

    @Test("a hang-up ends a read and a write that wait, and the descriptor is given up")
    func hangUp() async throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        let reading = Task { try await port.read(upTo: 1, deadline: nil) }
        let writing = Task { try await port.writeAll([UInt8](repeating: 1, count: 1_000_000), deadline: nil) }
        #expect(try await eventually { try port.pendingInput() == 0 && terminal.read(upTo: 1).count == 1 })
        terminal.close()
        let readError = await #expect(throws: SerialError.self) { try await reading.value }
        #expect(readError?.kind == .disconnected)
        let writeError = await #expect(throws: SerialError.self) { try await writing.value }
        #expect(writeError?.kind == .disconnected)
        #expect((writeError?.written ?? 0) > 0)
        #expect(!port.isOpen)
        let number = port.pollable
        let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
        #expect(path != terminal.devicePath && path != terminal.devicePath + " (deleted)")
        port.close()
    }

    @Test("two readers exclude each other; a reader and a writer do not")
    func inUse() async throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        let reading = Task { try await port.read(upTo: 1, deadline: nil) }
        #expect(
            try await eventually {
                do { _ = try port.readNow(upTo: 1) } catch let error as SerialError { return error.kind == .inUse }
                return false
            })
        try await port.writeAll([1, 2, 3], deadline: .now + .seconds(120))
        #expect(try terminal.write([9]) == 1)
        #expect(try await reading.value == [9])
    }

    @Test("pieces come as an async sequence, which ends when the port is closed and throws when it was lost")
    func chunks() async throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        #expect(try terminal.write([1, 2, 3]) == 3)
        var found: [UInt8] = []
        for try await chunk in port.chunks(upTo: 2) {
            found += chunk
            if found.count == 3 { port.close() }
        }
        #expect(found == [1, 2, 3])
        let other = try SerialPort(opening: terminal.devicePath, settings: settings)
        terminal.close()
        let error = await #expect(throws: SerialError.self) { for try await _ in other.chunks() {} }
        #expect(error?.kind == .disconnected)
    }

    @Test("a slow reader holds the sender back, not the memory")
    func backPressure() async throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: settings)
        var iterator = port.chunks(upTo: 16).makeAsyncIterator()
        var given = 0
        // Nothing is read that was not asked for: the kernel's buffer fills, and takes no more.
        while given < 10_000_000 {
            let count = try terminal.write([UInt8](repeating: 3, count: 1000))
            if count == 0 { break }
            given += count
        }
        #expect(given < 1_000_000)
        #expect(try await iterator.next()?.count == 16)
    }

    /// Two hundred, and not more: `Process.run` of Foundation on Linux reads past its directory buffer, and may crash, when
    /// the process has more than some 1,300 open files, and other tests run programs at the same time. Five hundred ports in
    /// one process are measured by `scripts/bench serial --ports`.
    @Test("two hundred ports in tasks take no thread each")
    func manyPorts() async throws {
        let loop = try SerialLoop(name: "many")
        let terminals = try (0..<200).map { _ in try PseudoTerminal() }
        let ports = try terminals.map { try SerialPort(opening: $0.devicePath, settings: settings, loop: loop) }
        func threads() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count }
        let before = try threads()
        try await withThrowingTaskGroup { group in
            for port in ports {
                group.addTask(executorPreference: loop) {
                    let bytes = try await port.read(exactly: 3, deadline: .now + .seconds(120))
                    try await port.writeAll(bytes.reversed(), deadline: .now + .seconds(120))
                }
            }
            // Other tests run beside this one and have threads of their own.
            #expect(try threads() < before + 100)
            for (index, terminal) in terminals.enumerated() {
                #expect(try terminal.write([1, 2, UInt8(index & 0xFF)]) == 3)
            }
            try await group.waitForAll()
        }
        for (index, terminal) in terminals.enumerated() {
            #expect(try await collect(terminal, 3) == [UInt8(index & 0xFF), 2, 1])
        }
        for port in ports { port.close() }
        loop.stop()
    }
}
