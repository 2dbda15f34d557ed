/// What a tool for messages could not do: what, why, and the next step. Never the content of a message.
public struct MessageToolError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What went wrong.
    public let what: String
    /// Why, or where.
    public let why: String?
    /// What to do about it.
    public let next: String?

    /// An error.
    public init(_ what: String, why: String? = nil, next: String? = nil) {
        self.what = what
        self.why = why
        self.next = next
    }

    /// Three lines.
    public var description: String {
        what + (why.map { "\n  why:  " + $0 } ?? "") + (next.map { "\n  next: " + $0 } ?? "")
    }
}
