/// Asks what runs, in the letters of `uname`.
public struct ApplicationInformationRequest: MessageRequest {
    /// What is answered.
    public typealias Answer = ApplicationInformation
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.system, 7)
    /// s name, n node, r release, v version, b build, m machine, p processor, i platform, o system, a all; nil for s.
    public var format: String?

    /// A request.
    public init(format: String? = nil) { self.format = format }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) { format = try map.text("format") }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("format", format)
        return map
    }
}

/// What runs.
public struct ApplicationInformation: MessageBody {
    /// The parts that were asked for, with spaces between.
    public var output: String

    /// An answer.
    public init(output: String) { self.output = output }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) { output = try CBORMap.require(try map.text("output"), "output") }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("output", output)
        return map
    }
}

/// Asks which bootloader there is.
public struct BootloaderInformationRequest: MessageRequest {
    /// What is answered.
    public typealias Answer = BootloaderInformation
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.system, 8)
    /// `mode` for how it updates; nil for its name.
    public var query: String?

    /// A request.
    public init(query: String? = nil) { self.query = query }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) { query = try map.text("query") }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("query", query)
        return map
    }
}

/// The bootloader; of name and mode only what was asked for.
public struct BootloaderInformation: MessageBody {
    /// `MCUboot` for all that keep its formats.
    public var name: String?
    /// How it updates: 1 swap with a scratch area, 3 swap without one.
    public var mode: Int?
    /// True when an older image is refused.
    public var refusesOlder: Bool?

    /// An answer.
    public init(name: String? = nil, mode: Int? = nil, refusesOlder: Bool? = nil) {
        self.name = name
        self.mode = mode
        self.refusesOlder = refusesOlder
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        name = try map.text("bootloader")
        mode = try map.number("mode", as: Int.self)
        refusesOlder = try map.flag("no-downgrade")
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("bootloader", name)
        map.put("mode", number: mode)
        map.put("no-downgrade", refusesOlder)
        return map
    }
}
