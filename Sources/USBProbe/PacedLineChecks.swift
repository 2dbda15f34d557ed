import SerialDriver

/// The second 16550 with a line that takes its time: the host takes bytes no faster than 115200 baud carries them.
struct PacedLineChecks {
    let checks: Checks
    let host: Host

    /// Bytes per second at 115200 baud, 8N1.
    private static let rate = 11_520
    /// Bytes that the pipe between the machine and the host may hold beside the pace.
    private static let ahead = 4096

    func run() {
        checks.check("drain takes as long as the line") {
            let port = try UARTChecks.open()
            defer { port.close() }
            let bytes = Stream.bytes(16_384, seed: 41)
            try host.ask("pace", "\(Self.rate)")
            let begun = Clock.now
            try port.writeAll(bytes, deadline: .now + .seconds(20))
            let written = Clock.milliseconds(since: begun)
            try port.drain(deadline: .now + .seconds(20))
            let drained = Clock.milliseconds(since: begun)
            let least = Double(bytes.count - Self.ahead) / Double(Self.rate) * 1000
            try require(drained >= least, "it ended after \(drained) ms, the line needs \(least.rounded()) ms")
            try host.ask("pace-on", "none")
            let expected = "\(bytes.count) \(Stream.checksum(bytes))"
            var got = ""
            let arrived = Clock.wait(10) {
                got = (try? host.ask("line-result")) ?? ""
                return got == expected
            }
            try require(arrived, "sent \(expected), the host took \(got)")
            return
                "16384 bytes: written after \(written) ms, drained after \(drained) ms; at least \(least.rounded()) ms"
        }
        checks.check("a write that the line does not take ends at its deadline") {
            let port = try UARTChecks.open()
            defer { port.close(discardingOutput: true) }
            try host.ask("pace", "0")
            defer { _ = try? host.ask("pace", "none") }
            let begun = Clock.now
            do {
                try port.writeAll([UInt8](repeating: 0x55, count: 1 << 16), deadline: .now + .milliseconds(500))
            } catch let error as SerialError {
                let time = Clock.milliseconds(since: begun)
                let written = error.written ?? 0
                try require(error.kind == .timedOut && written > 0 && written < 1 << 16, "\(error)")
                try require(time >= 499, "after \(time) ms already")
                return "timed out after \(time) ms, \(written) of 65536 bytes written"
            }
            throw Checks.Wrong("it took all")
        }
        checks.check("closing a port whose line stands still does not hang") {
            let port = try UARTChecks.open()
            try host.ask("pace", "0")
            defer { _ = try? host.ask("pace", "none") }
            do {
                try port.writeAll([UInt8](repeating: 0x55, count: 1 << 16), deadline: .now + .milliseconds(200))
            } catch let error as SerialError where error.kind == .timedOut {
                let begun = Clock.now
                port.close()
                let time = Clock.milliseconds(since: begun)
                try require(time < 5000, "it took \(time) ms")
                return "closed after \(time) ms; the kernel's own close waits up to 30 s"
            }
            throw Checks.Wrong("the line took all")
        }
    }
}
