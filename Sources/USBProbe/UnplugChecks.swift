import Glibc
import SerialDriver

/// The cable is pulled while a read and a write are in flight, and pushed in again.
struct UnplugChecks {
    let checks: Checks
    let host: Host
    let log: KernelLog

    /// How an operation ended.
    private struct Ending: Sendable {
        let error: SerialError
        let time: Double
    }

    func run() {
        checks.check("unplugged, a read in flight ends with the typed error") {
            let port = try open()
            defer { port.close() }
            let shared = Shared(port)
            let reader = Worker { try Self.ending { try _ = shared.port.read(upTo: 64, deadline: .now + .seconds(20)) } }
            return try unplug(reader)
        }
        checks.check("unplugged, a write in flight ends with the typed error") {
            try plugAgain()
            let port = try open()
            defer { port.close() }
            let shared = Shared(port)
            let load = Stream.bytes(1 << 16, seed: 3)
            let writer = Worker {
                try Self.ending { while true { try shared.port.writeAll(load, deadline: .now + .seconds(20)) } }
            }
            return try unplug(writer)
        }
        checks.check("plugged in again, bytes go both ways") {
            try plugAgain()
            let port = try open()
            defer { port.close() }
            return try TransferChecks.exchange(port, host: host, amount: 1 << 16, seed: 21)
        }
    }

    private func open() throws -> SerialPort {
        try SerialPort(opening: AdapterChecks.node, settings: LineSettings(baud: 115_200))
    }

    private static func ending(_ body: () throws -> Void) throws -> Ending {
        do {
            try body()
            throw Checks.Wrong("it ended without an error")
        } catch let error as SerialError {
            return Ending(error: error, time: Clock.now)
        }
    }

    /// Pulls the cable while the worker is at it, and compares the times of the kernel's message and of the error.
    private func unplug(_ worker: Worker<Ending>) throws -> String {
        log.skip()
        try host.ask("unplug-after", "adapter", "200")
        guard let message = log.first(containing: "USB disconnect", within: 10) else {
            throw Checks.Wrong("the kernel has not seen the unplug")
        }
        let ending = try worker.value(within: 10, "the operation")
        let late = ((ending.time - message.time) * 1000 * 10).rounded() / 10
        try require(ending.error.kind == .disconnected, "the error is \(ending.error.kind)")
        try require(late <= 100, "\(late) ms after the kernel's message")
        return "disconnected, \(late) ms after the kernel's message"
    }

    private func plugAgain() throws {
        try require(Clock.wait(10) { access(AdapterChecks.node, F_OK) != 0 }, "\(AdapterChecks.node) does not go")
        try host.ask("plug", "adapter")
        try require(AdapterChecks.appears(AdapterChecks.node), "no \(AdapterChecks.node) within 10 s")
    }
}
