/// Asks which keys a terminal holds.
public struct KeyStateRequest: BareRequest {
    /// What is answered.
    public typealias Answer = KeyStates
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.terminal, 5)

    /// A request.
    public init() {}
}

/// Which keys a terminal holds.
public struct KeyStates: MessageBody {
    /// One key. The key itself never leaves the secure element.
    public struct KeyState: MessageBody {
        /// `master`, `pin` or `mac`.
        public var name: String
        /// True when it is loaded.
        public var isPresent: Bool
        /// Its check value, 3 bytes; nil without the key.
        public var checkValue: [UInt8]?

        /// A key.
        public init(name: String, isPresent: Bool, checkValue: [UInt8]?) {
            self.name = name
            self.isPresent = isPresent
            self.checkValue = checkValue
        }

        /// Reads it.
        public init(_ map: CBORMap) throws(BodyError) {
            name = try CBORMap.require(try map.text("name"), "name")
            isPresent = try map.flag("present") ?? false
            checkValue = try map.bytes("kcv")
        }

        /// It as a map.
        public var map: CBORMap {
            var map = CBORMap()
            map.put("name", name)
            map.put("present", isPresent)
            map.put("kcv", checkValue)
            return map
        }
    }

    /// The keys.
    public var keys: [KeyState]

    /// An answer.
    public init(keys: [KeyState]) { self.keys = keys }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        keys = []
        for key in try map.maps("keys") { keys.append(try KeyState(key)) }
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("keys", maps: keys.map { $0.map })
        return map
    }
}

/// Hands a key block to the secure element, which alone can open it.
public struct LoadKeyRequest: MessageRequest {
    /// What is answered.
    public typealias Answer = KeyStates
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.write, MessageGroup.terminal, 5)
    /// Which key it is to be, for example `master`.
    public var name: String
    /// The block, TR-31.
    public var block: String
    /// The check value that the key must have, its first bytes; nil when nobody knows it.
    public var checkValue: [UInt8]?

    /// A request.
    public init(name: String, block: String, checkValue: [UInt8]? = nil) {
        self.name = name
        self.block = block
        self.checkValue = checkValue
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        name = try CBORMap.require(try map.text("name"), "name")
        block = try CBORMap.require(try map.text("block"), "block")
        checkValue = try map.bytes("kcv")
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("name", name)
        map.put("block", block)
        map.put("kcv", checkValue)
        return map
    }
}

/// Why a key was not loaded.
public struct KeyRefusal: Error, Equatable, Sendable {
    /// Which reason.
    public let code: TerminalCode
    /// The reason as a sentence, without a digit of the block.
    public let reason: String

    /// A refusal.
    public init(_ code: TerminalCode, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}
