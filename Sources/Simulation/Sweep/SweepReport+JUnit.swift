extension SweepReport {
    /// Reports as JUnit XML: a suite for each, with a test case for each group of days, which fails with the faults at
    /// which it broke.
    package static func junit(_ reports: [SweepReport]) -> String {
        let suites = reports.map(\.suite)
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites tests="\(suites.reduce(0) { $0 + $1.tests })" failures="\(suites.reduce(0) { $0 + $1.failures })">
            \(suites.map(\.text).joined(separator: "\n"))
            </testsuites>

            """
    }

    private var suite: (text: String, tests: Int, failures: Int) {
        let groups: [(name: String, isPair: Bool, place: WritableKeyPath<Tried, Int>)] = [
            ("power cut at each flash operation", false, \.cuts),
            ("each message lost, doubled, late, overtaken", false, \.messages),
            ("a second power cut in the recovery", true, \.cuts),
            ("two messages lost, doubled, late, overtaken", true, \.messages),
            ("a power cut, and a message lost, doubled, late, overtaken", true, \.mixed),
        ]
        let cases = groups.filter { (($0.isPair ? pairsTried : singles)[keyPath: $0.place]) > 0 }.map { group in
            let broken = failures.filter {
                $0.plan.contains(",") == group.isPair && FaultPlan($0.plan).map(SweepReport.place) == group.place
            }
            let head =
                "    <testcase classname=\"simulate sweep \(dialect.rawValue)\" name=\"\(group.name)\" time=\"0\""
            guard !broken.isEmpty else { return (head + "/>", false) }
            let failures = broken.map {
                "      <failure message=\"\(SimulationReport.escape("\($0.plan): \($0.what)"))\"/>"
            }
            return (head + ">\n" + failures.joined(separator: "\n") + "\n    </testcase>", true)
        }
        let failed = cases.count { $0.1 }
        let text = """
              <testsuite name="simulate sweep \(dialect.rawValue), seed \(seed)" tests="\(cases.count)" failures="\(failed)" \
            time="\(Int(seconds))">
            \(cases.map(\.0).joined(separator: "\n"))
              </testsuite>
            """
        return (text, cases.count, failed)
    }
}
