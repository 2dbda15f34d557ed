import Foundation
import Testing

/// `tillbench` in the background, its output in a file.
///
/// Tests run on threads that block signals, and Foundation's `Process` hands that on: a child of it would not hear SIGINT.
final class RunningProgram {
    private let identifier: pid_t
    private let output: URL
    private var status: Int32?

    init(_ arguments: [String], in folder: URL) throws {
        output = folder.appendingPathComponent("out-\(UInt32.random(in: 0...UInt32.max))")
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output.path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // Foundation sees the end of a program of its own by a descriptor that closes: nobody else may hold it open.
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words: [UnsafeMutablePointer<CChar>?] = ([RunningProgram.path] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var made: pid_t = 0
        try #require(posix_spawn(&made, RunningProgram.path, &actions, &attributes, &words, environ) == 0)
        identifier = made
    }

    deinit { end(SIGKILL) }

    /// What it said so far.
    func said() throws -> String { try String(contentsOf: output, encoding: .utf8) }

    /// Sends a signal.
    func send(_ signal: Int32) { if status == nil { kill(identifier, signal) } }

    /// Ends it and waits; its exit code, or 128 and the signal that ended it.
    @discardableResult
    func end(_ signal: Int32) -> Int32 {
        send(signal)
        return wait()
    }

    /// Waits for its end.
    @discardableResult
    func wait() -> Int32 {
        var code = status ?? 0
        if status == nil {
            while waitpid(identifier, &code, 0) < 0, errno == EINTR {}
            status = code
        }
        return code & 0x7F == 0 ? code >> 8 & 0xFF : 128 + code & 0x7F
    }

    /// `tillbench`, built by the same build into the same folder.
    static var path: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("tillbench").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        // Where the toolchain runs the tests, the test bundle is one of the arguments.
        for argument in CommandLine.arguments where argument.contains(".xctest") {
            return URL(fileURLWithPath: argument).deletingLastPathComponent().appendingPathComponent("tillbench").path
        }
        return beside
    }
}

/// All suites with live terminals: one after the other, since each has a shop of processes.
@Suite("The doctor at live terminals", .serialized)
enum LiveTests {}
