import BenchSupport
import AcquirerHost
import Foundation
import Settlement
import VirtualTerminal
import Yams

extension ScenarioFile {
    /// Reads a scenario file.
    ///
    /// - Throws: `ScenarioError` with the line.
    public static func load(_ path: String) throws(ScenarioError) -> ScenarioFile {
        let text: String
        do { text = try String(contentsOfFile: path, encoding: .utf8) } catch {
            throw ScenarioError(origin: path, line: nil, what: "cannot be read: \(FileReason.of(error, at: path))")
        }
        return try parse(text, origin: path)
    }

    /// Reads a scenario from YAML text.
    ///
    /// - Throws: `ScenarioError` with the line.
    public static func parse(_ text: String, origin: String) throws(ScenarioError) -> ScenarioFile {
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch {
            throw ScenarioError(origin: origin, line: nil, what: "not YAML: \(error)")
        }
        guard let root else { throw ScenarioError(origin: origin, line: nil, what: "the file is empty") }
        let reader = NodeReader(origin: origin)
        let top = try reader.mapping(
            root, "a scenario", keys: ["scenario", "about", "start", "terminal", "host", "power-cuts", "steps"])
        guard let title = top["scenario"]?.string else { throw reader.error(root, "`scenario` (a title) is missing") }
        guard let startNode = top["start"], let start = ClockTime(iso8601: startNode.string ?? "") else {
            throw reader.error(top["start"] ?? root, "`start` is missing or no time; write it as \"2026-11-23T09:00\"")
        }
        guard let steps = top["steps"]?.sequence, !steps.isEmpty else {
            throw reader.error(top["steps"] ?? root, "`steps` is missing or no list")
        }
        var file = ScenarioFile(
            title: title, about: top["about"]?.string ?? "", start: start, terminal: TerminalConfiguration(),
            host: .test, steps: [], origin: origin)
        if let node = top["terminal"] { file.terminal = try reader.terminal(node) }
        file.host.terminals = [
            HostTerminal(
                terminalID: file.terminal.terminalID, merchantID: file.terminal.merchantID,
                masterKey: file.terminal.masterKey)
        ]
        try file.takeHost(top["host"], reader)
        if let node = top["power-cuts"] { file.powerCuts = try reader.powerCuts(node) }
        for node in steps { file.steps.append(try reader.step(node)) }
        try file.checkNames()
        return file
    }

    /// Labels must be given before they are used, cards and rules must exist: better said now than in the middle.
    private func checkNames() throws(ScenarioError) {
        var labels: Set<String> = []
        var held: Set<String> = []
        for step in steps {
            func failed(_ what: String) -> ScenarioError { ScenarioError(origin: origin, line: step.line, what: what) }
            func check(card: String) throws(ScenarioError) {
                guard host.cards.contains(where: { $0.name == card }) else {
                    throw failed(
                        "no card \"\(card)\"; cards are " + host.cards.map(\.name).joined(separator: ", "))
                }
            }
            switch step.action {
            case .sale(let card, _, _, let label):
                try check(card: card)
                if let label { labels.insert(label) }
            case .refund(let card, _, let label):
                try check(card: card)
                guard labels.contains(label) else {
                    throw failed("no sale before this step has the label \"\(label)\"")
                }
            case .void(let label):
                guard labels.contains(label) else {
                    throw failed("no sale before this step has the label \"\(label)\"")
                }
            case .swipe(let card): try check(card: card)
            case .fault(let fault): if let label = fault.label { held.insert(label) }
            case .release(let label):
                guard held.contains(label) else {
                    throw failed("no fault before this step holds a message as \"\(label)\"")
                }
            case .shop(let shop):
                if let needed = shop.neededCard {
                    try check(card: needed.name)
                    let chips = host.cards.filter { $0.chip != nil }.map(\.name)
                    guard !needed.hasChip || chips.contains(needed.name) else {
                        throw failed(
                            "the card \"\(needed.name)\" has no chip; cards with one are "
                                + chips.joined(separator: ", "))
                    }
                }
                if let label = shop.neededLabel, !labels.contains(label) {
                    throw failed("no step before this one has the label \"\(label)\"")
                }
                if let label = shop.givenLabel { labels.insert(label) }
            case .expect(let expectations, _):
                for case .rule(let name, _) in expectations where !host.rules.contains(where: { $0.name == name }) {
                    throw failed("the host has no rule \"\(name)\"")
                }
            default: break
            }
        }
    }
}
