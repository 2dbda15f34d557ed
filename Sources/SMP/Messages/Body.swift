/// The map of a request or an answer, typed. Server and client use the same types.
///
/// Entries that a type does not know are left aside: a later version may say more.
public protocol MessageBody: Equatable, Sendable {
    /// Reads it.
    init(_ map: CBORMap) throws(BodyError)
    /// It as a map.
    var map: CBORMap { get }
}

/// A request: what it asks, and the type of what is answered.
public protocol MessageRequest: MessageBody {
    /// What is answered when it was carried out.
    associatedtype Answer: MessageBody
    /// Where it stands in the protocol.
    static var place: CommandPlace { get }
}

/// Operation, group and command of a request.
public struct CommandPlace: Equatable, Sendable {
    /// Read or write.
    public let operation: PacketOperation
    /// The group.
    public let group: UInt16
    /// The command of the group.
    public let command: UInt8

    /// A place.
    public init(_ operation: PacketOperation, _ group: UInt16, _ command: UInt8) {
        self.operation = operation
        self.group = group
        self.command = command
    }

    /// The place of a request with this header.
    public init(_ header: PacketHeader) { self.init(header.operation, header.group, header.command) }
}

/// A wish that any request may carry: to be told more when it is refused.
///
/// Clients that know the protocol's own entries alone take an answer with others for damaged, so only who asks is told.
public enum DetailWish {
    /// The entry of a request; true says it.
    public static let key = "detail"

    /// True when a request carries the wish.
    public static func isIn(_ map: CBORMap) -> Bool { map[key] == .flag(true) }
}

extension MessageRequest {
    /// The request as a packet.
    ///
    /// - Parameter wantsDetail: Whether a refusal may say more than the protocol's own entries, see `DetailWish`.
    public func packet(sequence: UInt8, version: ProtocolVersion = .two, wantsDetail: Bool = false) -> Packet {
        let place = Self.place
        var map = map
        if wantsDetail { map.put(DetailWish.key, true) }
        return Packet(
            PacketHeader(
                place.operation, version: version, group: place.group, sequence: sequence, command: place.command), map)
    }
}

/// Why a map is not the request or answer that it should be.
public enum BodyError: Error, Equatable, Sendable, CustomStringConvertible {
    /// An entry that must be there.
    case missing(String)
    /// An entry of another kind.
    case wrongKind(String)
    /// A number beyond what it can be.
    case outOfRange(String)

    /// The entry.
    public var key: String {
        switch self {
        case .missing(let key), .wrongKind(let key), .outOfRange(let key): key
        }
    }

    /// What is wrong.
    public var description: String {
        switch self {
        case .missing(let key): "\"\(key)\" is missing"
        case .wrongKind(let key): "\"\(key)\" is of another kind than it must be"
        case .outOfRange(let key): "\"\(key)\" is a number beyond what it can be"
        }
    }
}

/// Nothing to say.
public struct EmptyBody: MessageBody {
    /// An empty map.
    public init() {}

    /// Takes any map.
    public init(_ map: CBORMap) throws(BodyError) {}

    /// An empty map.
    public var map: CBORMap { CBORMap() }
}

/// Groups of commands. Source: Zephyr, `mgmt_defines.h`; from 64 on they are the vendor's.
public enum MessageGroup {
    /// The system.
    public static let system: UInt16 = 0
    /// Firmware images.
    public static let image: UInt16 = 1
    /// Counters.
    public static let statistics: UInt16 = 2
    /// Settings.
    public static let settings: UInt16 = 3
    /// Files.
    public static let files: UInt16 = 8
    /// What only a payment terminal has.
    public static let terminal: UInt16 = 64
}

/// A request that says nothing but what it is.
public protocol BareRequest: MessageRequest {
    /// A request.
    init()
}

extension BareRequest {
    /// Takes any map.
    public init(_ map: CBORMap) throws(BodyError) { self.init() }

    /// An empty map.
    public var map: CBORMap { CBORMap() }
}

/// A request for a list, from one of its entries on: as many as one answer holds.
public protocol ListRequest: MessageRequest {
    /// The first that is wanted, counted from 0.
    var first: Int { get }
    /// A request.
    init(first: Int)
}

extension ListRequest {
    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) { self.init(first: try map.size("from") ?? 0) }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("from", number: first)
        return map
    }
}

/// A request about a thing that is named.
public protocol NamedRequest: MessageRequest {
    /// Its name.
    var name: String { get }
    /// A request.
    init(name: String)
}

extension NamedRequest {
    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        self.init(name: try CBORMap.require(try map.text("name"), "name"))
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("name", name)
        return map
    }
}
