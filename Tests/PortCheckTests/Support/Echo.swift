import Foundation
import SerialDriver
import Synchronization

/// A device that sends back what it gets: a port with a loopback plug.
final class Echo: Sendable {
    private let terminal: PseudoTerminal
    private let isStopped = Mutex(false)
    private let ended = DispatchSemaphore(value: 0)

    init(_ terminal: PseudoTerminal) {
        self.terminal = terminal
        Thread.detachNewThread { [self] in
            run()
            ended.signal()
        }
    }

    func stop() {
        isStopped.withLock { $0 = true }
        ended.wait()
        terminal.close()
    }

    private func run() {
        var waiting: [UInt8] = []
        while !isStopped.withLock({ $0 }) {
            var watched = pollfd(
                fd: terminal.pollable, events: Int16(waiting.isEmpty ? POLLIN : POLLOUT), revents: 0)
            _ = poll(&watched, 1, 20)
            do {
                if waiting.isEmpty { waiting = try terminal.read(upTo: 4096) }
                if !waiting.isEmpty { waiting.removeFirst(try terminal.write(waiting)) }
            } catch { return }
        }
    }
}

/// Settings of a tty as the C library shows them.
enum Settings {
    static func shown(_ path: String) throws -> [UInt64] {
        let descriptor = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK)
        defer { close(descriptor) }
        var found = termios()
        guard tcgetattr(descriptor, &found) == 0 else { throw POSIXError(.ENOTTY) }
        let characters = withUnsafeBytes(of: &found.c_cc) { $0.map(UInt64.init) }
        return [found.c_iflag, found.c_oflag, found.c_cflag, found.c_lflag].map(UInt64.init) + characters
    }
}
