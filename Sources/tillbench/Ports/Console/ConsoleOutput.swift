import Foundation
import TerminalService

/// Where a console's output goes. A reader that went away, as `head` does, ends the console and is no failure.
struct ConsoleOutput {
    /// What went wrong with it.
    enum Failure: Error {
        /// Nobody reads any more.
        case unread
        /// It cannot be written: why.
        case failed(String)
    }

    /// True for a terminal in raw mode, on which a new line needs CR as well.
    let isScreen: Bool

    func show(_ text: String) throws(Failure) {
        try write(isScreen ? text.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] } : [UInt8](text.utf8))
    }

    func record(_ record: ConsoleRecord) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try write([UInt8](try encoder.encode(record)) + [0x0A])
    }

    /// Erases the screen, and goes to its first place. Source: ECMA-48, ED and CUP.
    func clear() throws(Failure) { if isScreen { try write([UInt8]("\u{1B}[2J\u{1B}[H".utf8)) } }

    func write(_ bytes: [UInt8]) throws(Failure) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(STDOUT_FILENO, $0.baseAddress.map { $0 + done }, $0.count - done)
            }
            if count >= 0 {
                done += count
            } else if errno == EAGAIN {
                var watched = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
                _ = poll(&watched, 1, 1000)
            } else if errno == EPIPE {
                throw .unread
            } else if errno != EINTR {
                throw .failed(String(cString: strerror(errno)))
            }
        }
    }
}
