import Foundation

/// An error that a user of the bench sees: what, why, and the next step, with the exit code that goes with it.
public struct BenchError: Error, Equatable, Sendable, CustomStringConvertible, LocalizedError {
    /// What kind of failure, and with it the exit code of the command.
    public enum Kind: Int32, Sendable {
        /// A check failed.
        case check = 1
        /// Wrong usage or a bad file.
        case file = 2
        /// A device or port.
        case port = 3
        /// The other side is silent.
        case silent = 4
        /// Refused by host or terminal.
        case refused = 5
    }

    /// Kind of failure.
    public let kind: Kind
    /// What happened.
    public let what: String
    /// Why.
    public let why: String
    /// What to do next.
    public let next: String

    /// An error of that kind.
    public init(_ kind: Kind, _ what: String, why: String, next: String) {
        self.kind = kind
        self.what = what
        self.why = why
        self.next = next
    }

    /// Three lines: what, why, next.
    public var description: String {
        what + (why.isEmpty ? "" : "\n  why:  " + why) + (next.isEmpty ? "" : "\n  next: " + next)
    }

    /// The same, for callers that print `localizedDescription`.
    public var errorDescription: String? { description }
}
