/// Asks what is in the slots.
public struct ImageStateRequest: BareRequest {
    /// What is answered.
    public typealias Answer = ImageStates
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.image, 0)

    /// A request.
    public init() {}
}

/// Marks an image to be tried or to stay.
public struct SetImageStateRequest: MessageRequest {
    /// What is answered.
    public typealias Answer = ImageStates
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.write, MessageGroup.image, 0)
    /// The image by its hash; nil for the one that runs.
    public var hash: [UInt8]?
    /// True to let it stay, false to try it once.
    public var isConfirmed: Bool

    /// A request.
    public init(hash: [UInt8]?, isConfirmed: Bool) {
        self.hash = hash
        self.isConfirmed = isConfirmed
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        hash = try map.bytes("hash")
        isConfirmed = try map.flag("confirm") ?? false
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("hash", hash)
        map.put("confirm", isConfirmed)
        return map
    }
}

/// What is in the slots.
public struct ImageStates: MessageBody {
    /// One image for each slot that holds one.
    public var images: [ImageState]

    /// An answer.
    public init(images: [ImageState]) { self.images = images }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        images = []
        for image in try map.maps("images") { images.append(try ImageState(image)) }
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("images", maps: images.map { $0.map })
        map.put("splitStatus", number: 0)
        return map
    }
}

/// The image in one slot.
public struct ImageState: MessageBody {
    /// 0 for the slot that is run, 1 for the one that is written.
    public var slot: Int
    /// `1.2.3` or `1.2.3.4`.
    public var version: String
    /// Hash of header, image and protected entries.
    public var hash: [UInt8]?
    /// It can be run.
    public var isBootable: Bool
    /// It is run at the next start.
    public var isPending: Bool
    /// It stays.
    public var isConfirmed: Bool
    /// It runs now.
    public var isActive: Bool
    /// It stays after the next start.
    public var isPermanent: Bool

    /// An image.
    public init(slot: Int, version: String, hash: [UInt8]?) {
        self.slot = slot
        self.version = version
        self.hash = hash
        isBootable = true
        isPending = false
        isConfirmed = false
        isActive = false
        isPermanent = false
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        slot = try CBORMap.require(try map.size("slot"), "slot")
        version = try CBORMap.require(try map.text("version"), "version")
        hash = try map.bytes("hash")
        isBootable = try map.flag("bootable") ?? false
        isPending = try map.flag("pending") ?? false
        isConfirmed = try map.flag("confirmed") ?? false
        isActive = try map.flag("active") ?? false
        isPermanent = try map.flag("permanent") ?? false
    }

    /// It as a map.
    public var map: CBORMap {
        var map = CBORMap()
        map.put("slot", number: slot)
        map.put("version", version)
        map.put("hash", hash)
        map.put("bootable", isBootable)
        map.put("pending", isPending)
        map.put("confirmed", isConfirmed)
        map.put("active", isActive)
        map.put("permanent", isPermanent)
        return map
    }
}
