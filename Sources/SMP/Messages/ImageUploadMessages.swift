/// A piece of an image.
public struct UploadRequest: MessageRequest {
    /// What is answered.
    public typealias Answer = UploadAnswer
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.write, MessageGroup.image, 1)
    /// Where the piece begins.
    public var offset: Int
    /// The piece.
    public var data: [UInt8]
    /// What the first piece says of the whole; nil for others.
    public var whole: UploadWhole?

    /// A request.
    public init(offset: Int, data: [UInt8], whole: UploadWhole? = nil) {
        self.offset = offset
        self.data = data
        self.whole = whole
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        offset = try CBORMap.require(try map.size("off"), "off")
        data = try CBORMap.require(try map.bytes("data"), "data")
        // A piece that begins at 0 must say how long the whole is; in others it means nothing.
        whole = offset == 0 ? try UploadWhole(map) : nil
    }

    /// It as a map.
    public var map: CBORMap {
        var map = whole?.map ?? CBORMap()
        map.put("off", number: offset)
        map.put("data", data)
        return map
    }
}

/// What the first piece of an upload says of the whole.
public struct UploadWhole: MessageBody {
    /// Bytes of the image file.
    public var count: Int
    /// SHA-256 of the image file: an upload that was broken off is known again by it.
    public var sha: [UInt8]?
    /// Number of the image; a terminal has only image 0.
    public var image: Int
    /// True to refuse an image that is not newer.
    public var isUpgradeOnly: Bool
    /// What the image says of itself in its protected entries, which come last in the file; nil from other clients.
    public var description: ImageDescription?

    /// A whole.
    public init(
        count: Int, sha: [UInt8]? = nil, image: Int = 0, isUpgradeOnly: Bool = false,
        description: ImageDescription? = nil
    ) {
        self.count = count
        self.sha = sha
        self.image = image
        self.isUpgradeOnly = isUpgradeOnly
        self.description = description
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        count = try CBORMap.require(try map.size("len"), "len")
        sha = try map.bytes("sha")
        image = try map.size("image") ?? 0
        isUpgradeOnly = try map.flag("upgrade") ?? false
        if let description = try map.submap("desc") {
            self.description = try ImageDescription(description)
        } else {
            description = nil
        }
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("len", number: count)
        map.put("sha", sha)
        if image != 0 { map.put("image", number: image) }
        if isUpgradeOnly { map.put("upgrade", true) }
        if let description { map["desc"] = .map(description.map) }
        return map
    }
}

/// What an image says of itself, for a server that wants to know before the first byte is written.
public struct ImageDescription: MessageBody {
    /// Board that it is made for.
    public var board: String?
    /// Oldest form of the journal that it reads.
    public var oldestJournal: UInt32?
    /// Newest form of the journal that it reads.
    public var newestJournal: UInt32?
    /// Its security counter.
    public var counter: UInt32?

    /// A description.
    public init(
        board: String? = nil, oldestJournal: UInt32? = nil, newestJournal: UInt32? = nil, counter: UInt32? = nil
    ) {
        self.board = board
        self.oldestJournal = oldestJournal
        self.newestJournal = newestJournal
        self.counter = counter
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        board = try map.text("board")
        oldestJournal = try map.number("jmin", as: UInt32.self)
        newestJournal = try map.number("jmax", as: UInt32.self)
        counter = try map.number("sc", as: UInt32.self)
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("board", board)
        map.put("jmin", number: oldestJournal)
        map.put("jmax", number: newestJournal)
        map.put("sc", number: counter)
        return map
    }
}

/// How far an upload has come.
public struct UploadAnswer: MessageBody {
    /// The byte that is wanted next.
    public var offset: Int
    /// With the last piece: whether all of it has the hash that was said.
    public var isMatching: Bool?

    /// An answer.
    public init(offset: Int, isMatching: Bool? = nil) {
        self.offset = offset
        self.isMatching = isMatching
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        offset = try CBORMap.require(try map.size("off"), "off")
        isMatching = try map.flag("match")
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("off", number: offset)
        map.put("match", isMatching)
        return map
    }
}

/// Clears a slot.
public struct EraseImageRequest: MessageRequest {
    /// What is answered.
    public typealias Answer = EmptyBody
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.write, MessageGroup.image, 5)
    /// The slot; only 1 can be cleared.
    public var slot: Int

    /// A request.
    public init(slot: Int = 1) {
        self.slot = slot
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        slot = try map.size("slot") ?? 1
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("slot", number: slot)
        return map
    }
}
