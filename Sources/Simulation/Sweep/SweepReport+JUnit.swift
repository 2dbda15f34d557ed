import BenchSupport

extension SweepReport {
    /// Reports as JUnit XML: a suite for each, with a test case for each group of days, which fails with the faults at
    /// which it broke.
    package static func junit(_ reports: [SweepReport]) -> String { JUnit.document(reports.map(\.suite)) }

    private var suite: JUnit.Suite {
        let groups: [(name: String, isPair: Bool, place: WritableKeyPath<Tried, Int>)] = [
            ("power cut at each flash operation", false, \.cuts),
            ("each message lost, doubled, late, overtaken", false, \.messages),
            ("a second power cut in the recovery", true, \.cuts),
            ("two messages lost, doubled, late, overtaken", true, \.messages),
            ("a power cut, and a message lost, doubled, late, overtaken", true, \.mixed),
        ]
        let played = groups.filter { (($0.isPair ? pairsTried : singles)[keyPath: $0.place]) > 0 }
        let cases = played.map { group in
            let broken = failures.filter {
                $0.plan.contains(",") == group.isPair && FaultPlan($0.plan).map(SweepReport.place) == group.place
            }
            return JUnit.Case(
                name: group.name, seconds: 0,
                outcome: broken.isEmpty ? .passed : .failed(broken.map { "\($0.plan): \($0.what)" }))
        }
        return JUnit.Suite(title: "simulate sweep \(dialect.rawValue), seed \(seed)", cases: cases, seconds: seconds)
    }
}
