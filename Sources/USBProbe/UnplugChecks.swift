import Foundation
import SerialDriver

/// The cable is pulled while a read and a write are in flight, and pushed in again.
struct UnplugChecks {
    let checks: Checks
    let cable: Cable
    let log: KernelLog

    /// How an operation ended.
    private struct Ending: Sendable {
        let error: SerialError
        let time: Double
    }

    func run() {
        let load = Stream.bytes(1 << 16, seed: 3)
        unplugged("a thread that reads") { port in
            Worker(blocking: { try Self.ending { try _ = port.read(upTo: 64, deadline: .now + .seconds(20)) } })
        }
        unplugged("a task that reads") { port in
            Worker({
                try await Self.ending { try _ = await port.read(upTo: 64, deadline: .now + .seconds(20)) }
            })
        }
        unplugged("a thread that writes") { port in
            Worker(blocking: {
                try Self.ending { while true { try port.writeAll(load, deadline: .now + .seconds(20)) } }
            })
        }
        unplugged("a task that writes") { port in
            Worker({
                try await Self.ending { while true { try await port.writeAll(load, deadline: .now + .seconds(20)) } }
            })
        }
    }

    private func unplugged(_ who: String, _ start: (SerialPort) -> Worker<Ending>) {
        checks.check("unplugged, \(who) has the typed error within 100 ms") {
            let port = try SerialPort(opening: cable.node, settings: LineSettings(baud: 115_200))
            let detail = try unplug(start(port))
            try require(Self.descriptors().isEmpty, "still open: \(Self.descriptors())")
            // The port is still held here: with a descriptor of it the kernel could not give the name away again.
            try cable.pushAgain()
            try require(!port.isOpen, "the port calls itself open")
            return detail
        }
    }

    private static func ending(_ body: () throws -> Void) throws -> Ending {
        do {
            try body()
            throw Checks.Wrong("it ended without an error")
        } catch let error as SerialError {
            return Ending(error: error, time: Clock.now)
        }
    }

    private static func ending(_ body: () async throws -> Void) async throws -> Ending {
        do {
            try await body()
            throw Checks.Wrong("it ended without an error")
        } catch let error as SerialError {
            return Ending(error: error, time: Clock.now)
        }
    }

    /// Pulls the cable while the worker is at it, and compares the times of the kernel's message and of the error.
    private func unplug(_ worker: Worker<Ending>) throws -> String {
        log.skip()
        try cable.pull(200)
        guard let message = log.first(containing: "USB disconnect", within: 10) else {
            throw Checks.Wrong("the kernel has not seen the unplug")
        }
        let ending = try worker.value(within: 10, "the operation")
        let late = Clock.milliseconds(since: message.time, to: ending.time)
        try require(ending.error.kind == .disconnected, "the error is \(ending.error.kind)")
        try require(late >= 0, "it ended \(-late) ms before the kernel saw the unplug")
        try require(late <= 100, "\(late) ms after the kernel's message")
        let written = ending.error.written.map { ", \($0) bytes of the last piece written" } ?? ""
        return "disconnected \(late) ms after the kernel's message, descriptor closed\(written)"
    }

    /// What this process has open of USB ports, from /proc.
    private static func descriptors() -> [String] {
        let folder = "/proc/self/fd"
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
            .compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: folder + "/" + $0) }
            .filter { $0.hasPrefix("/dev/ttyUSB") || $0.hasPrefix("/dev/ttyACM") }
    }
}
