import CTermios
import Glibc

/// An open serial port, for exclusive use.
///
/// The settings that the port had before come back when it is closed.
public final class SerialPort {
    /// Path that it was opened by.
    public let path: String
    private var descriptor: Int32
    private var former: termios

    /// Opens a port and sets its line.
    ///
    /// TIOCEXCL keeps other users out, an advisory lock keeps the superuser's programs out as well.
    ///
    /// - Throws: `SerialError`: not found, not permitted, busy (with the process that holds it), no tty, unsupported speed.
    public init(opening path: String, settings: LineSettings) throws(SerialError) {
        self.path = path
        let speed = try settings.speed(path: path)
        guard !StaleLink.isStale(path) else { throw SerialError(.notFound, path: path) }
        let opened = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard opened >= 0 else { throw SerialError.system("open", path: path) }
        descriptor = opened
        former = termios()
        do throws(SerialError) {
            guard isatty(opened) == 1 else { throw SerialError(.notATerminal, path: path) }
            guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
                if errno == EWOULDBLOCK { throw SerialError(.busy(PortHolder.find(path)), path: path) }
                throw SerialError.system("flock", path: path)
            }
            guard tb_claim(opened) == 0 else { throw SerialError.system("TIOCEXCL", path: path) }
            try configure(speed)
        } catch {
            Glibc.close(opened)
            descriptor = -1
            throw error
        }
    }

    deinit { close() }

    private func configure(_ speed: speed_t) throws(SerialError) {
        guard tcgetattr(descriptor, &former) == 0 else { throw SerialError.system("tcgetattr", path: path) }
        var wanted = former
        tb_make_raw(&wanted, speed)
        guard tcsetattr(descriptor, TCSANOW, &wanted) == 0 else { throw SerialError.system("tcsetattr", path: path) }
        // tcsetattr succeeds when any of the settings was taken, so they are read back.
        var taken = termios()
        guard tcgetattr(descriptor, &taken) == 0 else { throw SerialError.system("tcgetattr", path: path) }
        guard taken.c_cflag == wanted.c_cflag, taken.c_lflag == wanted.c_lflag, taken.c_iflag == wanted.c_iflag,
            taken.c_oflag == wanted.c_oflag, cfgetospeed(&taken) == speed
        else {
            tcsetattr(descriptor, TCSANOW, &former)
            throw SerialError(.settingsRefused, path: path)
        }
    }

    /// Descriptor for a caller's own `poll`; -1 once the port is closed. It is not to be read, written or closed.
    public var pollable: Int32 { descriptor }

    /// Reads what has arrived, at least one byte.
    ///
    /// - Parameters:
    ///   - limit: At most so many bytes.
    ///   - deadline: How long to wait for the first byte.
    /// - Throws: `SerialError.timedOut` at the deadline, `.disconnected` when the other side is gone.
    public func read(upTo limit: Int, deadline: ContinuousClock.Instant) throws(SerialError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: max(1, limit))
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count > 0 { return Array(buffer[..<count]) }
            // With VMIN 1 nothing to read is EAGAIN; zero bytes are the end: the other side hung up.
            if count == 0 { throw SerialError(.disconnected, path: path) }
            if errno != EAGAIN, errno != EINTR { throw SerialError.system("read", path: path) }
            try wait(Int16(POLLIN), until: deadline)
        }
    }

    /// Writes all bytes.
    ///
    /// - Throws: `SerialError.timedOut` when the line did not take them by the deadline; some of them may have left.
    public func writeAll(_ bytes: [UInt8], deadline: ContinuousClock.Instant) throws(SerialError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count < 0, errno != EAGAIN, errno != EINTR {
                throw SerialError.system("write", path: path)
            } else {
                try wait(Int16(POLLOUT), until: deadline)
            }
        }
    }

    private func wait(_ events: Int16, until deadline: ContinuousClock.Instant) throws(SerialError) {
        guard descriptor >= 0 else { throw SerialError(.disconnected, path: path) }
        let left = deadline - ContinuousClock.now
        let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
        guard left > .zero else { throw SerialError(.timedOut, path: path) }
        var watched = pollfd(fd: descriptor, events: events, revents: 0)
        let ready = poll(&watched, 1, Int32(clamping: max(1, milliseconds)))
        if ready < 0, errno != EINTR { throw SerialError.system("poll", path: path) }
        // Bytes that arrived before the hang-up are still read first.
        if watched.revents & events == 0, watched.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 {
            throw SerialError(.disconnected, path: path)
        }
    }

    /// Waits until everything written has left.
    public func drain() throws(SerialError) {
        guard tcdrain(descriptor) == 0 else { throw SerialError.system("tcdrain", path: path) }
    }

    /// Drops what has arrived and what has not left yet.
    public func discard() throws(SerialError) {
        guard tcflush(descriptor, TCIOFLUSH) == 0 else { throw SerialError.system("tcflush", path: path) }
    }

    /// Gives the port back with its former settings. Closing twice does nothing.
    public func close() {
        guard descriptor >= 0 else { return }
        tcsetattr(descriptor, TCSANOW, &former)
        _ = tb_release(descriptor)
        Glibc.close(descriptor)
        descriptor = -1
    }
}
