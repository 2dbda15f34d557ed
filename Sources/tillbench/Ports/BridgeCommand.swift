import ArgumentParser
import Foundation
import ISO8583
import SerialDriver
import Settlement
import TerminalService
import VirtualTerminal

struct BridgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bridge", abstract: "Join a terminal's serial line to an acquirer host; runs until Ctrl-C.",
        discussion: """
            Every message is logged, decoded and masked: account numbers, tracks, PIN blocks and keys never appear. A terminal \
            that is switched off and on again gets its port back by itself.
            """)

    @Argument(help: "Serial port, also as usb:0403:6001:SERIAL or path:1-2:1.0. Default: that of the virtual terminal.")
    var port: String?
    @Option(help: "Host as ADDRESS:PORT.") var host = "127.0.0.1:8583"
    @Option(help: "Line rate.") var baud = 115_200
    @OptionGroup var capture: CaptureOption
    @Flag(name: .shortAndLong, help: "Log every field, not only one line for a message.") var verbose = false
    @Flag(help: "Wait for a port or a host that is not there yet.") var wait = false

    func run() throws {
        let path =
            port.map(PortName.full) ?? TerminalFolder.standard(environment: ProcessInfo.processInfo.environment).line
        let parts = host.split(separator: ":")
        guard parts.count == 2, let hostPort = Int(parts[1]), (1...65_535).contains(hostPort) else {
            throw BenchError(.file, "\"\(host)\" is no host", why: "", next: "write it as 127.0.0.1:8583")
        }
        let stop = try Interruption.descriptor()
        let verbose = verbose
        let bridge = Bridge(
            path: path, settings: LineSettings(baud: baud), address: String(parts[0]), hostPort: hostPort,
            capture: try capture.open()
        ) { event in
            let time = ClockTime.workstation().description
            switch event {
            case .portOpened(let path): Talk.error("\(time) line \(path) is open")
            case .portLost(let failure): Talk.error("\(time) \(failure.what); waiting for it")
            case .hostConnected: Talk.error("\(time) connected to the host")
            case .hostLost(let reason): Talk.error("\(time) host: \(reason)")
            case .line(let text): Talk.error("\(time) line: \(text)")
            case .frame(let frame, _):
                Talk.say("\(time) \(frame.direction == .toHost ? "-->" : "<--") \(frame.summary)")
                if verbose, let message = frame.message {
                    for line in MessageView(message).lines() { Talk.say("      " + line) }
                }
            }
        }
        if !wait, let problem = bridge.hostProblem() {
            throw BenchError(
                .silent, "there is no host at \(host)", why: problem,
                next: "start one with `tillbench host start`, or wait for it with --wait")
        }
        try bridge.run(until: stop, waitsForPort: wait)
        Interruption.exitIfCaught(stop)
    }
}
