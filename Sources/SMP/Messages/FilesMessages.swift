/// Asks for a piece of a file.
public struct DownloadRequest: MessageRequest {
    /// What is answered.
    public typealias Answer = DownloadAnswer
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.files, 0)
    /// Name of the file: `/log` or `/journal`.
    public var name: String
    /// Where the piece begins.
    public var offset: Int

    /// A request.
    public init(name: String, offset: Int) {
        self.name = name
        self.offset = offset
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        name = try CBORMap.require(try map.text("name"), "name")
        offset = try CBORMap.require(try map.size("off"), "off")
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("name", name)
        map.put("off", number: offset)
        return map
    }
}

/// A piece of a file.
public struct DownloadAnswer: MessageBody {
    /// Where it begins.
    public var offset: Int
    /// The piece.
    public var data: [UInt8]
    /// Bytes of the file; with the first piece only.
    public var count: Int?

    /// An answer.
    public init(offset: Int, data: [UInt8], count: Int? = nil) {
        self.offset = offset
        self.data = data
        self.count = count
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        offset = try CBORMap.require(try map.size("off"), "off")
        data = try CBORMap.require(try map.bytes("data"), "data")
        count = try map.size("len")
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("off", number: offset)
        map.put("data", data)
        map.put("len", number: count)
        return map
    }
}

/// Asks how long a file is.
public struct FileStatusRequest: NamedRequest {
    /// What is answered.
    public typealias Answer = FileStatus
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.files, 1)
    /// Name of the file.
    public var name: String

    /// A request.
    public init(name: String) { self.name = name }
}

/// How long a file is.
public struct FileStatus: MessageBody {
    /// Its bytes.
    public var count: Int

    /// An answer.
    public init(count: Int) { self.count = count }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) { count = try CBORMap.require(try map.size("len"), "len") }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("len", number: count)
        return map
    }
}

/// Asks for the hash of a file, or of a part of it.
public struct FileHashRequest: MessageRequest {
    /// What is answered.
    public typealias Answer = FileHash
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.files, 2)
    /// Name of the file.
    public var name: String
    /// `sha256` or nil.
    public var kind: String?
    /// First byte.
    public var offset: Int
    /// Bytes; nil for all that follow.
    public var count: Int?

    /// A request.
    public init(name: String, kind: String? = nil, offset: Int = 0, count: Int? = nil) {
        self.name = name
        self.kind = kind
        self.offset = offset
        self.count = count
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        name = try CBORMap.require(try map.text("name"), "name")
        kind = try map.text("type")
        offset = try map.size("off") ?? 0
        count = try map.size("len")
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("name", name)
        map.put("type", kind)
        if offset != 0 { map.put("off", number: offset) }
        map.put("len", number: count)
        return map
    }
}

/// The hash of a file, or of a part of it.
public struct FileHash: MessageBody {
    /// `sha256`.
    public var kind: String
    /// First byte.
    public var offset: Int
    /// Bytes that the hash is of.
    public var count: Int
    /// The hash.
    public var hash: [UInt8]

    /// An answer.
    public init(kind: String, offset: Int, count: Int, hash: [UInt8]) {
        self.kind = kind
        self.offset = offset
        self.count = count
        self.hash = hash
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        kind = try CBORMap.require(try map.text("type"), "type")
        offset = try map.size("off") ?? 0
        count = try CBORMap.require(try map.size("len"), "len")
        hash = try CBORMap.require(try map.bytes("output"), "output")
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("type", kind)
        if offset != 0 { map.put("off", number: offset) }
        map.put("len", number: count)
        map.put("output", hash)
        return map
    }
}
