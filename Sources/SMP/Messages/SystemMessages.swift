/// Says back what it was told.
public struct EchoRequest: MessageRequest {
    /// What is answered.
    public typealias Answer = EchoAnswer
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.write, MessageGroup.system, 0)
    /// What is to be said back.
    public var text: String

    /// A request.
    public init(text: String) { self.text = text }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) { text = try CBORMap.require(try map.text("d"), "d") }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("d", text)
        return map
    }
}

/// What was said back.
public struct EchoAnswer: MessageBody {
    /// The text.
    public var text: String

    /// An answer.
    public init(text: String) { self.text = text }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) { text = try CBORMap.require(try map.text("r"), "r") }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("r", text)
        return map
    }
}

/// Asks for the terminal's clock.
public struct ClockRequest: BareRequest {
    /// What is answered.
    public typealias Answer = ClockBody
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.system, 4)

    /// A request.
    public init() {}
}

/// A clock's date and time.
public struct ClockBody: MessageBody {
    /// `2026-11-29T22:10:05`, the terminal's own time.
    public var text: String

    /// A time.
    public init(text: String) { self.text = text }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) { text = try CBORMap.require(try map.text("datetime"), "datetime") }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("datetime", text)
        return map
    }
}

/// Sets the terminal's clock.
public struct SetClockRequest: MessageRequest {
    /// What is answered.
    public typealias Answer = EmptyBody
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.write, MessageGroup.system, 4)
    /// `2026-11-29T22:10:05`.
    public var text: String

    /// A request.
    public init(text: String) { self.text = text }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) { text = try ClockBody(map).text }

    /// It as a map.
    public var map: CBORMap { ClockBody(text: text).map }
}

/// Starts the terminal anew.
public struct ResetRequest: MessageRequest {
    /// What is answered.
    public typealias Answer = EmptyBody
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.write, MessageGroup.system, 5)
    /// True to do it in the middle of something.
    public var isForced: Bool
    /// 1 to stay in the bootloader's recovery mode; nil or 0 to boot the firmware.
    public var bootMode: UInt8?

    /// A request.
    public init(isForced: Bool = false, bootMode: UInt8? = nil) {
        self.isForced = isForced
        self.bootMode = bootMode
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        // Clients say it as a number, newer ones as true or false.
        if case .flag(let flag)? = map["force"] {
            isForced = flag
        } else {
            isForced = try map.number("force") ?? 0 != 0
        }
        bootMode = try map.number("boot_mode", as: UInt8.self)
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        if isForced { map.put("force", number: 1) }
        map.put("boot_mode", number: bootMode)
        return map
    }
}

/// Asks how large requests may be.
public struct ParametersRequest: BareRequest {
    /// What is answered.
    public typealias Answer = ParametersAnswer
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.system, 6)

    /// A request.
    public init() {}
}

/// How large requests may be, and how many may be on their way.
public struct ParametersAnswer: MessageBody {
    /// Bytes of one packet, header and map.
    public var bufferSize: Int
    /// Packets that are taken before the first one is answered.
    public var bufferCount: Int

    /// An answer.
    public init(bufferSize: Int, bufferCount: Int) {
        self.bufferSize = bufferSize
        self.bufferCount = bufferCount
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        bufferSize = try CBORMap.require(try map.size("buf_size"), "buf_size")
        bufferCount = try CBORMap.require(try map.size("buf_count"), "buf_count")
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("buf_size", number: bufferSize)
        map.put("buf_count", number: bufferCount)
        return map
    }
}
