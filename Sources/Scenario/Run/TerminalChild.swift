import Foundation
import Settlement
import VirtualTerminal

#if canImport(Glibc)
    import Glibc
#endif

/// A terminal as a process of its own, as `tillbench terminal start` runs it.
final class TerminalChild {
    private let process = Process()
    /// As long as this end is open the terminal runs; when the bench dies, for whatever reason, the terminal ends too.
    private let leash = Pipe()
    private let errors: URL

    /// Starts a terminal.
    ///
    /// - Throws: When the program cannot be run.
    init(program: String, folder: TerminalFolder, configuration: String, now: ClockTime, cut: FlashCut? = nil) throws {
        errors = URL(fileURLWithPath: folder.path + "-errors.txt")
        try Data().write(to: errors)
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = [
            "terminal", "start", "--dir", folder.path, "--config", configuration, "--at",
            now.description.replacingOccurrences(of: " ", with: "T"), "--until-stdin-closes", "--quiet",
        ]
        if let cut { process.arguments? += ["--cut-power-at", cut.description] }
        process.standardInput = leash
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    /// Waits until the terminal can be talked to.
    func waitUntilReady(_ folder: TerminalFolder) throws {
        let client = ControlClient(folder, timeout: 30_000)
        let limit = ContinuousClock.now + .seconds(60)
        while true {
            if (try? client.ask(.show)) != nil { return }
            guard process.isRunning, ContinuousClock.now < limit else {
                let said = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
                kill()
                throw BenchError(
                    .port, "the terminal did not start", why: said.trimmingCharacters(in: .whitespacesAndNewlines),
                    next: "start it by hand with `tillbench terminal start --dir \(folder.path)`")
            }
            usleep(5000)
        }
    }

    var isRunning: Bool { process.isRunning }

    /// True when the process was killed, or is within so many seconds.
    func wasKilled(within seconds: Double) -> Bool {
        let end = ContinuousClock.now + .milliseconds(Int64(seconds * 1000))
        while process.isRunning {
            guard ContinuousClock.now < end else { return false }
            usleep(5000)
        }
        return process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
    }

    /// Power cut: SIGKILL, and nothing else.
    func kill() {
        if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    /// SIGKILL from another thread; the death is noticed by whoever talks to the terminal next.
    var processID: Int32 { process.processIdentifier }

    /// Orderly end.
    func stop(_ folder: TerminalFolder) {
        if process.isRunning { _ = try? ControlClient(folder).ask(.stop) }
        try? leash.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
