import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The operator's hands, from another process.
public struct ControlClient: Sendable {
    private let folder: TerminalFolder
    /// How long an answer may take, in milliseconds.
    private let timeout: Int32

    /// A client of the terminal in `folder`.
    public init(_ folder: TerminalFolder, timeout: Int32 = 5000) {
        self.folder = folder
        self.timeout = timeout
    }

    /// Asks once.
    ///
    /// - Throws: `BenchError` when no terminal runs there, when it does not answer, or when it did not do what was asked.
    @discardableResult
    public func ask(_ request: ControlRequest) throws -> ControlReply {
        let descriptor = try UnixSocket.connect(to: folder.control)
        defer { close(descriptor) }
        var line = try JSONEncoder().encode(request)
        line.append(0x0A)
        let sent = line.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard sent == line.count else { throw silent("the request could not be sent") }
        var answer = Data()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while answer.last != 0x0A {
            var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&watched, 1, timeout)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { throw silent("no answer within \(timeout) ms") }
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { throw silent("the terminal went away") }
            answer.append(contentsOf: buffer[..<count])
        }
        let reply = try JSONDecoder().decode(ControlReply.self, from: answer)
        if let problem = reply.problem {
            throw BenchError(
                .refused, "the terminal did not do it", why: problem, next: "`tillbench terminal show` tells its state")
        }
        return reply
    }

    private func silent(_ why: String) -> BenchError {
        BenchError(
            .silent, "the terminal in \(folder.path) does not answer", why: why,
            next: "see whether its process still runs; start it again on the same folder, its flash is kept")
    }
}
