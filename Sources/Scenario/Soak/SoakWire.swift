import Foundation
import Synchronization
import TerminalService

/// What the bridge of a soak tells, added up as it comes.
final class SoakWire: Sendable {
    struct Sums {
        var messages = 0
        var transactions = 0
        var openPorts: Set<String> = []
        /// Seconds from request to response.
        var responses: [Double] = []
        /// What should not happen on lines that nobody disturbs.
        var disturbances: [String] = []
        /// What the links put right by themselves, such as a frame that was acknowledged late.
        var lineNotes: [String] = []
        fileprivate var waiting: [Key: Double] = [:]
        fileprivate var rest: [UInt8] = []
    }

    fileprivate struct Key: Hashable {
        var port: String
        var messageClass: Substring
        var trace: UInt32
    }

    private let state = Mutex(Sums())

    /// Takes what the bridge wrote, line by line.
    func take(_ bytes: [UInt8]) {
        state.withLock { sums in
            var lines = (sums.rest + bytes).split(separator: 0x0A, omittingEmptySubsequences: false)
            sums.rest = Array(lines.popLast() ?? [])
            for line in lines {
                do { SoakWire.add(try JSONDecoder().decode(BridgeReport.self, from: Data(line)), to: &sums) } catch {
                    sums.disturbances.append("the bridge wrote a line that cannot be read: \(error)")
                }
            }
        }
    }

    private static func add(_ report: BridgeReport, to sums: inout Sums) {
        switch report.event {
        case .portOpened: sums.openPorts.insert(report.port)
        case .hostConnected: break
        case .line: sums.lineNotes.append("\(report.port): \(report.text ?? "")")
        case .portLost, .hostLost:
            sums.disturbances.append("\(report.port): \(report.text ?? report.event.rawValue)")
        case .toHost, .toTerminal:
            sums.messages += 1
            guard let mti = report.mti, let trace = report.trace else { return }
            // 0200 and 0210 are of one class, so are 0400 and 0410: a response differs in the third digit.
            let key = Key(port: report.port, messageClass: mti.prefix(2), trace: trace)
            if report.event == .toHost {
                // A message that is sent again waits from its first time on.
                if sums.waiting[key] == nil { sums.waiting[key] = report.seconds }
            } else if let begun = sums.waiting.removeValue(forKey: key) {
                sums.responses.append(report.seconds - begun)
                if mti.hasPrefix("02") { sums.transactions += 1 }
            }
        }
    }

    /// The sums so far.
    var sums: Sums { state.withLock { $0 } }
}

/// A bridge as a process of its own that serves many ports, as `tillbench bridge --json` runs it.
final class BridgeChild {
    private let process = Process()
    private let leash = Pipe()
    private let output = Pipe()
    private let ended = DispatchSemaphore(value: 0)

    /// Starts a bridge.
    ///
    /// - Throws: When the program cannot be run.
    init(program: String, ports: [String], hostPort: Int, baud: Int, errors: URL, wire: SoakWire) throws {
        try Data().write(to: errors)
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments =
            ["bridge", "--json", "--until-stdin-closes", "--host", "127.0.0.1:\(hostPort)", "--baud", "\(baud)"]
            + ports
        process.standardInput = leash
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let descriptor = output.fileHandleForReading.fileDescriptor
        Thread.detachNewThread { [ended] in
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = read(descriptor, &buffer, buffer.count)
                if count > 0 { wire.take(Array(buffer[..<count])) }
                if count == 0 || (count < 0 && errno != EINTR) { break }
            }
            ended.signal()
        }
    }

    var isRunning: Bool { process.isRunning }

    /// Orderly end; everything that it told is taken.
    func stop() {
        try? leash.fileHandleForWriting.close()
        process.waitUntilExit()
        ended.wait()
    }
}
