/// A data object of field 55 as a view needs it: tag, place of its value, objects inside.
///
/// Source: EMV Book 3, annex B (BER-TLV).
public struct ChipObject: Equatable, Sendable {
    /// The tag's bytes as one number: `9F26` is 0x9F26.
    public var tag: UInt32
    /// Where the object begins, in bytes of the field's content.
    public var offset: Int
    /// Where its value lies.
    public var value: Range<Int>
    /// Objects inside of a constructed one.
    public var children: [ChipObject]

    /// The data objects of field 55, or nil when the content is none to the last byte.
    public static func read(_ content: [UInt8]) -> [ChipObject]? {
        do throws(TLVError) { return try objects(TLVReader(content)) } catch { return nil }
    }

    private static func objects(_ reader: TLVReader) throws(TLVError) -> [ChipObject] {
        var reader = reader
        var found: [ChipObject] = []
        while let element = try reader.next() {
            let children = element.tag.isConstructed ? try objects(reader.contents(of: element)) : []
            found.append(
                ChipObject(tag: element.tag.rawValue, offset: element.offset, value: element.value, children: children))
        }
        return found
    }
}
