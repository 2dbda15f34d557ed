import CTermios
import Foundation

/// A pseudo-terminal: this program is the device behind a tty that others open like any serial port.
///
/// It stays usable while nobody has the tty open: a descriptor of the tty is kept here, so that reading does not fail
/// between two users.
public final class PseudoTerminal {
    /// Path of the tty, for example /dev/pts/3.
    public let devicePath: String
    /// Path of the stable link to it, or nil.
    public let link: String?
    private var master: Int32
    private var keeper: Int32

    /// Makes a pseudo-terminal, raw from the beginning.
    ///
    /// - Parameter link: Where a symbolic link to the tty is made. A link that stands there is replaced in one step;
    ///   anything else is left alone.
    /// - Throws: `SerialError`.
    public init(link: String? = nil) throws(SerialError) {
        var name = [CChar](repeating: 0, count: 128)
        let opened = tb_open_pseudo_terminal(&name, name.count)
        guard opened >= 0 else { throw SerialError.system("posix_openpt", path: "/dev/ptmx") }
        let path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let slave = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        devicePath = path
        master = opened
        keeper = slave
        self.link = link
        do throws(SerialError) {
            var settings = termios()
            guard slave >= 0, tcgetattr(slave, &settings) == 0 else { throw SerialError.system("open", path: path) }
            tb_make_raw(&settings, UInt32(B115200))
            guard tcsetattr(slave, TCSANOW, &settings) == 0 else { throw SerialError.system("tcsetattr", path: path) }
            if let link { try PseudoTerminal.place(link, to: path) }
        } catch {
            Glibc.close(opened)
            if slave >= 0 { Glibc.close(slave) }
            master = -1
            keeper = -1
            throw error
        }
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

    /// Descriptor for a caller's own `poll`.
    public var pollable: Int32 { master }

    /// Reads what the user of the tty wrote; empty when there is nothing now.
    public func read(upTo limit: Int) throws(SerialError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: max(1, limit))
        let count = Glibc.read(master, &buffer, buffer.count)
        if count >= 0 { return Array(buffer[..<count]) }
        guard errno == EAGAIN || errno == EINTR else { throw SerialError.system("read", path: devicePath) }
        return []
    }

    /// Writes as much as the tty takes now.
    ///
    /// - Returns: How many bytes it took.
    public func write(_ bytes: [UInt8]) throws(SerialError) -> Int {
        guard !bytes.isEmpty else { return 0 }
        let count = Glibc.write(master, bytes, bytes.count)
        if count >= 0 { return count }
        guard errno == EAGAIN || errno == EINTR else { throw SerialError.system("write", path: devicePath) }
        return 0
    }

    /// Hangs up: users of the tty see a disconnection. The link is removed if it is still this one's.
    public func close() {
        guard master >= 0 else { return }
        if let link, (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) == devicePath { unlink(link) }
        Glibc.close(keeper)
        Glibc.close(master)
        master = -1
        keeper = -1
    }
}
