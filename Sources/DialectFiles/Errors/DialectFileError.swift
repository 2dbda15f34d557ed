public import ISO8583

/// A mistake in a file that describes a dialect: where, what, why, and what to do.
public struct DialectProblem: Equatable, Sendable, CustomStringConvertible {
    /// File name, or another name that the caller gave the text.
    public var file: String
    /// Line from 1, or nil when the file as a whole is meant.
    public var line: Int?
    /// Column from 1, or nil.
    public var column: Int?
    /// What is wrong.
    public var what: String
    /// Why that cannot be.
    public var why: String
    /// What to do next.
    public var next: String

    /// A problem.
    public init(
        file: String, line: Int? = nil, column: Int? = nil, what: String, why: String = "", next: String = ""
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.what = what
        self.why = why
        self.next = next
    }

    /// Place and what on the first line, why and next on lines of their own.
    public var description: String {
        let place = file + (line.map { ":\($0)" } ?? "") + (column.map { ":\($0)" } ?? "")
        return place + ": " + what + (why.isEmpty ? "" : "\n  why:  " + why) + (next.isEmpty ? "" : "\n  next: " + next)
    }
}

/// A file that describes no dialect: all of its mistakes, in the order of its lines.
public struct DialectFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The mistakes, at least one.
    public var problems: [DialectProblem]

    /// An error of these mistakes.
    public init(_ problems: [DialectProblem]) {
        self.problems = problems
    }

    /// An error of one mistake.
    public init(_ problem: DialectProblem) { self.init([problem]) }

    /// All mistakes, one behind another.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// A dialect that was read from another program's description, and what that description says that a dialect cannot.
public struct ImportResult: Sendable {
    /// The dialect.
    public var dialect: Dialect
    /// What was left out or taken in another way, each with the field's name and line.
    public var warnings: [DialectProblem]

    /// A result.
    public init(dialect: Dialect, warnings: [DialectProblem]) {
        self.dialect = dialect
        self.warnings = warnings
    }
}
