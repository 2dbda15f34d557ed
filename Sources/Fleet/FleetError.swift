/// Why something of the fleet did not work: what, why, next.
public struct FleetError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What kind of failure.
    public enum Kind: Sendable, Equatable {
        /// A file that cannot be used, or wrong usage.
        case file
        /// A port of this machine.
        case port
        /// The other side does not answer.
        case silent
    }

    /// What kind of failure.
    public let kind: Kind
    /// What happened.
    public let what: String
    /// Why.
    public let why: String
    /// What to do.
    public let next: String

    /// An error.
    public init(_ kind: Kind, _ what: String, why: String, next: String) {
        self.kind = kind
        self.what = what
        self.why = why
        self.next = next
    }

    /// Three lines: what, why, next.
    public var description: String { what + (why.isEmpty ? "" : "\n  why:  " + why) + "\n  next: " + next }
}
