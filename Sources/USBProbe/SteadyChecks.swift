import Foundation
import SerialDriver
import Synchronization

/// A port that was opened by its identity comes back by itself, also when its device gets another node.
struct SteadyChecks {
    let checks: Checks
    let host: Host

    func run() {
        checks.check("plugged in again under another name, the port comes back by itself") {
            let events = Events()
            let port = SteadyPort(
                named: AdapterChecks.serialNumber, settings: LineSettings(baud: 115_200),
                onEvent: { events.add($0) }, locate: { () throws(SerialError) in try Self.locate() })
            defer { port.close() }
            let first = try Worker { try await port.open(deadline: .now + .seconds(10)) }.value(within: 20, "opening")
            // Another program that does not let go of the old node: the kernel must give out another one.
            let other = open(AdapterChecks.node, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
            try require(other >= 0, "\(AdapterChecks.node) was not opened a second time")
            defer { Glibc.close(other) }
            let reading = Worker { () async -> SerialError? in
                do throws(SerialError) {
                    _ = try await port.read(upTo: 64, deadline: .now + .seconds(20))
                    return nil
                } catch { return error }
            }
            try host.ask("unplug-after", "adapter", "200")
            let error = try reading.value(within: 20, "the read in flight")
            try require(error?.kind == .disconnected, "the read in flight ended with \(error?.what ?? "bytes")")
            let waiting = Worker { try await port.open(deadline: .now + .seconds(20)) }
            try require(Clock.wait(10) { access(AdapterChecks.node, F_OK) != 0 }, "the node does not go")
            let begun = Clock.now
            try host.ask("plug", "adapter")
            let second = try waiting.value(within: 20, "opening again")
            let time = Clock.milliseconds(since: begun)
            try require(second !== first && second.settings.baud == 115_200, "it is not a new port with its settings")
            let detail = try TransferChecks.exchange(second, host: host, amount: 1 << 20, seed: 51)
            let told = events.all
            try require(
                told == [
                    .opened(first.path), .lost(SerialError(.disconnected, path: first.path)), .opened(second.path),
                ],
                "it told of \(told)")
            return "\(AdapterChecks.node), then \(Self.node(of: second)) after \(time) ms; 1 MB each way, \(detail)"
        }
    }

    /// By the link of udevd; where there is none, by the serial number that the kernel knows.
    private static func locate() throws(SerialError) -> String {
        let folder = "/dev/serial/by-id"
        if AdapterChecks.hasUdevd {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            if let name = names.first(where: { $0.contains(AdapterChecks.serialNumber) }) { return folder + "/" + name }
        } else if let port = try PortList.read().ports.first(where: { $0.serialNumber == AdapterChecks.serialNumber }) {
            return port.node
        }
        throw SerialError(.notFound, path: AdapterChecks.serialNumber)
    }

    private static func node(of port: SerialPort) -> String {
        URL(fileURLWithPath: port.path).resolvingSymlinksInPath().path
    }

    /// What the port told of, in order.
    private final class Events: Sendable {
        private let list = Mutex<[SteadyPort.Event]>([])
        func add(_ event: SteadyPort.Event) { list.withLock { $0.append(event) } }
        var all: [SteadyPort.Event] { list.withLock { $0 } }
    }
}
