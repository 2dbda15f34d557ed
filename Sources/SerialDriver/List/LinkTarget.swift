import Glibc

/// Where symbolic links lead. Only the last part of a path may be a link; that is so in /sys/class and below /dev.
///
/// Not with realpath(3): under umockdev that writes beyond its buffer for links to emulated ttys.
enum LinkTarget {
    /// The end of a chain of links, or the path itself when it is none. Nil when there is nothing.
    static func end(of path: String) -> String? {
        var path = path
        // As many as the kernel follows. Source: path_resolution(7).
        for _ in 0..<40 {
            guard let target = read(path) else { return access(path, F_OK) == 0 ? path : nil }
            path = joined(path, target)
        }
        return nil
    }

    /// What one link says, or nil when it is none.
    static func read(_ path: String) -> String? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(PATH_MAX)) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let count = readlink(path, start, buffer.count)
            return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
        }
    }

    /// Last part of a path.
    static func name(_ path: String) -> Substring? { path.split(separator: "/").last }

    /// What a link at `path` that says `target` means, without `.` and `..`.
    static func joined(_ path: String, _ target: String) -> String {
        var parts = target.hasPrefix("/") ? [] : path.split(separator: "/").dropLast()
        for part in target.split(separator: "/") {
            switch part {
            case ".": break
            case "..": parts = parts.dropLast()
            default: parts.append(part)
            }
        }
        return "/" + parts.joined(separator: "/")
    }
}
