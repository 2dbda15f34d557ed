import CTermios
import Glibc

/// A pseudo-terminal: this program is the device behind a tty that others open like any serial port.
///
/// It stays usable while nobody has the tty open: a descriptor of the tty is kept here, so that reading does not fail
/// between two users.
///
/// That descriptor also keeps what a user leaves behind. A user that is killed while it has the tty for itself (TIOCEXCL)
/// leaves it so: only the superuser can open it from then on, others are told that it is busy (EBUSY). Whether such a user
/// still lives cannot be known from here (not all take a lock, and another user's descriptors cannot be seen), so nothing is
/// released on suspicion: close this pseudo-terminal and make a new one. Programs that use `SerialPort` give the tty
/// back when they close it.
public final class PseudoTerminal: Sendable {
    /// Path of the tty, for example /dev/pts/3.
    public let devicePath: String
    /// Path of the stable link to it, or nil.
    public let link: String?
    let master: Descriptor
    let keeper: Descriptor

    /// Makes a pseudo-terminal, raw from the beginning, at 115200 baud until somebody sets another speed.
    ///
    /// - Parameter link: Where a symbolic link to the tty is made. A link that stands there is replaced in one step;
    ///   anything else is left alone.
    /// - Throws: `SerialError`.
    public init(link: String? = nil) throws(SerialError) {
        var name = [CChar](repeating: 0, count: 128)
        let opened = tb_open_pseudo_terminal(&name, name.count)
        guard opened >= 0 else { throw SerialError.system("posix_openpt", path: "/dev/ptmx") }
        master = Descriptor(opened)
        let path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        devicePath = path
        self.link = link
        let slave = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard slave >= 0 else { throw SerialError.system("open", path: path) }
        keeper = Descriptor(slave)
        try TerminalMode.read(slave, path: path)
            .raw(LineSettings(baud: 115_200), marksErrors: false, hangsUp: nil).write(slave, path: path)
        if let link { try PseudoTerminal.place(link, to: path) }
    }

    deinit { close() }

    private static func place(_ link: String, to device: String) throws(SerialError) {
        var status = stat()
        if lstat(link, &status) == 0, status.st_mode & S_IFMT != S_IFLNK {
            throw SerialError(.linkOccupied, path: link)
        }
        let fresh = link + ".\(getpid())"
        unlink(fresh)
        guard symlink(device, fresh) == 0, rename(fresh, link) == 0 else {
            let error = SerialError.system("symlink", path: link)
            unlink(fresh)
            throw error
        }
    }

    /// Descriptor for a caller's own `poll`. It is not to be read, written or closed, and not to be used after the close.
    public var pollable: Int32 { master.number }

    /// Reads what the user of the tty wrote; empty when there is nothing now.
    public func read(upTo limit: Int) throws(SerialError) -> [UInt8] {
        try use("read") { descriptor in
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: max(1, limit)) { buffer, initialized in
                count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                initialized = max(0, count)
            }
            return count >= 0 ? bytes : nil
        } ?? []
    }

    /// Writes as much as the tty takes now.
    ///
    /// - Returns: How many bytes it took.
    public func write(_ bytes: [UInt8]) throws(SerialError) -> Int {
        guard !bytes.isEmpty else { return 0 }
        return try use("write") { descriptor in
            let count = Glibc.write(descriptor, bytes, bytes.count)
            return count >= 0 ? count : nil
        } ?? 0
    }

    /// Line settings that the user of the tty has set. A pseudo-terminal always has 8 data bits and no parity.
    public func settingsOfUser() throws(SerialError) -> LineSettings {
        guard master.enter() else { throw SerialError(.closed, path: devicePath) }
        defer { master.leave() }
        return try TerminalMode.read(master.number, path: devicePath).settings
    }

    /// Whether the user of the tty wants damaged characters and breaks marked in what is read (`MarkedInput`).
    public func userMarksErrors() throws(SerialError) -> Bool {
        guard master.enter() else { throw SerialError(.closed, path: devicePath) }
        defer { master.leave() }
        return try TerminalMode.read(master.number, path: devicePath).line.input & tb_in_parmrk != 0
    }

    /// Nil from the body means that the call failed: for now (nil is returned), or with an error.
    func use<Value>(_ call: String, _ body: (Int32) -> Value?) throws(SerialError) -> Value? {
        guard master.enter() else { throw SerialError(.closed, path: devicePath) }
        defer { master.leave() }
        if let value = body(master.number) { return value }
        guard errno == EAGAIN || errno == EINTR else { throw SerialError.onOpenPort(call, path: devicePath) }
        return nil
    }

    /// Hangs up: users of the tty see a disconnection. The link is removed if it is still this one's.
    public func close() {
        guard !master.isShut else { return }
        if let link, PseudoTerminal.destination(link) == devicePath { unlink(link) }
        keeper.shut()
        master.shut()
    }

    private static func destination(_ link: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 256)
        let count = readlink(link, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }
}
