import Foundation
import Synchronization
import Testing

@testable import SerialDriver

/// The kernel announces a serial port again when it is told to: a real event, without a device that is plugged in.
enum RealPort {
    static let uevent = "/sys/class/tty/ttyS0/uevent"

    static let canAnnounce: Bool = {
        let type = try? String(contentsOfFile: "/sys/class/tty/ttyS0/type", encoding: .utf8)
        return type.map { !$0.hasPrefix("0") } == true && access(uevent, W_OK) == 0
            && (try? PortMonitor(preferring: .kernel).source) == .kernel
    }()

    static func announce() throws {
        let file = try #require(FileHandle(forWritingAtPath: uevent))
        try file.write(contentsOf: Data("change".utf8))
        try file.close()
    }

    static let reason: Comment = "needs a serial port ttyS0, the right to write its uevent, and netlink"
}

@Suite("Monitor of serial ports")
struct PortMonitorTests {
    private func wait(_ monitor: PortMonitor) -> Bool {
        var watched = pollfd(fd: monitor.descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, 30_000) > 0
    }

    /// Events until one is there, for at most half a minute.
    private func receive(_ monitor: PortMonitor) throws -> [PortEvent] {
        let limit = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < limit, wait(monitor) {
            let events = try monitor.receive()
            if !events.isEmpty { return events }
        }
        return []
    }

    @Test("ports that are there already are known and are no events, wherever events come from")
    func start() throws {
        for source in [PortMonitor.Source.udev, .kernel, .comparison] {
            let monitor = try PortMonitor(preferring: source)
            #expect(monitor.ports.map(\.node) == (try PortList.read().ports.map(\.node)))
        }
    }

    @Test("without netlink the descriptor becomes readable each time that a list is due")
    func comparison() throws {
        let monitor = try PortMonitor(preferring: .comparison, interval: .milliseconds(20))
        #expect(monitor.source == .comparison)
        for _ in 0..<3 {
            #expect(wait(monitor))
            // Other tests make the kernel announce a port; a comparison sees nothing of that.
            #expect(try monitor.receive().isEmpty)
        }
    }

    @Test("an event of the kernel arrives", .enabled(if: RealPort.canAnnounce, RealPort.reason))
    func kernel() throws {
        let monitor = try PortMonitor(preferring: .kernel)
        try RealPort.announce()
        let events = try receive(monitor)
        #expect(events.first?.action == .change)
        #expect(events.first?.port.node == "/dev/ttyS0")
    }

    @Test(
        "when more happens than the system keeps, lists are compared, and later events still arrive",
        .enabled(if: RealPort.canAnnounce, RealPort.reason))
    func overrun() throws {
        let monitor = try PortMonitor(preferring: .kernel, interval: .seconds(3600), receiveBuffer: 1)
        for _ in 0..<2000 { try RealPort.announce() }
        // The buffer keeps some; after them libudev reports the loss, once.
        let kept = try receive(monitor)
        #expect((1..<2000).contains(kept.count))
        while try !monitor.receive().isEmpty {}
        try RealPort.announce()
        #expect(try receive(monitor).first?.port.node == "/dev/ttyS0")
    }

    /// Lists of these nodes, which fail while there are none.
    private final class Lists: Sendable {
        private let nodes = Mutex<[String]?>([])

        func become(_ next: [String]?) { nodes.withLock { $0 = next } }

        func read() throws(SerialError) -> [PortTable.Entry] {
            guard let nodes = nodes.withLock({ $0 }) else { throw SerialError(.closed, path: "ports") }
            return nodes.map { PortTable.Entry(port: .sample($0), instance: 1) }
        }
    }

    @Test("a list that fails is told, and made up for at the next call, without waiting until another is due")
    func owedList() throws {
        let lists = Lists()
        let monitor = try PortMonitor(
            preferring: .comparison, interval: .seconds(2), receiveBuffer: nil, list: lists.read)
        lists.become(nil)
        #expect(wait(monitor))
        for _ in 0..<2 { #expect(throws: SerialError.self) { try monitor.receive() } }
        lists.become(["new"])
        #expect(try monitor.receive().map(\.action) == [.add])
    }

    @Test(
        "events that came before a list that fails are not lost with it",
        .enabled(if: RealPort.canAnnounce, RealPort.reason))
    func eventsBeforeList() throws {
        let lists = Lists()
        let monitor = try PortMonitor(
            preferring: .kernel, interval: .milliseconds(20), receiveBuffer: nil, list: lists.read)
        lists.become(nil)
        // The clock says that a list is due before the event is there.
        #expect(wait(monitor))
        try RealPort.announce()
        let events = try monitor.receive()
        #expect(events.first?.port.node == "/dev/ttyS0")
        #expect(throws: SerialError.self) { while true { _ = try monitor.receive() } }
        lists.become([])
        // The list does not have the port that was announced.
        #expect(try monitor.receive().contains { $0.action == .remove && $0.port.node == "/dev/ttyS0" })
    }

    @Test(
        "events come as a sequence, and the end of the task ends it",
        .enabled(if: RealPort.canAnnounce, RealPort.reason))
    func sequence() async throws {
        let monitor = try PortMonitor(preferring: .kernel)
        let task = Task {
            var nodes: [String] = []
            for try await event in monitor.changes {
                nodes.append(event.port.node)
                if nodes.count == 2 { break }
            }
            return nodes
        }
        try RealPort.announce()
        try RealPort.announce()
        #expect(try await task.value == ["/dev/ttyS0", "/dev/ttyS0"])
        let waiting = Task {
            var count = 0
            for try await _ in try PortMonitor(preferring: .comparison, interval: .seconds(3600)).changes { count += 1 }
            return count
        }
        waiting.cancel()
        #expect(try await waiting.value == 0)
    }
}
