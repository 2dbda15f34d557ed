import AcquirerHost
import Foundation
import VirtualTerminal

/// Holds what is expected against what is there.
struct Checks {
    let bench: Bench
    let terminalID: String

    /// Nil when the expectation holds, else what is there instead.
    func failure(of expectation: Expectation) throws -> String? {
        switch expectation {
        case .display(let screen, let texts):
            let display = try bench.client.ask(.show).display
            let text = display.lines.joined(separator: "\n")
            if let screen, display.screen != screen {
                return "the display shows \"\(display.screen)\", not \"\(screen)\""
            }
            return texts.first { !text.contains($0) }.map { "the display does not say \"\($0)\" but: \(text)" }
        case .paper(let texts, let count):
            let papers = try bench.papers()
            if let count, papers.count != count { return "\(papers.count) papers were printed, not \(count)" }
            guard let last = papers.last else { return texts.isEmpty ? nil : "nothing was printed" }
            return texts.first { !last.contains($0) }.map { "the last paper does not say \"\($0)\" but:\n\(last)" }
        case .wire(let match, let count):
            let seen = bench.wire.count(match)
            let wanted =
                "\(match.mti ?? "any message") \(match.fields.sorted { $0.key < $1.key }.map { "F\($0)=\($1)" }.joined(separator: " "))"
            if let count { return seen == count ? nil : "\(seen) messages \(wanted) passed, not \(count)" }
            return seen > 0 ? nil : "no message \(wanted) passed"
        case .passed(let way, let count):
            let seen = bench.wire.count(way)
            return seen >= count ? nil : "\(seen) messages came \(way.rawValue), not \(count) or more"
        case .atRest:
            let display = try bench.client.ask(.show).display
            return display.isBusy || display.screen == "busy" ? "the terminal is not at rest" : nil
        case .log(let code, let count):
            let lines = try bench.client.ask(.log(from: 0)).log ?? []
            if let count {
                let found = lines.count { $0.code == code }
                return found == count ? nil : "the terminal's log has \(found) lines \"\(code)\", not \(count)"
            }
            return lines.contains { $0.code == code } ? nil : "the terminal's log has no line \"\(code)\""
        case .rule(let name, let count):
            let fired = bench.wire.count(rule: name)
            if let count { return fired == count ? nil : "the rule \"\(name)\" fired \(fired) times, not \(count)" }
            return fired > 0 ? nil : "the rule \"\(name)\" did not fire"
        case .struck(let faults, let cuts):
            if let faults, bench.wire.struck != faults {
                return "\(bench.wire.struck) faults have struck, not \(faults)"
            }
            return cuts.flatMap {
                bench.plannedCuts == $0
                    ? nil : "\(bench.plannedCuts) power cuts at flash operations have struck, not \($0)"
            }
        case .ledger(let wanted): return BatchCheck(wanted, terminalID: terminalID).failure(in: try bench.ledger())
        case .journal(let wanted): return BatchCheck(wanted, terminalID: terminalID).failure(in: try bench.journal())
        case .equal:
            let comparison = LedgerComparison(
                journal: try bench.journal(), ledger: try bench.ledger(), terminalID: terminalID)
            let differences = comparison.rows.flatMap(\.differences)
            return differences.isEmpty ? nil : "ledger and journal differ: " + differences.joined(separator: "; ")
        }
    }
}
