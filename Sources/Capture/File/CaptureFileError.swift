import Glibc

/// Why a capture file cannot be written.
public struct CaptureFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of failure.
    public enum Kind: Equatable, Sendable {
        /// A call of the system failed, with its error number.
        case system(call: String, code: Int32)
        /// Something stands there that is no capture: it is left as it is.
        case foreign
        /// A folder, a device, a pipe.
        case notRegular
        /// Another process writes into it.
        case inUse
    }

    /// What kind.
    public let kind: Kind
    /// Path of the file.
    public let path: String

    init(_ kind: Kind, path: String) {
        self.kind = kind
        self.path = path
    }

    static func system(_ call: String, path: String) -> CaptureFileError {
        CaptureFileError(.system(call: call, code: errno), path: path)
    }

    /// What happened.
    public var what: String { "the capture \(path) cannot be written" }

    /// Why.
    public var why: String {
        switch kind {
        case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
        case .foreign: "a file stands there that is no pcapng capture; it was left as it is"
        case .notRegular: "it is no regular file"
        case .inUse: "another process writes into it"
        }
    }

    /// What to do.
    public var nextStep: String {
        switch kind {
        case .system(_, ENOSPC): "make room on the disk, or name a file elsewhere"
        default: "name another file"
        }
    }

    /// Three lines: what, why, next.
    public var description: String { what + "\n  why:  " + why + "\n  next: " + nextStep }
}
