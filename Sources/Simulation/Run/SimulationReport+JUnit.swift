import BenchSupport

extension SimulationReport {
    /// The report as JUnit XML: a test case for each invariant, which fails with the terminals at which it broke; of merged
    /// reports one more, which fails when terminals are missing.
    public var junit: String {
        var cases = Invariant.allCases.map { invariant in
            let failures = violations.filter { $0.invariant == invariant }.map {
                "terminal \($0.terminal), day \($0.day), step \($0.step): \($0.what)"
            }
            return JUnit.Case(
                name: invariant.rawValue, seconds: 0, outcome: failures.isEmpty ? .passed : .failed(failures))
        }
        if missing != nil {
            cases.append(
                JUnit.Case(
                    name: "every-terminal-ran", seconds: 0, outcome: missingWords.map { .failed([$0]) } ?? .passed))
        }
        return JUnit.document([JUnit.Suite(title: "simulate \(profile), seed \(seed)", cases: cases, seconds: seconds)])
    }
}
