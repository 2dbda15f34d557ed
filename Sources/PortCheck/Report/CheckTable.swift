/// Results as lines of text, the same on a screen and in a file.
public enum CheckTable {
    /// A line for each check, its reason under it when it did not pass, and the facts that were found.
    public static func lines(_ results: [CheckResult]) -> [String] {
        let width = results.map(\.name.count).max() ?? 0
        return results.flatMap { result in
            let name = result.name + String(repeating: " ", count: width - result.name.count)
            let word = result.outcome.word
            var lines = ["\(name)  " + word]
            if result.outcome == .passed, !result.facts.isEmpty {
                lines[0] +=
                    String(repeating: " ", count: 13 - word.count) + "  "
                    + result.facts.map(\.description).joined(separator: ", ")
            } else if result.outcome != .passed {
                lines.append("    \(result.outcome.reason)")
                if !result.facts.isEmpty {
                    lines.append("    " + result.facts.map(\.description).joined(separator: ", "))
                }
            }
            return lines
        }
    }

    /// A line for each check that there is: name, what it needs, and the rule.
    public static func list(_ checks: [LineCheck]) -> [String] {
        let width = checks.map(\.name.count).max() ?? 0
        return checks.map { check in
            let name = check.name + String(repeating: " ", count: width - check.name.count)
            let needs =
                check.needs.isEmpty ? "" : " (needs " + check.needs.map(\.description).joined(separator: ", ") + ")"
            return "\(name)  \(check.rule)\(needs)"
        }
    }
}
