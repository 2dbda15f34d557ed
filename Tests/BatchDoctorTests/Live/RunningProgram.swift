import Foundation
import Testing

/// `tillbench` in the background, its output in a file.
///
/// Tests run on threads that block signals, and Foundation's `Process` hands that on: a child of it would not hear SIGINT.
final class RunningProgram {
    private let identifier: pid_t
    private let output: URL
    /// Foundation sees the end of a program of its own by a descriptor that closes: a program of ours that lives on may not
    /// hold it open.
    private static let closeOthers = """
        for f in /proc/self/fd/*; do n=${f##*/}; if [ "$n" -gt 2 ]; then eval "exec $n>&-"; fi; done; exec "$@"
        """
    private var status: Int32?

    /// - Parameter keyboard: A terminal that is its standard input and error.
    init(_ arguments: [String], program: [String]? = nil, in folder: URL, keyboard: Int32? = nil) throws {
        output = folder.appendingPathComponent("out-\(UInt32.random(in: 0...UInt32.max))")
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output.path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, output.path + ".err", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        if let keyboard {
            posix_spawn_file_actions_adddup2(&actions, keyboard, 0)
            posix_spawn_file_actions_adddup2(&actions, keyboard, 2)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let command =
            ["/bin/bash", "-c", RunningProgram.closeOthers, "--"] + (program ?? [RunningProgram.path]) + arguments
        var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var made: pid_t = 0
        try #require(posix_spawn(&made, command[0], &actions, &attributes, &words, environ) == 0)
        identifier = made
    }

    deinit { end(SIGKILL) }

    /// What it printed so far.
    func printed() throws -> Data { try Data(contentsOf: output) }

    /// What it said on standard error so far.
    func complaint() throws -> String { try String(contentsOfFile: output.path + ".err", encoding: .utf8) }

    /// Both.
    func said() throws -> String { String(decoding: try printed(), as: UTF8.self) + (try complaint()) }

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

/// A run of a program to its end.
struct FinishedRun {
    let status: Int32
    let output: Data
    let complaint: String
    var text: String { String(decoding: output, as: UTF8.self) }

    /// Runs `tillbench`, or another program.
    init(_ arguments: [String], program: [String]? = nil) throws {
        let folder = URL(fileURLWithPath: NSTemporaryDirectory() + "tf-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let running = try RunningProgram(arguments, program: program, in: folder)
        status = running.wait()
        output = try running.printed()
        complaint = try running.complaint()
    }
}

/// All suites with live terminals: one after the other, since each has a shop of processes.
@Suite("The doctor at live terminals", .serialized)
enum LiveTests {}
