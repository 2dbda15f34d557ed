import Foundation
import Scenario
import Settlement
import VirtualTerminal

/// What ends a host: Ctrl-C, or the end of its standard input for one that a run has started.
enum HostLeash {
    /// Waits for the end. On the way a line `clock 2026-11-23T09:00` on standard input sets the clock ahead.
    ///
    /// - Parameters:
    ///   - stop: Becomes readable at Ctrl-C.
    ///   - isLed: Whoever holds the other end of standard input decides; a Ctrl-C is for them as well.
    static func wait(for stop: Int32, orEndOfInput isLed: Bool, _ clock: BenchClock?) {
        var words = Words()
        var watched = [
            pollfd(fd: isLed ? -1 : stop, events: Int16(POLLIN), revents: 0),
            pollfd(fd: isLed ? 0 : -1, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            guard poll(&watched, 2, -1) >= 0 || errno == EINTR else { return }
            if watched[0].revents != 0 { return }
            guard watched[1].revents != 0 else { continue }
            guard let lines = words.read(0) else { return }
            for line in lines where line.hasPrefix("clock ") {
                if let time = ClockTime(iso8601: String(line.dropFirst(6))) { clock?.skip(to: time) }
            }
        }
    }

    /// A time as it is typed.
    ///
    /// - Throws: `BenchError.file` when it is none.
    static func time(_ text: String) throws -> ClockTime {
        guard let time = ClockTime(iso8601: text) else {
            throw BenchError(.file, "\"\(text)\" is no time", why: "", next: "write it as 2026-11-23T09:00")
        }
        return time
    }

    /// Lines that come in over a descriptor, piece by piece.
    private struct Words {
        private var rest: [UInt8] = []

        /// Lines that are complete by now; nil at the end.
        mutating func read(_ descriptor: Int32) -> [String]? {
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR || errno == EAGAIN { return [] }
            guard count > 0 else { return nil }
            var lines = (rest + buffer[..<count]).split(separator: 0x0A, omittingEmptySubsequences: false)
            rest = Array(lines.popLast() ?? [])
            return lines.map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
