/// One TLV object with all that its bytes said: tag, form of the length, value, and padding before it.
public struct TLVObject: Equatable, Sendable {
    /// What an object holds.
    public enum Content: Equatable, Sendable {
        /// Bytes.
        case bytes([UInt8])
        /// Objects, in their order.
        case objects(TLVList)
    }

    /// Tag.
    public let tag: TLVTag
    /// What the object holds.
    public var content: Content {
        didSet { lengthForm = fittingForm }
    }
    /// How the length is written. A form that is too short for the content becomes the shortest one that is not.
    public var lengthForm: TLVLengthForm {
        didSet { lengthForm = fittingForm }
    }
    /// Padding before the tag.
    public var padding: [UInt8]

    /// An object that holds bytes; the length is written as short as can be.
    public init(_ tag: TLVTag, _ value: [UInt8]) { self.init(tag, .bytes(value)) }

    /// An object that holds objects.
    public init(_ tag: TLVTag, _ objects: TLVList) { self.init(tag, .objects(objects)) }

    init(_ tag: TLVTag, _ content: Content, lengthForm: TLVLengthForm = .short, padding: [UInt8] = []) {
        self.tag = tag
        self.content = content
        self.padding = padding
        self.lengthForm = lengthForm
        self.lengthForm = fittingForm
    }

    /// The value's bytes; those of a constructed object are encoded anew.
    public var value: [UInt8] {
        switch content {
        case .bytes(let bytes): bytes
        case .objects(let list): list.encoded()
        }
    }

    /// The objects of a constructed object, or nil for one that holds bytes.
    public var objects: TLVList? {
        guard case .objects(let list) = content else { return nil }
        return list
    }

    /// Bytes of the value.
    public var valueCount: Int {
        switch content {
        case .bytes(let bytes): bytes.count
        case .objects(let list): list.encodedCount
        }
    }

    /// Bytes of the object with its padding.
    public var encodedCount: Int { padding.count + tag.byteCount + lengthForm.byteCount + valueCount }

    private var fittingForm: TLVLengthForm { max(lengthForm, TLVLengthForm.shortest(for: valueCount)) }

    func append(to bytes: inout [UInt8]) {
        bytes += padding
        tag.append(to: &bytes)
        lengthForm.append(valueCount, to: &bytes)
        switch content {
        case .bytes(let value): bytes += value
        case .objects(let list): list.append(to: &bytes)
        }
    }
}
