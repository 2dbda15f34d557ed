import Capture
import Glibc
import ISO8583

/// A TCP connection to a host, for a poll loop.
final class HostConnection {
    private(set) var descriptor: Int32
    private var framing = MessageFraming()
    private var conversation: ConversationRecorder?

    /// Connects.
    ///
    /// - Parameters:
    ///   - timeout: Milliseconds for the connection to come about.
    ///   - network: Records the bytes of the connection.
    /// - Throws: `HostUnreachable` with the reason.
    init(address: String, port: Int, timeout: Int32 = 3000, network: NetworkRecorder? = nil) throws(HostUnreachable) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(address, String(port), &hints, &found)
        guard code == 0, let found else { throw HostUnreachable(String(cString: gai_strerror(code))) }
        defer { freeaddrinfo(found) }
        let made = socket(
            found.pointee.ai_family, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard made >= 0 else { throw HostUnreachable(errno) }
        descriptor = made
        let started = connect(made, found.pointee.ai_addr, found.pointee.ai_addrlen)
        var failure: Int32 = started == 0 ? 0 : errno
        if failure == EINPROGRESS {
            var watched = pollfd(fd: made, events: Int16(POLLOUT), revents: 0)
            var size = socklen_t(MemoryLayout<Int32>.size)
            failure = poll(&watched, 1, timeout) > 0 ? 0 : ETIMEDOUT
            if failure == 0 { getsockopt(made, SOL_SOCKET, SO_ERROR, &failure, &size) }
        }
        guard failure == 0 else {
            Glibc.close(made)
            descriptor = -1
            throw HostUnreachable(failure)
        }
        var on: Int32 = 1
        setsockopt(made, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        conversation = network?.open(made)
    }

    deinit { close() }

    /// Sends one message; a message is small, so that a host which does not take it within a second is gone.
    func send(_ message: [UInt8]) throws(HostUnreachable) {
        var rest: ArraySlice<UInt8>
        do { rest = try framing.encode(message)[...] } catch { throw HostUnreachable(error.description) }
        let frame = rest
        // Also of a frame that was not taken whole.
        defer { conversation?.sent(by: .client, [UInt8](frame.prefix(frame.count - rest.count))) }
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN || errno == EINTR {
                var watched = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                guard poll(&watched, 1, 1000) > 0 else { throw HostUnreachable(ETIMEDOUT) }
            } else {
                throw HostUnreachable(errno)
            }
        }
    }

    /// Messages that are complete by now.
    ///
    /// - Throws: `HostUnreachable` when the host closed the connection or speaks another framing.
    func receive() throws(HostUnreachable) -> [[UInt8]] {
        var buffer = [UInt8](repeating: 0, count: 8192)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0, errno == EAGAIN || errno == EINTR { return [] }
        guard count > 0 else {
            conversation?.closed(by: .server)
            throw count == 0 ? HostUnreachable("the host closed the connection") : HostUnreachable(errno)
        }
        let bytes = Array(buffer[..<count])
        conversation?.sent(by: .server, bytes)
        do { return try framing.receive(bytes) } catch { throw HostUnreachable(error.description) }
    }

    func close() {
        guard descriptor >= 0 else { return }
        conversation?.closed(by: .client)
        Glibc.close(descriptor)
        descriptor = -1
    }
}

/// Why a host cannot be reached.
struct HostUnreachable: Error, Equatable {
    let reason: String

    init(_ reason: String) { self.reason = reason }
    init(_ code: Int32) { reason = String(cString: strerror(code)) }
}
