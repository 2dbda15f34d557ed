import Foundation
import SerialDriver
import Synchronization
import Testing

@Suite("A port that comes back, on real pseudo-terminals")
struct SteadyPortTests {
    private let settings = LineSettings(baud: 38_400)

    /// A device that is plugged in and out: a pseudo-terminal behind a link.
    private final class Plug {
        let folder = NSTemporaryDirectory() + "tillbench-steady-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        var link: String { folder + "/line" }
        private(set) var terminal: PseudoTerminal?

        init() throws {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }

        deinit {
            terminal?.close()
            try? FileManager.default.removeItem(atPath: folder)
        }

        func plug() throws { terminal = try PseudoTerminal(link: link) }
        func unplug() {
            terminal?.close()
            terminal = nil
        }
    }

    private func steady(
        _ link: String, _ events: @escaping @Sendable (SteadyPort.Event) -> Void = { _ in }
    ) -> SteadyPort {
        SteadyPort(named: link, settings: settings, onEvent: events) { () throws(SerialError) in link }
    }

    @Test("a read that is under way ends when the device goes; the next one gets what the device sends when it is back")
    func comesBack() async throws {
        let plug = try Plug()
        try plug.plug()
        let seen = Mutex<[String]>([])
        let port = steady(plug.link) { event in
            seen.withLock { seen in
                switch event {
                case .opened: seen.append("opened")
                case .lost(let error): seen.append("lost: \(error.kind)")
                }
            }
        }
        for round in 1...3 {
            let reading = Task {
                try await waiting { try await port.read(upTo: 10, deadline: .now + .seconds(120)) }
            }
            #expect(try await eventually { port.current != nil })
            #expect(try await isReading(#require(port.current)))
            plug.unplug()
            let error = await #expect(throws: SerialError.self) { try await reading.value }
            #expect(error?.kind == .disconnected)
            #expect(port.current == nil)
            let next = Task { try await port.read(upTo: 10, deadline: .now + .seconds(120)) }
            try plug.plug()
            #expect(try await eventually { port.current != nil })
            let terminal = try #require(plug.terminal)
            #expect(try terminal.settingsOfUser() == settings)
            #expect(try terminal.write([UInt8(round)]) == 1)
            #expect(try await next.value == [UInt8(round)])
            #expect(seen.withLock { $0.count } == 2 * round + 1)
        }
        #expect(seen.withLock { $0 }.prefix(3) == ["opened", "lost: disconnected", "opened"])
        port.close()
    }

    @Test("waiting for a device that is away ends at the deadline, on cancellation, and when the port is closed")
    func away() async throws {
        let plug = try Plug()
        let port = steady(plug.link)
        let late = await #expect(throws: SerialError.self) {
            try await port.read(upTo: 1, deadline: .now + .milliseconds(120))
        }
        #expect(late?.kind == .notFound)
        let cancelled = Task { try await port.writeAll([1], deadline: nil) }
        cancelled.cancel()
        let error = await #expect(throws: SerialError.self) { try await cancelled.value }
        #expect(error?.kind == .cancelled)
        let closed = Task { try await port.read(upTo: 1, deadline: nil) }
        await Task.yield()
        port.close()
        let last = await #expect(throws: SerialError.self) { try await closed.value }
        #expect(last?.kind == .closed)
    }

    @Test("what waiting does not mend ends at once")
    func hopeless() async throws {
        let port = SteadyPort(named: "null", settings: settings) { () throws(SerialError) in "/dev/null" }
        let error = await #expect(throws: SerialError.self) { try await port.read(upTo: 1, deadline: nil) }
        #expect(error?.kind == .notATerminal)
    }

    @Test("a device that went while nobody used its port is told as lost, and the next call gets the new one")
    func lostWhileIdle() async throws {
        let plug = try Plug()
        try plug.plug()
        let seen = Mutex<[String]>([])
        let port = steady(plug.link) { event in
            seen.withLock { seen in
                if case .lost = event { seen.append("lost") } else { seen.append("opened") }
            }
        }
        let first = try await port.open(deadline: .now + .seconds(120))
        plug.unplug()
        #expect(try await eventually { !first.isOpen })
        try plug.plug()
        try await port.writeAll([1], deadline: .now + .seconds(120))
        #expect(seen.withLock { $0 } == ["opened", "lost", "opened"])
        port.close()
    }

    @Test("a reader and a writer that wait share one opening")
    func shared() async throws {
        let plug = try Plug()
        let openings = Mutex(0)
        let port = steady(plug.link) { event in if case .opened = event { openings.withLock { $0 += 1 } } }
        let reading = Task { try await port.read(upTo: 1, deadline: .now + .seconds(120)) }
        let writing = Task { try await port.writeAll([1, 2], deadline: .now + .seconds(120)) }
        try plug.plug()
        try await writing.value
        let terminal = try #require(plug.terminal)
        #expect(try terminal.write([9]) == 1)
        #expect(try await reading.value == [9])
        #expect(openings.withLock { $0 } == 1)
        port.close()
    }

    @Test("settings that were changed hold after the device was away")
    func changedSettings() async throws {
        let plug = try Plug()
        try plug.plug()
        let port = steady(plug.link)
        _ = try await port.open(deadline: .now + .seconds(120))
        try port.change(to: LineSettings(baud: 4800))
        #expect(try plug.terminal?.settingsOfUser().baud == 4800)
        plug.unplug()
        try plug.plug()
        _ = try? await port.read(upTo: 1, deadline: .now + .milliseconds(1))
        _ = try await port.open(deadline: .now + .seconds(120))
        #expect(try plug.terminal?.settingsOfUser().baud == 4800)
        #expect(throws: SerialError.self) { try port.change(to: LineSettings(baud: 4800, parity: .odd)) }
        port.close()
    }
}
