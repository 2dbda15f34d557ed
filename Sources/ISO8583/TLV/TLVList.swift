/// TLV objects in their order, for reading by tag and for editing: unknown tags, duplicates, forms of lengths and padding
/// are kept, so that what was decoded encodes to the same bytes.
///
/// ```swift
/// var list = try TLVList(decoding: field55)
/// list.value(at: .cryptogram)             // bytes of 9F26
/// try list.set([0x30, 0x30], at: .authorisationResponseCode)
/// field55 = list.encoded()
/// ```
///
/// The memory taken is some tens of bytes for each object. Where that is too much, ``TLVReader`` takes none.
public struct TLVList: Equatable, Sendable {
    /// The objects, in their order.
    public var objects: [TLVObject]
    /// Padding after the last object.
    public var trailingPadding: [UInt8] = []

    /// A list of objects.
    public init(_ objects: [TLVObject] = []) { self.objects = objects }

    /// The objects that the bytes say.
    ///
    /// - Throws: ``TLVError`` for bytes that are no TLV objects.
    public init(decoding bytes: [UInt8], rules: TLVRules = .emv) throws(TLVError) {
        try self.init(reading: TLVReader(bytes, rules: rules), bytes, rules)
    }

    private init(reading source: TLVReader, _ bytes: [UInt8], _ rules: TLVRules) throws(TLVError) {
        var reader = source
        objects = []
        while let element = try reader.next() {
            let content: TLVObject.Content
            if rules.opensConstructed, element.tag.isConstructed {
                content = .objects(try TLVList(reading: reader.contents(of: element), bytes, rules))
            } else {
                content = .bytes([UInt8](bytes[element.value]))
            }
            objects.append(
                TLVObject(
                    element.tag, content, lengthForm: element.lengthForm, padding: [UInt8](bytes[element.padding])))
        }
        trailingPadding = [UInt8](bytes[reader.trailingPadding])
    }

    /// The bytes of the objects.
    public func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(encodedCount)
        append(to: &bytes)
        return bytes
    }

    /// Bytes of the objects with all padding.
    public var encodedCount: Int {
        var count = trailingPadding.count
        for object in objects { count += object.encodedCount }
        return count
    }

    func append(to bytes: inout [UInt8]) {
        for object in objects { object.append(to: &bytes) }
        bytes += trailingPadding
    }
}
