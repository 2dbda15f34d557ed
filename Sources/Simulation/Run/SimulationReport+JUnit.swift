extension SimulationReport {
    /// The report as JUnit XML: a test case for each invariant, which fails with the terminals at which it broke.
    public var junit: String {
        let cases = Invariant.allCases.map { invariant in
            let broken = violations.filter { $0.invariant == invariant }
            let head = "    <testcase classname=\"simulate \(profile)\" name=\"\(invariant.rawValue)\" time=\"0\""
            guard !broken.isEmpty else { return head + "/>" }
            let failures = broken.map {
                let text = "terminal \($0.terminal), day \($0.day), step \($0.step): \($0.what)"
                return "      <failure message=\"\(SimulationReport.escape(text))\"/>"
            }
            return head + ">\n" + failures.joined(separator: "\n") + "\n    </testcase>"
        }
        let failed = Set(violations.map(\.invariant)).count
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites tests="\(cases.count)" failures="\(failed)">
              <testsuite name="simulate, seed \(seed)" tests="\(cases.count)" failures="\(failed)" time="\(Int(seconds))">
            \(cases.joined(separator: "\n"))
              </testsuite>
            </testsuites>

            """
    }

    /// Control characters have no place in XML 1.0.
    static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: if scalar.value >= 0x20 { escaped.unicodeScalars.append(scalar) }
            }
        }
        return escaped
    }
}
