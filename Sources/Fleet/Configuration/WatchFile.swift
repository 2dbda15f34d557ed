import CloseWatch
import Foundation
import ISO8583
import Yams

/// What a watch is started with, from a YAML file. Everything is optional.
///
/// ```yaml
/// store: fleet.sqlite
/// ledger: ledger.sqlite          # of `tillbench host start`
/// merchants: {"10000001": "104110070110001"}   # the ledger names terminals only
/// ports: [/dev/ttyUSB0]          # service ports of terminals
/// currency: 156
/// rules:                         # for all terminals
///   alarms: sparing              # or eager
///   deadline: "23:30"            # a fixed time by which batches are closed
///   cut-off: "23:45"             # the host closes by itself then...
///   cut-off-lead: 30             # ... and is warned of so many minutes before
///   settle-after: 60             # the terminal settles by itself so long after the alarm
///   steps: {terminal: 0, shop: 15, supervisor: 60, acquirer: 240}   # minutes; never for none
/// terminals:                     # others for some
///   - {terminal: "10000002", watched: false}
/// channels:
///   - {name: office, type: webhook, url: "https://example.org/alarms", secret-file: hook.key, steps: [supervisor]}
///   - {name: mail, type: mail, server: "smtp://mail.example.org:587", from: a@example.org, to: [b@example.org], steps: [shop]}
///   - {name: display, type: terminal, steps: [terminal]}
/// metrics-port: 9464
/// ```
public struct WatchFile: Sendable {
    /// File of the store.
    public var store: String?
    /// Ledger that is followed.
    public var ledger: String?
    /// Field 42 of each terminal by its field 41.
    public var merchants: [String: String] = [:]
    /// Service ports.
    public var ports: [String] = []
    /// ISO 4217 numeric code of the ledger.
    public var currency: UInt16 = 156
    /// Rules of terminals that have none of their own.
    public var rules = WatchRules()
    /// Rules by field 41.
    public var own: [String: WatchRules] = [:]
    /// Ways to tell.
    public var channels: [ChannelFile] = []
    /// Loopback port of the metrics; nil for none.
    public var metricsPort: Int?

    /// The usual one.
    public init() {}

    /// Reads a file's text.
    ///
    /// - Throws: `FleetError` with the line.
    public init(_ text: String, origin: String) throws(FleetError) {
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch {
            throw ConfigNode.failure(origin, nil, "it is not YAML: \(error)")
        }
        guard let root else { return }
        let node = try ConfigNode(
            root, origin: origin, what: "a watch file",
            keys: [
                "store", "ledger", "merchants", "ports", "currency", "rules", "terminals", "channels", "metrics-port",
            ])
        store = try node.text("store")
        ledger = try node.text("ledger")
        ports = try node.texts("ports")
        currency = try node.number("currency", 1...999).map { UInt16($0) } ?? 156
        guard Currency(numeric: currency) != nil else { throw node.wrong("currency", "is no currency of ISO 4217") }
        metricsPort = try node.number("metrics-port", 0...65_535)
        if let pairs = node["merchants"] {
            guard let mapping = pairs.mapping else { throw node.wrong("merchants", "is a mapping of terminals") }
            for (key, value) in mapping {
                guard let terminal = key.string, let merchant = value.string else {
                    throw node.wrong("merchants", "is a mapping of quoted numbers")
                }
                merchants[terminal] = merchant
            }
        }
        if let value = node["rules"] { rules = try RulesFile.rules(value, origin: origin, over: rules) }
        for value in try node.list("terminals") {
            let (terminal, rules) = try RulesFile.terminal(value, origin: origin, over: rules)
            own[terminal] = rules
        }
        for value in try node.list("channels") { channels.append(try ChannelFile(value, origin: origin)) }
        guard Set(channels.map(\.name)).count == channels.count else {
            throw node.wrong("channels", "has a name twice")
        }
    }

    /// Rules of a terminal.
    public func rules(of terminal: TerminalKey) -> WatchRules { own[terminal.terminalID] ?? rules }

    /// Who is told by what.
    public var plan: ChannelPlan {
        ChannelPlan(
            steps: Dictionary(channels.map { ($0.name, $0.steps) }) { first, _ in first },
            settling: [WatchFile.settling])
    }

    /// Name of the channel that lets terminals settle.
    public static let settling = "terminal-settle"
}
