import ArgumentParser
import Foundation
import ISO8583
import SerialDriver
import Settlement
import Synchronization
import TerminalService
import VirtualTerminal

struct BridgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bridge", abstract: "Join serial lines of terminals to an acquirer host; runs until Ctrl-C.",
        discussion: """
            Every message is logged, decoded and masked: account numbers, tracks, PIN blocks and keys never appear. A terminal \
            that is switched off and on again gets its port back by itself. Several ports are served side by side, each with a \
            connection of its own to the host.
            """)

    @Argument(
        help: "Serial ports, also as usb:0403:6001:SERIAL or path:1-2:1.0. Default: that of the virtual terminal.")
    var ports: [String] = []
    @Option(help: "Host as ADDRESS:PORT.") var host = "127.0.0.1:8583"
    @Option(help: "Line rate.") var baud = 115_200
    @Option(help: "What terminals and host speak: unionpay or hypercom.") var dialect = WireDialect.unionPay
    @OptionGroup var capture: CaptureOption
    @Flag(name: .shortAndLong, help: "Log every field, not only one line for a message.") var verbose = false
    @Flag(help: "Wait for a port or a host that is not there yet.") var wait = false
    @Flag(help: "Every event as one line of JSON on standard output, with its time.") var json = false
    @Flag(help: ArgumentHelp("Stop when standard input is closed.", visibility: .hidden)) var untilStdinCloses = false

    func run() throws {
        let paths =
            ports.isEmpty
            ? [TerminalFolder.standard(environment: ProcessInfo.processInfo.environment).line]
            : ports.map(PortName.full)
        let parts = host.split(separator: ":")
        guard parts.count == 2, let hostPort = Int(parts[1]), (1...65_535).contains(hostPort) else {
            throw BenchError(.file, "\"\(host)\" is no host", why: "", next: "write it as 127.0.0.1:8583")
        }
        let stop = try Interruption.descriptor()
        let capture = try capture.open()
        let begun = ContinuousClock.now
        let bridges = paths.enumerated().map { index, path in
            Bridge(
                path: path, settings: LineSettings(baud: baud), address: String(parts[0]), hostPort: hostPort,
                lineAddress: UInt16(clamping: index + 1), dialect: dialect, capture: capture,
                report: json ? jsonTeller(path, begun) : teller(paths.count > 1 ? path : nil))
        }
        if !wait, let problem = bridges.first?.hostProblem() {
            throw BenchError(
                .silent, "there is no host at \(host)", why: problem,
                next: "start one with `tillbench host start`, or wait for it with --wait")
        }
        try run(bridges, until: untilStdinCloses ? 0 : stop)
        Interruption.exitIfCaught(stop)
    }

    /// Runs them side by side until `stop` becomes readable, or one of them fails.
    private func run(_ bridges: [Bridge], until stop: Int32) throws {
        if bridges.count == 1 { return try bridges[0].run(until: stop, waitsForPort: wait) }
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        let (everybody, first) = (ends[0], ends[1])
        let failure = Mutex<(any Error)?>(nil)
        let group = DispatchGroup()
        let waits = wait
        for bridge in bridges {
            group.enter()
            Thread.detachNewThread {
                defer { group.leave() }
                do { try bridge.run(until: everybody, waitsForPort: waits) } catch {
                    failure.withLock { $0 = $0 ?? error }
                    // The others end with it.
                    _ = write(first, "x", 1)
                }
            }
        }
        var watched = [stop, everybody].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while poll(&watched, 2, -1) < 0, errno == EINTR {}
        _ = write(first, "x", 1)
        group.wait()
        for end in ends { close(end) }
        if let failure = failure.withLock({ $0 }) { throw failure }
    }

    private func jsonTeller(
        _ port: String, _ begun: ContinuousClock.Instant
    ) -> @Sendable (BridgeEvent) -> Void {
        { event in
            let took = (ContinuousClock.now - begun).components
            let seconds = Double(took.seconds) + Double(took.attoseconds / 1_000_000_000_000) / 1e6
            do { try Talk.json(BridgeReport(event, port: port, seconds: seconds), isLine: true) } catch {
                Talk.error("\(port): an event could not be written: \(error)")
            }
        }
    }

    /// - Parameter port: Named in every line, where there are several.
    private func teller(_ port: String?) -> @Sendable (BridgeEvent) -> Void {
        let verbose = verbose
        let name = port.map { " \($0)" } ?? ""
        return { event in
            let time = ClockTime.workstation().description + name
            switch event {
            case .portOpened(let path): Talk.error("\(time) line \(path) is open")
            case .portLost(let failure): Talk.error("\(time) \(failure.what); waiting for it")
            case .hostConnected: Talk.error("\(time) connected to the host")
            case .hostLost(let reason): Talk.error("\(time) host: \(reason)")
            case .line(let text): Talk.error("\(time) line: \(text)")
            case .frame(let frame, _):
                Talk.say("\(time) \(frame.direction == .toHost ? "-->" : "<--") \(frame.summary)")
                if verbose, let message = frame.message {
                    for line in MessageView(message, dialect: frame.dialect.dialect).lines() {
                        Talk.say("      " + line)
                    }
                }
            }
        }
    }
}

extension WireDialect: ExpressibleByArgument {}
