extension RunReport {
    /// Reports as JUnit XML: a suite for each run, in it a test case for each step, and one for the equality at the end.
    public static func junit(_ reports: [RunReport]) -> String {
        let tests = reports.reduce(0) { $0 + $1.steps.count + 1 }
        let failures = reports.reduce(0) { $0 + $1.failureCount }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites tests="\(tests)" failures="\(failures)">
            \(reports.map(\.suite).joined(separator: "\n"))
            </testsuites>

            """
    }

    private var equalityFailure: String? {
        guard let reconciliation else { return "the run did not come to its end" }
        let differences = reconciliation.rows.flatMap(\.differences)
        return differences.isEmpty ? nil : differences.joined(separator: "; ")
    }

    private var failureCount: Int { steps.count { $0.failure != nil } + (equalityFailure == nil ? 0 : 1) }

    private var suite: String {
        var cases = steps.map { step in
            JUnit.testCase(
                name: "\(step.number) \(step.what)", suite: title, seconds: step.seconds, failure: step.failure)
        }
        cases.append(JUnit.testCase(name: "ledger equals journal", suite: title, seconds: 0, failure: equalityFailure))
        let seconds = steps.reduce(0) { $0 + $1.seconds }
        let head = "  <testsuite name=\"\(JUnit.escape(title))\" tests=\"\(cases.count)\" failures=\"\(failureCount)\""
        return head + " time=\"\(JUnit.time(seconds))\">\n" + cases.joined(separator: "\n") + "\n  </testsuite>"
    }
}

/// JUnit's XML, as far as reports need it.
private enum JUnit {
    static func testCase(name: String, suite: String, seconds: Double, failure: String?) -> String {
        let head = "    <testcase classname=\"\(escape(suite))\" name=\"\(escape(name))\" time=\"\(time(seconds))\""
        guard let failure else { return head + "/>" }
        return head + ">\n      <failure message=\"\(escape(failure))\"/>\n    </testcase>"
    }

    static func time(_ seconds: Double) -> String {
        let milliseconds = Int((seconds * 1000).rounded())
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }

    /// Control characters have no place in XML 1.0; line ends become spaces in attributes.
    static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n": escaped += "&#10;"
            default: if scalar.value >= 0x20 { escaped.unicodeScalars.append(scalar) }
            }
        }
        return escaped
    }
}
