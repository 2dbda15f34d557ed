import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Local stream sockets, for the operator's hands.
enum UnixSocket {
    /// Longest path that fits into a socket address, in bytes. Source: sys/un.h, sun_path.
    static let longestPath = 107

    /// Listens at `path`. A socket that nobody serves any more is replaced.
    static func listen(at path: String) throws -> Int32 {
        let descriptor = try open(path)
        do {
            Glibc.close(try connectOnly(path))
        } catch is POSIXError {
            unlink(path)
        }
        let bound = withAddress(path) { bind(descriptor, $0, $1) }
        guard bound == 0, Glibc.listen(descriptor, 8) == 0 else {
            let code = errno
            Glibc.close(descriptor)
            throw BenchError(
                .port, "cannot open the control socket \(path)", why: String(cString: strerror(code)),
                next: code == EADDRINUSE
                    ? "another terminal runs in this folder: stop it, or name another one with --dir"
                    : "check that the folder can be written")
        }
        chmod(path, 0o600)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        return descriptor
    }

    /// Connects to the terminal that listens at `path`.
    static func connect(to path: String) throws -> Int32 {
        do { return try connectOnly(path) } catch let error as POSIXError {
            throw BenchError(
                .port, "no terminal runs in \((path as NSString).deletingLastPathComponent)",
                why: String(cString: strerror(error.code.rawValue)),
                next: "start one with `tillbench terminal start`, or name its folder with --dir")
        }
    }

    private static func connectOnly(_ path: String) throws -> Int32 {
        let descriptor = try open(path)
        guard withAddress(path, { Glibc.connect(descriptor, $0, $1) }) == 0 else {
            let code = errno
            Glibc.close(descriptor)
            throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO)
        }
        return descriptor
    }

    private static func open(_ path: String) throws -> Int32 {
        guard path.utf8.count <= longestPath else {
            throw BenchError(
                .file, "the path of the control socket is too long: \(path)",
                why: "a socket path has at most \(longestPath) bytes", next: "name a shorter folder with --dir")
        }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
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
