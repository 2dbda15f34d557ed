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

extension TerminalConfiguration {
    /// All settings but secrets, by name, in the order of a terminal's file.
    ///
    /// - Throws: What Yams throws.
    public func withoutSecrets() throws -> [AllSettings.Setting] { try SettingsText.list(self) }

    /// What a terminal says of its settings on its service port. Secrets, which it does not say, are the usual test values.
    ///
    /// - Throws: `BenchError` when the settings make no sense.
    public static func reported(_ settings: [AllSettings.Setting]) throws -> TerminalConfiguration {
        // A terminal of a later version may have more of them.
        let known = settings.filter { keyNames.contains($0.name) }
        return try SettingsText.apply(
            known.map { SettingChange(name: $0.name, value: $0.value) }, to: TerminalConfiguration())
    }
}
