import Foundation
import SerialDriver

extension LineCheck {
    static let owning: [LineCheck] = [
        LineCheck(
            "exclusive",
            "A port that is open cannot be opened a second time, and the error names the process that holds it."
        ) { bench in
            try await bench.withEnds { ends in
                for port in ends.ports {
                    try bench.refused(port.path, holder: ProcessInfo.processInfo.processIdentifier)
                }
            }
        },
        LineCheck(
            "exclusive-process", "A lock of another program is heeded, that program is named, and ours keeps it out."
        ) {
            bench in
            guard let flock = Helper.flock else { throw Lacking(reason: "flock(1) of util-linux is not installed") }
            for path in Set([bench.pair.a, bench.pair.b]).sorted() {
                // A program that opens a port in the plain way waits for a carrier, unless the port is set to do without.
                var shared = PortOptions()
                shared.isExclusive = false
                let local = try bench.ports.open(path, bench.settings, shared)
                defer { bench.ports.close(local) }
                let holder = try Helper(flock, ["--no-fork", path, "sleep", "30"])
                var isBusy = false
                do { isBusy = try await bench.isBusy(path, by: holder.process) } catch {
                    await holder.stop()
                    throw error
                }
                await holder.stop()
                guard isBusy else {
                    throw Mismatch(
                        expected: "process \(holder.process) holding \(path)", got: "an opening that succeeds")
                }
            }
            try await bench.withEnds { ends in
                for port in ends.ports {
                    let other = try Helper(flock, ["--nonblock", port.path, "true"])
                    guard await other.fails() else {
                        throw Mismatch(
                            expected: "another program kept out", got: "one that locked it too", place: port.path)
                    }
                }
            }
        },
        LineCheck("restored", "The settings that a port had before come back when it is closed.") { bench in
            let before = try bench.keepers.map { (keeper) throws(SerialError) in try keeper.settings() }
            var other = bench.settings.at(bench.settings.baud == 19_200 ? 38_400 : 19_200)
            other.stopBits = .two
            other.flowControl = .software
            try await bench.withEnds(a: other, b: other) { ends in
                let during = try bench.keepers.map { (keeper) throws(SerialError) in try keeper.settings() }
                guard during != before else {
                    throw Mismatch(expected: "other settings while it is open", got: "the same as before")
                }
                // Another change on the way must not become what comes back.
                try ends.change(to: bench.settings.with(.none).at(4800))
            }
            let after = try bench.keepers.map { (keeper) throws(SerialError) in try keeper.settings() }
            guard after == before else {
                let words = zip(before.joined(), after.joined()).enumerated().filter { $0.element.0 != $0.element.1 }
                throw Mismatch(
                    expected: "the settings of before", got: "\(words.count) words of termios that differ",
                    offset: words.first?.offset)
            }
        },
    ]
}

extension Workbench {
    /// Opens a port that is in use; it must be refused, and the holder named.
    fileprivate func refused(_ path: String, holder: Int32) throws {
        do throws(SerialError) {
            let second = try ports.open(path, settings)
            ports.close(second)
        } catch {
            guard case .busy(let named) = error.kind else { throw error }
            guard named?.process == holder else {
                throw Mismatch(
                    expected: "process \(holder) named as the holder",
                    got: named.map { "process \($0.process) (\($0.name))" } ?? "no name", place: path)
            }
            return note(Fact("holder", "\(named?.name ?? "?")"))
        }
        throw Mismatch(expected: "a second opening refused", got: "a second opening", place: path)
    }

    /// Whether a process comes to hold the port; it needs a moment to start.
    fileprivate func isBusy(_ path: String, by holder: Int32) async throws -> Bool {
        try await Workbench.until(.seconds(10)) {
            do throws(SerialError) {
                let port = try ports.open(path, settings)
                ports.close(port)
                return false
            } catch {
                guard case .busy(let named) = error.kind else { throw error }
                guard let named, named.process == holder else {
                    throw Mismatch(
                        expected: "process \(holder) named as the holder",
                        got: named.map { "process \($0.process) (\($0.name))" } ?? "no name", place: path)
                }
                note(Fact("holder", named.name))
                return true
            }
        }
    }
}

/// A program that is started for a check.
private final class Helper: Sendable {
    static let flock = ["/usr/bin/flock", "/bin/flock"].first { FileManager.default.isExecutableFile(atPath: $0) }

    private let child: Process

    init(_ program: String, _ arguments: [String]) throws {
        child = Process()
        child.executableURL = URL(fileURLWithPath: program)
        child.arguments = arguments
        child.standardInput = FileHandle.nullDevice
        child.standardOutput = FileHandle.nullDevice
        child.standardError = FileHandle.nullDevice
        try child.run()
    }

    var process: Int32 { child.processIdentifier }

    /// Ends it. It may have SIGTERM blocked, as this program may: children inherit that.
    func stop() async {
        kill(child.processIdentifier, SIGKILL)
        await offThread { [self] in child.waitUntilExit() }
    }

    /// Whether it ends with a failure.
    func fails() async -> Bool {
        await offThread { [self] in
            child.waitUntilExit()
            return child.terminationStatus != 0
        }
    }
}
