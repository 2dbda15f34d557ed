import Foundation
import Settlement
import VirtualTerminal
import Yams

/// Reads the parts of a scenario from YAML nodes, and says where something is wrong.
struct NodeReader {
    let origin: String

    func error(_ node: Node, _ what: String) -> ScenarioError {
        ScenarioError(origin: origin, line: node.mark?.line, what: what)
    }

    /// A mapping with no other keys than these.
    func mapping(_ node: Node, _ name: String, keys: [String]) throws(ScenarioError) -> Node.Mapping {
        guard let mapping = node.mapping else { throw error(node, "\(name) is a mapping") }
        for key in mapping.keys where !keys.contains(key.string ?? "") {
            throw error(key, "unknown key \"\(key.string ?? "?")\"; \(name) has " + keys.joined(separator: ", "))
        }
        return mapping
    }

    func terminal(_ node: Node) throws(ScenarioError) -> TerminalConfiguration {
        _ = try mapping(node, "terminal", keys: TerminalConfiguration.keyNames)
        do {
            let configuration = try YAMLDecoder().decode(TerminalConfiguration.self, from: node)
            _ = try configuration.parameters()
            return configuration
        } catch let failure as BenchError {
            throw error(node, failure.what + (failure.why.isEmpty ? "" : ": " + failure.why))
        } catch let failure {
            throw error(node, "\(failure)")
        }
    }

    func text(_ node: Node, _ name: String) throws(ScenarioError) -> String {
        guard let text = node.string, !text.isEmpty else { throw error(node, "\(name) is a text") }
        return text
    }

    func texts(_ node: Node, _ name: String) throws(ScenarioError) -> [String] {
        if let text = node.string { return [text] }
        guard let list = node.sequence else { throw error(node, "\(name) is a text or a list of texts") }
        var texts: [String] = []
        for item in list { texts.append(try text(item, name)) }
        return texts
    }

    func count(_ node: Node, _ name: String) throws(ScenarioError) -> Int {
        guard let text = node.string, let count = Int(text), count >= 0 else {
            throw error(node, "\(name) is a count from 0")
        }
        return count
    }

    /// Minor units; in the file amounts are decimal texts in quotes.
    func amount(_ node: Node) throws(ScenarioError) -> Int64 {
        let text = node.string ?? ""
        let digits = text.hasPrefix("-") ? String(text.dropFirst()) : text
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 2, let whole = Int64(parts[0]), let cents = Int64(parts[1]),
            whole >= 0, whole < 10_000_000_000, cents >= 0
        else { throw error(node, "\"\(text)\" is no amount; write it as \"12.50\"") }
        return (whole * 100 + cents) * (text.hasPrefix("-") ? -1 : 1)
    }

    /// Seconds of `90s`, `15m`, `14h`, `2d`, or of several of them one after the other: `1d 2h`.
    func seconds(_ node: Node) throws(ScenarioError) -> Int64 {
        var total: Int64 = 0
        let parts = (node.string ?? "").split(separator: " ")
        for part in parts {
            let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
            guard let unit = part.last.flatMap({ units[$0] }), let value = Int64(part.dropLast()), value >= 0,
                value <= 40_000_000
            else { throw error(node, "\"\(node.string ?? "")\" is no duration; write it as 90s, 15m, 14h or 2d") }
            total += value * unit
        }
        guard !parts.isEmpty else { throw error(node, "a duration is missing; write it as 90s, 15m, 14h or 2d") }
        return total
    }
}
