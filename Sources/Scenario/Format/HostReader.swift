import AcquirerHost
import VirtualTerminal
import Yams

extension ScenarioFile {
    /// Keys of the host, as in a host file.
    static let hostKeys = ["rules", "profile", "cards", "day-cut"]

    /// Takes the host in: its rules, its profile, its cards and its day cut. Where the profile does not say which dialect it
    /// speaks, it speaks that of the terminal.
    mutating func takeHost(_ node: Node?, _ reader: NodeReader) throws(ScenarioError) {
        var settings = Node.Mapping([])
        let dialect = HostProfile.DialectName(rawValue: terminal.dialect) ?? .unionPay
        host.profile = HostProfile(dialect: dialect)
        if dialect != .unionPay { settings["profile"] = Node.mapping(["dialect": Node(dialect.rawValue)]) }
        if let node {
            let mapping = try reader.mapping(node, "host", keys: ScenarioFile.hostKeys)
            for (key, value) in mapping {
                guard let name = key.string else { continue }
                var value = value
                if name == "profile" { value = try profile(value, dialect, reader) }
                do { try take(name, value) } catch {
                    throw ScenarioError(origin: origin, line: error.line ?? value.mark?.line, what: error.what)
                }
                if name == "rules" {
                    hostRules = try ScenarioFile.text(value, reader)
                } else {
                    settings[name] = value
                }
            }
        }
        if !settings.isEmpty { hostSettings = try ScenarioFile.text(.mapping(settings), reader) }
    }

    private mutating func take(_ name: String, _ value: Node) throws(HostFileError) {
        switch name {
        case "rules": host.rules = try HostRule.parse(value, origin: origin)
        case "profile": host.profile = try HostProfile.parse(value, origin: origin)
        case "cards": host.cards = try HostConfiguration.cards(value, origin: origin)
        default: host.dayCut = try HostConfiguration.dayCut(value, origin: origin)
        }
    }

    private func profile(
        _ node: Node, _ dialect: HostProfile.DialectName, _ reader: NodeReader
    ) throws(ScenarioError) -> Node {
        guard var mapping = node.mapping else { throw reader.error(node, "profile is a mapping") }
        if let given = mapping["dialect"] {
            guard given.string == dialect.rawValue else {
                throw reader.error(
                    given,
                    "the terminal speaks \(dialect.rawValue); leave dialect out here, or give the terminal another")
            }
        } else {
            mapping["dialect"] = Node(dialect.rawValue)
        }
        return .mapping(mapping)
    }

    private static func text(_ node: Node, _ reader: NodeReader) throws(ScenarioError) -> String {
        do { return try Yams.serialize(node: node) } catch { throw reader.error(node, "\(error)") }
    }
}
