extension SimulationReport {
    /// The report as JUnit XML: a test case for each invariant, which fails with the terminals at which it broke; of merged
    /// reports one more, which fails when terminals are missing.
    public var junit: String {
        var cases = Invariant.allCases.map { invariant in
            let broken = violations.filter { $0.invariant == invariant }
            let head =
                "    <testcase classname=\"simulate \(SimulationReport.escape(profile))\" name=\"\(invariant.rawValue)\" time=\"0\""
            guard !broken.isEmpty else { return head + "/>" }
            let failures = broken.map {
                let text = "terminal \($0.terminal), day \($0.day), step \($0.step): \($0.what)"
                return "      <failure message=\"\(SimulationReport.escape(text))\"/>"
            }
            return head + ">\n" + failures.joined(separator: "\n") + "\n    </testcase>"
        }
        var failed = Set(violations.map(\.invariant)).count
        if missing != nil {
            let head =
                "    <testcase classname=\"simulate \(SimulationReport.escape(profile))\" name=\"every-terminal-ran\" time=\"0\""
            let failure = missingWords.map { ">\n      <failure message=\"\($0)\"/>\n    </testcase>" }
            cases.append(head + (failure ?? "/>"))
            if failure != nil { failed += 1 }
        }
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
