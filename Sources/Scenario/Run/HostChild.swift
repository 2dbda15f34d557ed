import Foundation
import Settlement
import VirtualTerminal

#if canImport(Glibc)
    import Glibc
#endif

/// An acquirer host as a process of its own on its ledger file, as `tillbench host start` runs it.
final class HostChild {
    private let process = Process()
    /// As long as this end is open the host runs; when the bench dies, for whatever reason, the host ends too. What the
    /// clocks are set to goes over it.
    private let leash: Int32
    private let errors: URL
    private let port: Int

    /// Starts a host.
    ///
    /// - Parameters:
    ///   - program: The `tillbench` executable.
    ///   - port: Where it listens on loopback.
    ///   - ledger: Its file.
    ///   - configuration: Its host file.
    ///   - now: What its clock shows.
    ///   - errors: Takes what it complains about.
    /// - Throws: When the program cannot be run.
    init(program: String, port: Int, ledger: String, configuration: String, now: ClockTime, errors: URL) throws {
        self.port = port
        self.errors = errors
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        leash = ends[0]
        // The other end belongs to the child alone.
        defer { close(ends[1]) }
        try Data().write(to: errors)
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = [
            "host", "start", "--port", "\(port)", "--ledger", ledger, "--config", configuration, "--at",
            HostChild.text(now), "--until-stdin-closes", "--quiet",
        ]
        process.standardInput = FileHandle(fileDescriptor: ends[1], closeOnDealloc: false)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    deinit { close(leash) }

    private static func text(_ time: ClockTime) -> String {
        time.description.replacingOccurrences(of: " ", with: "T")
    }

    /// Waits until the host takes connections.
    ///
    /// - Throws: `BenchError.port` with what the host complained about.
    func waitUntilReady() throws {
        let limit = ContinuousClock.now + .seconds(30)
        while !LoopbackPort.answers(port) {
            guard process.isRunning, ContinuousClock.now < limit else {
                let said = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
                kill()
                throw BenchError(
                    .port, "the host did not start on port \(port)",
                    why: said.trimmingCharacters(in: .whitespacesAndNewlines),
                    next: "start it by hand with `tillbench host start --port \(port)`")
            }
            usleep(5000)
        }
    }

    /// Sets its clock ahead. A host that is dying does not hear it; the next one is started with the right time.
    func setClock(_ time: ClockTime) { say("clock \(HostChild.text(time))") }

    /// Lets it close the batch of a terminal by itself.
    func forceClose(_ terminalID: String) { say("force-close \(terminalID)") }

    private func say(_ text: String) {
        let line = Array((text + "\n").utf8)
        _ = line.withUnsafeBytes { send(leash, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    /// SIGKILL, and nothing else.
    ///
    /// - Returns: True when it was alive and died of it.
    @discardableResult
    func kill() -> Bool {
        if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
    }

    /// Orderly end.
    func stop() {
        shutdown(leash, Int32(SHUT_RDWR))
        process.waitUntilExit()
    }
}

/// TCP ports on loopback.
enum LoopbackPort {
    /// A port that nobody listens on now, below those that the system hands out by itself: a host that is away for a moment
    /// finds its port free when it comes back.
    static func free() -> Int {
        for _ in 0..<1000 {
            let port = Int.random(in: 10_000..<30_000)
            if canListen(port) { return port }
        }
        return 0
    }

    private static func canListen(_ port: Int) -> Bool {
        withSocket(port) { descriptor, address, size in
            var on: Int32 = 1
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
            return bind(descriptor, address, size) == 0 && listen(descriptor, 1) == 0
        }
    }

    /// True when a connection comes about.
    static func answers(_ port: Int) -> Bool { withSocket(port) { connect($0, $1, $2) == 0 } }

    private static func withSocket(
        _ port: Int, _ body: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Bool
    ) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
