/// A mistake in a profile: where, what, why, and what to do.
public struct ProfileProblem: Equatable, Sendable, CustomStringConvertible {
    /// The file or folder.
    public var file: String
    /// Line from 1, or nil when the file as a whole is meant.
    public var line: Int?
    /// What is wrong.
    public var what: String
    /// Why that cannot be.
    public var why: String
    /// What to do next.
    public var next: String

    /// Place and what on the first line, why and next on lines of their own.
    public var description: String {
        file + (line.map { ":\($0)" } ?? "") + ": " + what + (why.isEmpty ? "" : "\n  why:  " + why)
            + (next.isEmpty ? "" : "\n  next: " + next)
    }
}

/// Profiles that cannot be used: all mistakes, in the order of files and lines.
public struct ProfileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The mistakes, at least one.
    public var problems: [ProfileProblem]

    /// An error of these mistakes.
    public init(_ problems: [ProfileProblem]) {
        self.problems = problems
    }

    /// All mistakes, one behind another.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
