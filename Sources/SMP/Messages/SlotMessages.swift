/// Asks how large the slots are.
public struct SlotInformationRequest: BareRequest {
    /// What is answered.
    public typealias Answer = SlotInformation
    /// Where it stands in the protocol.
    public static let place = CommandPlace(.read, MessageGroup.image, 6)

    /// A request.
    public init() {}
}

/// The slots of image 0.
public struct SlotInformation: MessageBody {
    /// One slot.
    public struct Slot: MessageBody {
        /// Its number.
        public var slot: Int
        /// Bytes of it.
        public var byteCount: Int
        /// The number that an upload into it gives as its image; nil for a slot that is not written.
        public var uploadImage: Int?

        /// A slot.
        public init(slot: Int, byteCount: Int, uploadImage: Int? = nil) {
            self.slot = slot
            self.byteCount = byteCount
            self.uploadImage = uploadImage
        }

        /// Reads it.
        public init(_ map: CBORMap) throws(BodyError) {
            slot = try CBORMap.require(try map.size("slot"), "slot")
            byteCount = try CBORMap.require(try map.size("size"), "size")
            uploadImage = try map.size("upload_image_id")
        }

        /// It as a map.
        public var map: CBORMap {
            var map = CBORMap()
            map.put("slot", number: slot)
            map.put("size", number: byteCount)
            map.put("upload_image_id", number: uploadImage)
            return map
        }
    }

    /// The slots.
    public var slots: [Slot]
    /// Bytes of the largest image file that fits.
    public var largestImage: Int?

    /// An answer.
    public init(slots: [Slot], largestImage: Int?) {
        self.slots = slots
        self.largestImage = largestImage
    }

    /// Reads it.
    public init(_ map: CBORMap) throws(BodyError) {
        slots = []
        largestImage = nil
        guard let first = try map.maps("images").first else { throw .missing("images") }
        for slot in try first.maps("slots") { slots.append(try Slot(slot)) }
        largestImage = try first.size("max_image_size")
    }

    /// It as a map.
    public var map: CBORMap {
        var image = CBORMap()
        image.put("image", number: 0)
        image.put("slots", maps: slots.map { $0.map })
        image.put("max_image_size", number: largestImage)
        var map = CBORMap()
        map.put("images", maps: [image])
        return map
    }
}
