import Foundation
import SMP
import TerminalManagement
import Yams

/// A terminal's settings as names and texts, for the service port.
struct SettingsText {
    /// What never leaves a terminal, nor comes to it in clear.
    static let secrets: Set<String> = ["master-key", "key-block-key", "supervisor-password"]

    /// All settings but secrets, in the order of a terminal's file.
    static func list(_ configuration: TerminalConfiguration) throws -> [AllSettings.Setting] {
        let mapping = try Yams.compose(yaml: try configuration.yaml())?.mapping
        return TerminalConfiguration.keyNames.compactMap { name in
            guard !secrets.contains(name), let value = mapping?[name]?.string else { return nil }
            return AllSettings.Setting(name, value)
        }
    }

    /// A configuration with changes of the service port.
    ///
    /// - Throws: `BenchError` with what is wrong in them.
    static func apply(
        _ changes: [SettingChange], to configuration: TerminalConfiguration
    ) throws -> TerminalConfiguration {
        guard !changes.isEmpty else { return configuration }
        let whole = try configuration.yaml()
        var mapping = try Yams.compose(yaml: whole)?.mapping ?? [:]
        for change in changes {
            guard let value = change.value else { continue }
            // A text stays a text: 00012345 is no number.
            let isText = mapping[Node(change.name)]?.tag == Tag(.str)
            mapping[Node(change.name)] = isText ? Node(value, Tag(.str), .doubleQuoted) : Node(value)
        }
        return try TerminalConfiguration.parse(
            try Yams.serialize(node: .mapping(mapping)), origin: "settings of the service port")
    }
}
