/// Asks for all settings of a terminal at once. One by one they are read and written by the settings group.
public struct AllSettingsRequest: ListRequest {
    /// What is answered.
    public typealias Answer = AllSettings
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.terminal, 4)
    /// The first that is wanted, counted from 0.
    public var first: Int

    /// A request.
    public init(first: Int = 0) { self.first = first }
}

/// Settings of a terminal, as many as one answer holds. Keys and passwords are not among them.
public struct AllSettings: MessageBody {
    /// One setting.
    public struct Setting: Equatable, Sendable {
        /// Its name, for example `terminal-id`.
        public var name: String
        /// Its value as in a terminal's file.
        public var value: String

        /// A setting.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Settings from the one that was asked for.
    public var settings: [Setting]
    /// All settings.
    public var total: Int

    /// An answer.
    public init(settings: [Setting], total: Int) {
        self.settings = settings
        self.total = total
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        settings = []
        for entry in try map.submap("settings")?.entries ?? [] {
            guard case .text(let value) = entry.value else { throw .wrongKind(entry.key) }
            settings.append(Setting(entry.key, value))
        }
        total = try CBORMap.require(try map.size("total"), "total")
    }

    /// It as a map.
    public var map: CBORMap {
        var values = CBORMap()
        for setting in settings { values.put(setting.name, setting.value) }
        var map = CBORMap()
        map["settings"] = .map(values)
        map.put("total", number: total)
        return map
    }
}
