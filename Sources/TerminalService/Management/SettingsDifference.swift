import SMP

/// A setting that is another one than before.
public struct SettingsDifference: Codable, Equatable, Sendable {
    /// Its name.
    public let name: String
    /// Its value before; nil when it was not there.
    public let before: String?
    /// Its value now; nil when it is not there.
    public let after: String?

    /// What differs, by name.
    public static func between(
        _ before: [AllSettings.Setting], _ after: [AllSettings.Setting]
    ) -> [SettingsDifference] {
        func value(_ name: String, _ settings: [AllSettings.Setting]) -> String? {
            settings.first { $0.name == name }?.value
        }
        return Set((before + after).map(\.name)).sorted().compactMap { name in
            let (old, new) = (value(name, before), value(name, after))
            return old == new ? nil : SettingsDifference(name: name, before: old, after: new)
        }
    }
}
