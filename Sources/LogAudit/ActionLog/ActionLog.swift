import BenchSupport
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The append-only log of what the bench did: JSON lines, each with a hash over itself and the line before.
///
/// Several programs may write at once: a lock on the file lets them wait for each other. A line is on the disk when `append`
/// returns. Beside the log lies its head, the number and hash of its last line, by which lines that were cut off at the end
/// are missed.
public struct ActionLog: Sendable {
    /// Path of the log.
    public let path: String

    /// The log at a path; nothing is made yet.
    public init(path: String) { self.path = path }

    /// Where it lies unless told otherwise: `tillbench/actions.jsonl` in the state folder (`$XDG_STATE_HOME`, or
    /// `~/.local/state`).
    public static func standard(environment: [String: String]) -> ActionLog {
        let state =
            environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? (environment["HOME"] ?? ".") + "/.local/state"
        return ActionLog(path: state + "/tillbench/actions.jsonl")
    }

    /// Who works here, as the environment says it.
    public static func user(environment: [String: String]) -> String {
        for name in ["SUDO_USER", "USER", "LOGNAME"] {
            if let user = environment[name], !user.isEmpty { return user }
        }
        return "uid \(getuid())"
    }

    /// Path of the head.
    public var headPath: String { path + ".head" }

    /// Adds a line. It is on the disk when this returns.
    ///
    /// - Returns: The head of the log, with this line as its last.
    /// - Throws: `ActionLogError` when the log cannot be written.
    @discardableResult
    public func append(_ action: BenchAction, at time: Date = Date()) throws(ActionLogError) -> ActionLogHead {
        try makeFolder()
        let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("cannot be opened") }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw failure("cannot be locked") }
        }
        let end = try lastLine(descriptor)
        let body = action.body(
            number: end.number + 1, at: time.ISO8601Format(), previous: end.hash, tornBytes: end.tornBytes)
        let line = ActionLine.make(body)
        let bytes = (end.tornBytes > 0 ? [0x0A] : []) + line.bytes + [0x0A]
        try write(bytes, to: descriptor)
        guard fsync(descriptor) == 0 else { throw failure("cannot be brought to the disk") }
        let head = ActionLogHead(lines: end.number + 1, hash: line.hash)
        try writeHead(head)
        return head
    }

    /// Looks whether the log is as it was written.
    ///
    /// - Parameter expected: A head that was noted elsewhere.
    /// - Throws: `ActionLogError` when it cannot be read.
    public func check(expected: ActionLogHead? = nil) throws(ActionLogError) -> ActionLogCheck {
        let bytes: [UInt8]
        do { bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
            // A log that is gone while its head is there was taken away.
            if let head, !FileManager.default.fileExists(atPath: path) {
                return ActionLogCheck([], head: head, expected: expected)
            }
            throw ActionLogError(path: path, what: "cannot be read", why: FileReason.of(error, at: path))
        }
        return ActionLogCheck(bytes, head: head, expected: expected)
    }

    /// The head that lies beside the log; nil when there is none that can be read.
    public var head: ActionLogHead? {
        guard let data = FileManager.default.contents(atPath: headPath) else { return nil }
        return try? JSONDecoder().decode(ActionLogHead.self, from: data)
    }

    private func makeFolder() throws(ActionLogError) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw ActionLogError(path: folder.path, what: "cannot be made", why: FileReason.of(error)) }
    }

    /// Number and hash of the last whole line, and bytes behind it that a power cut left.
    private func lastLine(_ descriptor: Int32) throws(ActionLogError) -> (number: Int, hash: String, tornBytes: Int) {
        let size = Int(lseek(descriptor, 0, SEEK_END))
        let head = head
        guard size > 0 else { return (head?.lines ?? 0, head?.hash ?? ActionLine.firstPrevious, 0) }
        let start = max(0, size - 65_536)
        var bytes = [UInt8](repeating: 0, count: size - start)
        let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(start)) }
        guard count == bytes.count else { throw failure("cannot be read") }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: true)
        let isTorn = bytes.last != 0x0A
        let tornBytes = isTorn ? lines.last?.count ?? 0 : 0
        let read = (isTorn ? lines.dropLast() : lines[...]).reversed().lazy.compactMap { ActionLine($0) }.first
        // The head goes before what stands here: a log that somebody cut off, or whose end was written anew, shows that for
        // ever. Only the one line that is not in the head yet, since the power went, is newer.
        if let read,
            head.map({
                read.number == $0.lines + 1 && read.previous == $0.hash && read.hash == read.rightHash
            }) ?? true
        {
            return (read.number, read.hash, tornBytes)
        }
        return (head?.lines ?? 0, head?.hash ?? ActionLine.firstPrevious, tornBytes)
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32) throws(ActionLogError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || (count < 0 && errno == EINTR) else { throw failure("cannot be written") }
            rest = rest.dropFirst(max(0, count))
        }
    }

    /// Replaces the head in one step: there is always the old one or the new one.
    private func writeHead(_ head: ActionLogHead) throws(ActionLogError) {
        let new = headPath + ".new"
        let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("has no head", at: new) }
        defer { close(descriptor) }
        try write(Array("{\"schema\":1,\"lines\":\(head.lines),\"hash\":\"\(head.hash)\"}\n".utf8), to: descriptor)
        guard fsync(descriptor) == 0, rename(new, headPath) == 0 else { throw failure("has no head", at: headPath) }
        let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw failure("cannot be brought to the disk") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure("cannot be brought to the disk") }
    }

    private func failure(_ what: String, at path: String? = nil) -> ActionLogError {
        ActionLogError(path: path ?? self.path, what: what, why: String(cString: strerror(errno)))
    }
}

/// The end of an action log: what must be noted elsewhere to be sure that nobody wrote the whole log anew.
public struct ActionLogHead: Codable, Equatable, Sendable, CustomStringConvertible {
    /// Lines.
    public let lines: Int
    /// Hash of the last one, 64 hex digits.
    public let hash: String

    private enum CodingKeys: String, CodingKey { case lines, hash }

    /// Reads a head; one whose number no line can have is none.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        lines = try members.decode(Int.self, forKey: .lines)
        hash = try members.decode(String.self, forKey: .hash)
        guard ActionLine.numbers.contains(lines) else {
            throw DecodingError.dataCorruptedError(
                forKey: .lines, in: members, debugDescription: "\(lines) is no number of a line")
        }
    }

    /// A head.
    public init(lines: Int, hash: String) {
        self.lines = lines
        self.hash = hash
    }

    /// Reads `12:9f86d081…`, with 16 hex digits of the hash at least; nil when it is none.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let lines = Int(parts[0]), ActionLine.numbers.contains(lines),
            (16...64).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit })
        else { return nil }
        self.init(lines: lines, hash: parts[1].lowercased())
    }

    /// `12:9f86d081…`.
    public var description: String { "\(lines):\(hash)" }
}

/// An action log that cannot be written or read.
public struct ActionLogError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Which file.
    public let path: String
    /// What is wrong.
    public let what: String
    /// Why.
    public let why: String

    /// All of it.
    public var description: String { "the action log \(path) \(what): \(why)" }
}
