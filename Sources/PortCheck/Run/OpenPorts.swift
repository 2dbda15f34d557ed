import Glibc
import SerialDriver
import Synchronization

/// The ports that checks have open, so that all of them can be given back at once.
final class OpenPorts: Sendable {
    private struct State {
        var ports: [SerialPort] = []
        var steady: [SteadyPort] = []
        var isEnded = false
    }

    private let state = Mutex(State())

    /// Opens a port. Nobody can end everything between the opening and the entry in the list.
    ///
    /// - Throws: `SerialError`; `.closed` after the end.
    func open(
        _ path: String, _ settings: LineSettings, _ options: PortOptions = PortOptions()
    ) throws(SerialError) -> SerialPort {
        try state.withLock { state in
            Result { () throws(SerialError) in
                guard !state.isEnded else { throw SerialError(.closed, path: path) }
                let port = try SerialPort(opening: path, settings: settings, options: options)
                state.ports.append(port)
                return port
            }
        }.get()
    }

    /// Makes a port that comes back by itself; it opens nothing yet.
    func steady(_ identity: PortIdentity, _ settings: LineSettings) -> SteadyPort {
        let port = SteadyPort(identity, settings: settings)
        let isEnded = state.withLock { state in
            state.steady.append(port)
            return state.isEnded
        }
        if isEnded { port.close() }
        return port
    }

    /// Gives a port back with its former settings.
    func close(_ port: SerialPort) {
        port.close(discardingOutput: true)
        state.withLock { $0.ports.removeAll { $0 === port } }
    }

    /// Gives all of them back with their former settings, the last one first; nothing can be opened after that.
    func end() {
        let (ports, steady) = state.withLock { state in
            state.isEnded = true
            defer {
                state.ports = []
                state.steady = []
            }
            return (state.ports, state.steady)
        }
        for port in steady { port.close() }
        for port in ports.reversed() { port.close(discardingOutput: true) }
    }
}

/// Keeps a device in use without touching it.
///
/// Between two checks nobody else has it open: a device that ends with its last user, such as a pseudo-terminal of socat,
/// would end there. It also tells the settings of the port, through the C library and not through the driver under test.
final class Keeper: Sendable {
    private let descriptor: Mutex<Int32>
    private let path: String

    /// - Throws: `SerialError` when it cannot be opened.
    init(_ path: String) throws(SerialError) {
        self.path = path
        let opened = Glibc.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard opened >= 0 else { throw SerialError.system("open", path: path) }
        descriptor = Mutex(opened)
    }

    deinit { letGo() }

    /// Lets the device go, since the kernel gives its name to no other one while somebody has it open.
    func letGo() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { Glibc.close(descriptor) }
            descriptor = -1
        }
    }

    /// The settings as termios(3) shows them, one word for each flag word, control character and speed.
    func settings() throws(SerialError) -> [UInt64] {
        var found = termios()
        guard descriptor.withLock({ tcgetattr($0, &found) }) == 0 else {
            throw SerialError.system("tcgetattr", path: path)
        }
        let characters = withUnsafeBytes(of: &found.c_cc) { $0.map(UInt64.init) }
        return [found.c_iflag, found.c_oflag, found.c_cflag, found.c_lflag, cfgetispeed(&found), cfgetospeed(&found)]
            .map(UInt64.init) + characters
    }
}
