import Foundation
import SerialDriver

/// A USB device of the class that most payment terminals have (CDC ACM), made by the kernel's gadget driver on an emulated
/// bus. Both ends are ports of this machine: `ttyACM0` is the till's, `ttyGS0` the terminal's.
struct GadgetChecks {
    let checks: Checks

    /// The till's end.
    static let node = "/dev/ttyACM0"
    /// The terminal's end.
    static let terminal = "/dev/ttyGS0"

    /// Whether the kernel has such a device.
    static func isThere() -> Bool {
        access("/sys/class/udc/dummy_udc.0", F_OK) == 0 && Cable.gadget().isThere()
    }

    func run() {
        LinkChecks(checks: checks, node: Self.node).run()
        transfer()
        SettingsChecks(checks: checks, node: Self.node).take([
            (LineSettings(baud: 250_000), []),
            (LineSettings(baud: 9600, dataBits: .seven, parity: .mark, stopBits: .two), []),
        ])
        SettingsChecks(checks: checks, node: Self.terminal, before: LineSettings(baud: 9600))
            .refuse(LineSettings(baud: 115_200), .speed)
        modemLines()
        breaks()
        blockedWrite()
    }

    /// The terminal's end has one speed only, which means nothing.
    static func open(_ node: String, _ options: PortOptions = PortOptions()) throws -> SerialPort {
        try SerialPort(opening: node, settings: LineSettings(baud: 9600), options: options)
    }

    private func transfer() {
        checks.check("1 MB each way at once") {
            let ports = [try Self.open(Self.terminal), try Self.open(Self.node)]
            defer { ports.forEach { $0.close() } }
            let sent = [UInt32(61), 62].map { Stream.bytes(TransferChecks.amount, seed: $0) }
            let begun = Clock.now
            let readers = ports.map { port in
                Worker(blocking: { try TransferChecks.receive(port, TransferChecks.amount) })
            }
            let writers = zip(ports, sent).map { port, bytes in
                Worker(blocking: { try port.writeAll(bytes, deadline: .now + .seconds(60)) })
            }
            for writer in writers { try writer.value(within: 60, "writing") }
            let received = try readers.map { try $0.value(within: 60, "reading") }
            let seconds = ((Clock.now - begun) * 10).rounded() / 10
            let sums = sent.map(Stream.checksum)
            try require(received[0] == sent[1], "to the terminal: \(sums[1]) became \(Stream.checksum(received[0]))")
            try require(received[1] == sent[0], "to the till: \(sums[0]) became \(Stream.checksum(received[1]))")
            return "CRC-32 \(sums[1]) and \(sums[0]), in \(seconds) s"
        }
    }

    private func modemLines() {
        for (who, isTask) in [("thread", false), ("task", true)] {
            checks.check("a \(who) that waits for DSR and DCD sees the terminal open its end") {
                let port = try Self.open(Self.node)
                defer { port.close() }
                // The device still has to tell of the last close of its end.
                try require(Self.goOff(port), "the lines are on, though the terminal's end is closed")
                let before = try port.counters()
                let end = ContinuousClock.now + .seconds(20)
                let waiter =
                    isTask
                    ? Worker({ (try await port.waitForModemChange(of: [.dsr, .dcd], deadline: end), Clock.now) })
                    : Worker(blocking: { (try port.waitForModemChange(of: [.dsr, .dcd], deadline: end), Clock.now) })
                try require(!Clock.wait(0.2) { waiter.hasEnded }, "it ended while nothing changed")
                let begun = Clock.now
                let terminal = try Self.open(Self.terminal)
                let (change, time) = try waiter.value(within: 20, "the wait")
                try require(change.lines.isSuperset(of: change.changed), "it saw \(change)")
                terminal.close()
                try require(Self.goOff(port), "the terminal's end is closed, and the lines stay on")
                let counted = try port.counters().since(before)
                try require(counted.dsrChanges >= 2 && counted.dcdChanges >= 2, "counted: \(counted)")
                return "\(change.changed) after \(Clock.milliseconds(since: begun, to: time)) ms, "
                    + "\(counted.dsrChanges) and \(counted.dcdChanges) changes counted, with the close"
            }
        }
    }

    private static func goOff(_ port: SerialPort) -> Bool {
        Clock.wait(10) { (try? port.modemLines().isDisjoint(with: [.dsr, .dcd])) ?? false }
    }

    private func breaks() {
        checks.check("a break from the terminal is received, marked and counted") {
            var options = PortOptions()
            options.marksErrors = true
            let port = try Self.open(Self.node, options)
            defer { port.close() }
            let terminal = try Self.open(Self.terminal)
            defer { terminal.close() }
            let before = try port.counters()
            try terminal.sendBreak(for: .milliseconds(100))
            var stream = MarkedInput()
            var items: [MarkedInput.Item] = []
            while items.isEmpty { items += stream.receive(try port.read(upTo: 64, deadline: .now + .seconds(10))) }
            let counted = try port.counters().since(before)
            try require(items == [.lineBreak] && counted.breaks == 1, "read \(items), counted \(counted.breaks)")
            return "a break read, 1 counted"
        }
        checks.check("a break that the device cannot send is said to be not supported") {
            let port = try Self.open(Self.node)
            defer { port.close() }
            do {
                try port.sendBreak(for: .milliseconds(10))
            } catch let error as SerialError {
                try require(error.kind == .notSupported(.breaks), "\(error)")
                return error.what
            }
            throw Checks.Unsupported("this kernel says that it sent one")
        }
    }

    private func blockedWrite() {
        checks.check("a write that the terminal does not take ends at its deadline") {
            let port = try Self.open(Self.node)
            defer { port.close(discardingOutput: true) }
            let begun = Clock.now
            do {
                try port.writeAll([UInt8](repeating: 0x55, count: 1 << 20), deadline: .now + .milliseconds(500))
            } catch let error as SerialError {
                let time = Clock.milliseconds(since: begun)
                try require(error.kind == .timedOut && (error.written ?? 0) > 0, "\(error)")
                try require(time >= 499, "after \(time) ms already")
                return "timed out after \(time) ms, \(error.written ?? 0) of 1048576 bytes written"
            }
            throw Checks.Wrong("it took all, though nobody reads")
        }
        checks.check("a close with output that nobody takes does not hang") { try closing(false) }
        checks.check("a close that drops its output does not hang either") { try closing(true) }
    }

    private func closing(_ discards: Bool) throws -> String {
        let port = try Self.open(Self.node)
        let late = failure { () throws(SerialError) in
            try port.writeAll([UInt8](repeating: 0x55, count: 1 << 20), deadline: .now + .milliseconds(200))
        }
        try require(late?.kind == .timedOut, "writing ended with \(late?.what ?? "success")")
        let begun = Clock.now
        port.close(discardingOutput: discards)
        let time = Clock.milliseconds(since: begun)
        try require(time < 5000, "it took \(time) ms")
        // The next one finds a port that works, and not the rest of a close.
        let next = try Self.open(Self.node)
        defer { next.close(discardingOutput: true) }
        let silent = failure { () throws(SerialError) in
            _ = try next.read(upTo: 1, deadline: .now + .milliseconds(300))
        }
        try require(silent?.kind == .timedOut, "reading ended with \(silent?.what ?? "a byte")")
        return "closed after \(time) ms, and opened again; the kernel's own close waits up to 30 s"
    }
}
