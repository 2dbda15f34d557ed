/// Where mistakes are gathered while a file is read, so that all of them are said together.
final class ProblemLog {
    let file: String
    private(set) var problems: [DialectProblem] = []
    private(set) var warnings: [DialectProblem] = []

    /// So many mistakes are said; a file of noise has more of them than anyone reads.
    static let most = 100

    init(file: String) { self.file = file }

    func add(_ place: Place?, _ what: String, why: String = "", next: String = "") {
        guard problems.count < ProblemLog.most else { return }
        problems.append(problem(place, what, why: why, next: next))
    }

    func add(_ others: [DialectProblem]) {
        problems.append(contentsOf: others.prefix(max(0, ProblemLog.most - problems.count)))
    }

    func warn(_ place: Place?, _ what: String, why: String = "", next: String = "") {
        guard warnings.count < ProblemLog.most * 10 else { return }
        warnings.append(problem(place, what, why: why, next: next))
    }

    /// The error of what was gathered, in the order of the file's lines, or nil.
    var error: DialectFileError? {
        guard !problems.isEmpty else { return nil }
        let ordered = problems.enumerated().sorted {
            order($0) < order($1)
        }
        return DialectFileError(ordered.map(\.element))
    }

    /// Mistakes of other files, which this one speaks of, come behind its own.
    private func order(_ entry: (offset: Int, element: DialectProblem)) -> (Int, Int, Int) {
        entry.element.file == file ? (0, entry.element.line ?? 0, entry.offset) : (1, 0, entry.offset)
    }

    private func problem(_ place: Place?, _ what: String, why: String, next: String) -> DialectProblem {
        DialectProblem(file: file, line: place?.line, column: place?.column, what: what, why: why, next: next)
    }
}

/// A place in a text.
struct Place: Equatable, Sendable {
    /// Line from 1.
    var line: Int
    /// Column from 1.
    var column: Int
}
