/// Asks for the value of a setting.
public struct ReadSettingRequest: MessageRequest {
    /// What is answered.
    public typealias Answer = SettingValue
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.settings, 0)
    /// Its name, for example `terminal-id`.
    public var name: String
    /// Bytes that the client can take; nil for any.
    public var largest: Int?

    /// A request.
    public init(name: String, largest: Int? = nil) {
        self.name = name
        self.largest = largest
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        name = try CBORMap.require(try map.text("name"), "name")
        largest = try map.size("max_size")
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("name", name)
        map.put("max_size", number: largest)
        return map
    }
}

/// The value of a setting.
public struct SettingValue: MessageBody {
    /// Text in UTF-8.
    public var value: [UInt8]

    /// A value.
    public init(value: [UInt8]) { self.value = value }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) { value = try CBORMap.require(try map.bytes("val"), "val") }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("val", value)
        return map
    }
}

/// Gives a setting a value. It counts when it is committed.
public struct WriteSettingRequest: MessageRequest {
    /// What is answered.
    public typealias Answer = EmptyBody
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.write, MessageGroup.settings, 0)
    /// Its name.
    public var name: String
    /// Text in UTF-8.
    public var value: [UInt8]

    /// A request.
    public init(name: String, value: [UInt8]) {
        self.name = name
        self.value = value
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        name = try CBORMap.require(try map.text("name"), "name")
        value = try CBORMap.require(try map.bytes("val"), "val")
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("name", name)
        map.put("val", value)
        return map
    }
}

/// Gives a setting its value of the factory back. It counts when it is committed.
public struct DeleteSettingRequest: NamedRequest {
    /// What is answered.
    public typealias Answer = EmptyBody
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.write, MessageGroup.settings, 1)
    /// Its name; `*` for all settings.
    public var name: String

    /// A request.
    public init(name: String) {
        self.name = name
    }
}

/// Lets what was written count, all of it or nothing.
public struct CommitSettingsRequest: BareRequest {
    /// What is answered.
    public typealias Answer = EmptyBody
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.write, MessageGroup.settings, 2)

    /// A request.
    public init() {}
}

/// Forgets what was written and not committed.
public struct LoadSettingsRequest: BareRequest {
    /// What is answered.
    public typealias Answer = EmptyBody
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.settings, 3)

    /// A request.
    public init() {}
}

/// The same as to commit.
public struct SaveSettingsRequest: BareRequest {
    /// What is answered.
    public typealias Answer = EmptyBody
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.write, MessageGroup.settings, 3)

    /// A request.
    public init() {}
}
