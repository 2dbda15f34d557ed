import Foundation

/// The program in the background, its output in a file.
///
/// Tests run on threads that block signals, and Foundation's `Process` hands that on: a child of it would not hear
/// SIGTERM.
final class Background {
    private let identifier: pid_t
    private let output: URL
    private var hasEnded = false

    /// Starts the program with these arguments in a folder.
    ///
    /// - Throws: `POSIXError` when it cannot be started.
    init(_ arguments: [String], in folder: URL) throws {
        output = folder.appendingPathComponent("out-\(UInt32.random(in: 0...UInt32.max))")
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output.path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let command = ["/usr/bin/env", "-C", folder.path, Program.path] + arguments
        var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var made: pid_t = 0
        let failure = posix_spawn(&made, command[0], &actions, &attributes, &words, environ)
        guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
        identifier = made
    }

    deinit { end() }

    /// What it printed so far.
    func said() throws -> String { try String(contentsOf: output, encoding: .utf8) }

    /// Asks it to end, and waits until it has.
    func end() {
        guard !hasEnded else { return }
        kill(identifier, SIGTERM)
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        hasEnded = true
    }
}
