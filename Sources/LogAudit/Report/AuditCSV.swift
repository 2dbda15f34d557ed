import Settlement

extension AuditText {
    /// The findings as a table with commas: one head line, one line for each. Source: RFC 4180.
    public var csv: String {
        let head = ["check", "severity", "terminal", "batch", "trace", "at", "amount", "card", "says"]
        let rows = report.findings.map { found in
            [
                found.check.rawValue, found.severity.rawValue, report.terminalID == nil ? "" : terminal,
                found.batch.map(six) ?? "",
                found.trace.map(six) ?? "", found.at ?? "",
                found.minorUnits.map { decimalAmount($0, exponent: AuditInput.exponent(report.currency)) } ?? "",
                found.card?.description ?? "",
                pick(found.says.both),
            ]
        }
        return ([head] + rows).map { $0.map(AuditText.field).joined(separator: ",") + "\r\n" }.joined()
    }

    /// A field, quoted where it must be. What a spreadsheet would take for a formula gets an apostrophe before it.
    private static func field(_ text: String) -> String {
        var shown = text
        if let first = text.utf8.first, "=+@\t\r".utf8.contains(first) || (first == 0x2D && Double(text) == nil) {
            shown = "'" + text
        }
        guard shown.contains(where: { ",\"\r\n".contains($0) }) else { return shown }
        return "\"" + shown.replacing("\"", with: "\"\"") + "\""
    }
}
