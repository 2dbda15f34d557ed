/// JUnit's XML, as far as reports of this program need it.
public enum JUnit {
    /// A test case.
    public struct Case: Equatable, Sendable {
        /// How it ended.
        public enum Outcome: Equatable, Sendable {
            /// What was expected came.
            case passed
            /// What was expected did not come: why, each time.
            case failed([String])
            /// It was not tried, or could not be: why.
            case skipped(String)
        }

        /// Its name.
        public var name: String
        /// How long it took.
        public var seconds: Double
        /// How it ended.
        public var outcome: Outcome

        /// A test case.
        public init(name: String, seconds: Double, outcome: Outcome) {
            self.name = name
            self.seconds = seconds
            self.outcome = outcome
        }

        var isFailure: Bool { if case .failed = outcome { true } else { false } }
        var isSkipped: Bool { if case .skipped = outcome { true } else { false } }

        fileprivate func element(suite: String) -> String {
            let head = "    <testcase classname=\"\(escape(suite))\" name=\"\(escape(name))\" time=\"\(time(seconds))\""
            switch outcome {
            case .passed: return head + "/>"
            case .failed(let reasons):
                let failures = reasons.map { "      <failure message=\"\(escape($0))\"/>\n" }
                return head + ">\n" + failures.joined() + "    </testcase>"
            case .skipped(let why):
                return head + ">\n      <skipped message=\"\(escape(why))\"/>\n    </testcase>"
            }
        }
    }

    /// Test cases under one title.
    public struct Suite: Equatable, Sendable {
        /// Its title.
        public var title: String
        /// Its cases, in order.
        public var cases: [Case]
        /// How long it took, where that is not the sum of its cases.
        public var seconds: Double?

        /// A suite.
        public init(title: String, cases: [Case], seconds: Double? = nil) {
            self.title = title
            self.cases = cases
            self.seconds = seconds
        }

        fileprivate var element: String {
            let skipped = cases.count(where: \.isSkipped)
            var head = "  <testsuite name=\"\(escape(title))\" tests=\"\(cases.count)\""
            head += " failures=\"\(cases.count(where: \.isFailure))\""
            if skipped > 0 { head += " skipped=\"\(skipped)\"" }
            head += " time=\"\(time(seconds ?? cases.reduce(0) { $0 + $1.seconds }))\">\n"
            return head + cases.map { $0.element(suite: title) }.joined(separator: "\n") + "\n  </testsuite>"
        }
    }

    /// The whole document.
    public static func document(_ suites: [Suite]) -> String {
        let tests = suites.reduce(0) { $0 + $1.cases.count }
        let failures = suites.reduce(0) { $0 + $1.cases.count(where: \.isFailure) }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites tests="\(tests)" failures="\(failures)">
            \(suites.map(\.element).joined(separator: "\n"))
            </testsuites>

            """
    }

    private static func time(_ seconds: Double) -> String {
        let milliseconds = Int((seconds * 1000).rounded())
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }

    /// Control characters have no place in XML 1.0; line ends become spaces in attributes.
    private static func escape(_ text: String) -> String {
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
