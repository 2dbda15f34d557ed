import Glibc

/// Why virtual lines cannot be reached, or not be reached by others.
public struct ControlSocketError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What happened.
    public let what: String
    /// Why.
    public let why: String
    /// What to do.
    public let nextStep: String
    /// True when the other side was there and did not answer.
    public let isSilence: Bool
    /// True when this user may not speak to the other side, whether it is there or not.
    public let isForbidden: Bool

    init(_ what: String, why: String, next: String, isSilence: Bool = false, isForbidden: Bool = false) {
        self.what = what
        self.why = why
        nextStep = next
        self.isSilence = isSilence
        self.isForbidden = isForbidden
    }

    /// What, why, next, in one line each.
    public var description: String { "\(what)\n  why:  \(why)\n  next: \(nextStep)" }
}

/// A local socket in the folder of virtual lines: a line of text in, an answer out.
public enum ControlSocket {
    /// Longest path that fits into a socket address, in bytes. Source: sys/un.h, sun_path.
    static let longestPath = 107

    /// Path of the socket in a folder.
    public static func path(in folder: String) -> String { folder + "/control.sock" }

    /// Listens in `folder`. A socket that nobody serves any more is replaced.
    ///
    /// - Returns: A descriptor that does not block; the caller closes it.
    /// - Throws: `ControlSocketError`, also when another program serves this folder.
    public static func listen(in folder: String) throws(ControlSocketError) -> Int32 {
        let path = path(in: folder)
        if let served = try? connectOnly(path) {
            close(served)
            throw ControlSocketError(
                "virtual ports run in \(folder) already", why: "a program answers there",
                next: "end that one, or name another folder with --dir")
        }
        try removeLeftOver(path)
        let descriptor = try open(path)
        guard withAddress(path, { bind(descriptor, $0, $1) }) == 0, chmod(path, 0o600) == 0,
            Glibc.listen(descriptor, 8) == 0
        else {
            let why = String(cString: strerror(errno))
            close(descriptor)
            throw ControlSocketError(
                "cannot open the socket \(path)", why: why, next: "check that the folder can be written")
        }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        return descriptor
    }

    /// Anything but a socket is somebody's and stays.
    private static func removeLeftOver(_ path: String) throws(ControlSocketError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw ControlSocketError(
                "cannot open the socket \(path)", why: "there is something else of that name",
                next: "move it away, or name another folder with --dir")
        }
        unlink(path)
    }

    /// Asks the program that serves `folder`.
    ///
    /// - Parameters:
    ///   - text: One line, without its end.
    ///   - milliseconds: How long an answer may take.
    /// - Returns: The answer, one line.
    /// - Throws: `ControlSocketError`.
    public static func ask(
        _ text: String, in folder: String, milliseconds: Int32 = 5000
    ) throws(ControlSocketError) -> [UInt8] {
        let descriptor: Int32
        do throws(ControlSocketError) {
            descriptor = try connectOnly(path(in: folder))
        } catch {
            if error.isForbidden {
                throw ControlSocketError(
                    "the virtual ports in \(folder) may not be told anything", why: error.why,
                    next: "run this as the user who started them, or as root", isForbidden: true)
            }
            throw ControlSocketError(
                "no virtual ports run in \(folder)", why: error.why,
                next: "start some with `tillbench ports virtual`, or name their folder with --dir")
        }
        defer { close(descriptor) }
        let line = Array((text.replacing("\n", with: " ") + "\n").utf8)
        guard send(descriptor, line, line.count, Int32(MSG_NOSIGNAL)) == line.count else {
            throw silence(folder, "the command could not be sent")
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while answer.last != 0x0A {
            var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&watched, 1, milliseconds)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { throw silence(folder, "no answer within \(milliseconds) ms") }
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { throw silence(folder, "it went away") }
            answer += buffer[..<count]
        }
        return answer
    }

    private static func silence(_ folder: String, _ why: String) -> ControlSocketError {
        ControlSocketError(
            "the virtual ports in \(folder) do not answer", why: why, next: "see whether their program still runs",
            isSilence: true)
    }

    private static func connectOnly(_ path: String) throws(ControlSocketError) -> Int32 {
        let descriptor = try open(path)
        guard withAddress(path, { connect(descriptor, $0, $1) }) == 0 else {
            let code = errno
            close(descriptor)
            throw ControlSocketError(
                "cannot connect to \(path)", why: String(cString: strerror(code)),
                next: "start the program that serves it", isForbidden: code == EACCES || code == EPERM)
        }
        return descriptor
    }

    private static func open(_ path: String) throws(ControlSocketError) -> Int32 {
        guard path.utf8.count <= longestPath else {
            throw ControlSocketError(
                "the path of the socket is too long: \(path)", why: "a socket path has at most \(longestPath) bytes",
                next: "name a shorter folder with --dir")
        }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else {
            throw ControlSocketError(
                "cannot make a socket", why: String(cString: strerror(errno)), next: "end programs that are not needed")
        }
        return descriptor
    }

    private static func withAddress(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
