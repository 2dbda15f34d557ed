import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// One operator at the control socket: lines in, lines out.
final class ControlConnection {
    /// What is longer than this without a line end is not a request.
    private static let longestLine = 1 << 20

    let descriptor: Int32
    private(set) var isClosed = false
    private var received = Data()

    /// Takes the next waiting connection, if there is one.
    init?(accepting listener: Int32) {
        descriptor = accept(listener, nil, nil)
        guard descriptor >= 0 else { return nil }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit { finish() }

    /// The requests that are complete by now.
    func receive() -> [ControlRequest] {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &buffer, buffer.count)
        if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) {
            finish()
            return []
        }
        if count > 0 { received.append(contentsOf: buffer[..<count]) }
        if received.count > ControlConnection.longestLine { finish() }
        var requests: [ControlRequest] = []
        while let end = received.firstIndex(of: 0x0A) {
            let line = received[received.startIndex..<end]
            received.removeSubrange(received.startIndex...end)
            guard let request = try? JSONDecoder().decode(ControlRequest.self, from: Data(line)) else {
                // Whoever speaks another language here gets no half-understood answer.
                finish()
                return []
            }
            requests.append(request)
        }
        return requests
    }

    func answer(_ reply: ControlReply) {
        guard !isClosed, var line = try? JSONEncoder().encode(reply) else { return finish() }
        line.append(0x0A)
        var rest = line[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if sent > 0 {
                rest = rest.dropFirst(sent)
            } else if sent < 0, errno == EAGAIN || errno == EINTR {
                // A long journal may not fit into the socket's buffer at once; a client that stops reading is dropped.
                var watched = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                guard poll(&watched, 1, 1000) > 0 else { return finish() }
            } else {
                return finish()
            }
        }
    }

    private func finish() {
        guard !isClosed else { return }
        isClosed = true
        close(descriptor)
    }
}
