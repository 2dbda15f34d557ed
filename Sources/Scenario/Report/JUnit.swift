import BenchSupport

extension RunReport {
    /// Reports as JUnit XML: a suite for each run, in it a test case for each step, and one for the equality at the end.
    public static func junit(_ reports: [RunReport]) -> String { JUnit.document(reports.map(\.suite)) }

    private var equalityFailure: String? {
        guard let reconciliation else { return "the run did not come to its end" }
        let differences = reconciliation.rows.flatMap(\.differences)
        return differences.isEmpty ? nil : differences.joined(separator: "; ")
    }

    private var suite: JUnit.Suite {
        func outcome(_ failure: String?) -> JUnit.Case.Outcome { failure.map { .failed([$0]) } ?? .passed }
        var cases = steps.map { step in
            JUnit.Case(name: "\(step.number) \(step.what)", seconds: step.seconds, outcome: outcome(step.failure))
        }
        cases.append(JUnit.Case(name: "ledger equals journal", seconds: 0, outcome: outcome(equalityFailure)))
        return JUnit.Suite(title: title, cases: cases)
    }
}
