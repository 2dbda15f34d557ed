import Glibc
import SerialDriver
import Synchronization

/// A port that was opened by its identity comes back by itself, also when its device gets another node.
struct SteadyChecks {
    let checks: Checks
    let host: Host

    /// The node of the adapter at its return.
    private static let nextNode = "/dev/ttyUSB1"

    func run() {
        let monitor = try? PortMonitor()
        checks.check("plugged in again under another name, the port comes back by itself") {
            let list = try PortList.read()
            let identity = try list.identity(of: list.port(.path(AdapterChecks.node)))
            let events = Events()
            let port = SteadyPort(
                identity, settings: LineSettings(baud: 115_200), onEvent: { events.add($0) })
            defer { port.close() }
            let first = try Worker { try await port.open(deadline: .now + .seconds(10)) }.value(within: 20, "opening")
            // Another program that does not let go of the old node: the kernel must give out another one.
            let other = open(AdapterChecks.node, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
            try require(other >= 0, "\(AdapterChecks.node) was not opened a second time")
            defer { Glibc.close(other) }
            try unplug(port)
            let waiting = Worker { try await port.open(deadline: .now + .seconds(20)) }
            try require(Clock.wait(10) { access(AdapterChecks.node, F_OK) != 0 }, "the node does not go")
            let begun = Clock.now
            try host.ask("plug", "adapter")
            let second = try waiting.value(within: 20, "opening again")
            let time = Clock.milliseconds(since: begun)
            try require(second !== first && second.settings.baud == 115_200, "it is not a new port with its settings")
            try require(second.path == Self.nextNode, "it is at \(second.path)")
            let detail = try TransferChecks.exchange(second, host: host, amount: 1 << 20, seed: 51)
            let told = events.all
            try require(
                told == [
                    .opened(first.path), .lost(SerialError(.disconnected, path: first.path)), .opened(second.path),
                ],
                "it told of \(told)")
            return "\(identity): \(first.path), then \(second.path) after \(time) ms; 1 MB each way, \(detail)"
        }
        checks.check("the monitor told of it") {
            guard let monitor else { throw Checks.Wrong("there is no monitor") }
            var events: [PortEvent] = []
            _ = Clock.wait(10) {
                events += (try? monitor.receive()) ?? []
                return events.contains { $0.action == .add && $0.port.node == Self.nextNode }
            }
            let told = events.filter { $0.action != .change }.map { "\($0.action.rawValue) \($0.port.node)" }
            try require(told == ["remove \(AdapterChecks.node)", "add \(Self.nextNode)"], "it told of \(told)")
            return "from \(monitor.source.rawValue): \(told.joined(separator: ", "))"
        }
    }

    /// Pulls the cable while the port is read.
    private func unplug(_ port: SteadyPort) throws {
        let reading = Worker { () async -> SerialError? in
            do throws(SerialError) {
                _ = try await port.read(upTo: 64, deadline: .now + .seconds(20))
                return nil
            } catch { return error }
        }
        try host.ask("unplug-after", "adapter", "200")
        let error = try reading.value(within: 20, "the read in flight")
        try require(error?.kind == .disconnected, "the read in flight ended with \(error?.what ?? "bytes")")
    }

    /// What the port told of, in order.
    private final class Events: Sendable {
        private let list = Mutex<[SteadyPort.Event]>([])
        func add(_ event: SteadyPort.Event) { list.withLock { $0.append(event) } }
        var all: [SteadyPort.Event] { list.withLock { $0 } }
    }
}
