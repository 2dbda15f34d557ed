import BenchSupport
import Fleet
import Foundation
import VirtualTerminal

/// Events as lines of JSON from a file or standard input. A line that is no event is said and passed over.
final class EventInput {
    let descriptor: Int32
    private let name: String
    private var rest: [UInt8] = []
    private var lineNumber = 0
    private(set) var isOver = false
    /// Bytes of a line that count; one that is longer is no event.
    private static let largestLine = 64 * 1024

    init(_ path: String) throws {
        name = path == "-" ? "standard input" : path
        descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw BenchError(
                .file, "the events \(path) cannot be read", why: String(cString: strerror(errno)),
                next: "name another file, or - for standard input")
        }
    }

    /// True when something can be read without waiting.
    var isReady: Bool {
        guard !isOver else { return false }
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, 0) > 0
    }

    /// What can be read now: waits for one piece.
    func read() throws -> [FleetEvent] {
        guard !isOver else { return [] }
        var buffer = [UInt8](repeating: 0, count: 256 * 1024)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return [] }
        guard count >= 0 else {
            isOver = true
            throw BenchError(
                .file, "\(name) cannot be read", why: String(cString: strerror(errno)), next: "name another file")
        }
        var lines: [ArraySlice<UInt8>]
        if count == 0 {
            isOver = true
            lines = [rest[...]]
        } else {
            rest += buffer[..<count]
            lines = rest.split(separator: 0x0A, omittingEmptySubsequences: false)
            // Of a line that is too long so much is kept that it is seen to be.
            rest = Array((lines.popLast() ?? []).prefix(EventInput.largestLine + 1))
        }
        return lines.compactMap(event)
    }

    private func event(_ line: ArraySlice<UInt8>) -> FleetEvent? {
        lineNumber += 1
        guard line.contains(where: { $0 > 0x20 }) else { return nil }
        guard line.count <= EventInput.largestLine else {
            Talk.error("\(name):\(lineNumber): longer than \(EventInput.largestLine) bytes; the line is passed over")
            return nil
        }
        do throws(EventLineError) { return try EventLine.read(line) } catch {
            Talk.error("\(name):\(lineNumber): \(error.what); the line is passed over")
            return nil
        }
    }
}
