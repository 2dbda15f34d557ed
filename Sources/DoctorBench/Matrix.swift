import BatchDoctor
import StuckShops

/// Causes that were driven against causes that were found.
struct Matrix {
    private var rows: [Cause: Row] = [:]
    private var complaints: [String] = []

    private struct Row {
        var driven = 0
        var found: [Cause: Int] = [:]
        var missed = 0
        var wrong = 0
    }

    /// True when every cause was found each time, and no other was said.
    var isGood: Bool { complaints.isEmpty && Set(rows.keys) == Set(Cause.allCases) }

    mutating func add(_ played: Played) {
        let cause = played.stuck.causes[0]
        rows[cause, default: Row()].driven += 1
        guard let evidence = played.evidence else {
            rows[cause]?.missed += 1
            complaints.append("\(played.stuck), seed \(played.seed): \(played.problem)")
            return
        }
        let findings = Diagnosis(evidence).findings
        for finding in findings { rows[cause]?.found[finding.cause, default: 0] += 1 }
        let causes = Set(findings.map(\.cause))
        let wrong = causes.subtracting(played.stuck.also).subtracting([cause])
        if !causes.contains(cause) { rows[cause]?.missed += 1 }
        if !wrong.isEmpty { rows[cause]?.wrong += 1 }
        guard !causes.contains(cause) || !wrong.isEmpty else { return }
        complaints.append(
            "\(played.stuck), seed \(played.seed): found \(findings.map(\.cause.rawValue).joined(separator: ", "))")
    }

    func show() {
        print("\ncause driven                class              driven  found missed  wrong  also said with it")
        for cause in Cause.allCases {
            let row = rows[cause] ?? Row()
            let others = row.found.filter { $0.key != cause }.sorted { $0.key.rank < $1.key.rank }
                .map { "\($0.key.rawValue) \($0.value)" }.joined(separator: ", ")
            print(
                cause.rawValue.padded(27), cause.facts.place.rawValue.padded(18), "\(row.driven)".right(6),
                "\(row.found[cause] ?? 0)".right(6), "\(row.missed)".right(6), "\(row.wrong)".right(6), "", others)
        }
        for complaint in complaints.prefix(60) { print("  ! " + complaint) }
    }
}

/// Two causes at once.
struct Mixtures {
    private var count = 0
    private var right = 0
    private var kinds: Set<String> = []
    private var complaints: [String] = []

    /// True when each time all were found, in the order of treatment, and nothing else.
    var isGood: Bool { complaints.isEmpty && count > 0 }

    mutating func add(_ played: Played) {
        count += 1
        kinds.insert(played.stuck.description)
        guard let evidence = played.evidence else {
            complaints.append("\(played.stuck), seed \(played.seed): \(played.problem)")
            return
        }
        let found = Diagnosis(evidence).findings.map(\.cause)
        let wanted = played.stuck.causes
        let isRight =
            found.filter { wanted.contains($0) } == wanted
            && Set(found).subtracting(played.stuck.also).subtracting(wanted).isEmpty
        if isRight {
            right += 1
        } else {
            complaints.append(
                "\(played.stuck), seed \(played.seed): found \(found.map(\.rawValue).joined(separator: ", "))")
        }
    }

    func show() {
        print("\nmixtures: \(kinds.count) kinds, \(count) driven, \(right) found whole and in the order of treatment")
        for complaint in complaints.prefix(40) { print("  ! " + complaint) }
    }
}

extension String {
    /// With spaces behind it.
    func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
    /// With spaces before it.
    func right(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
