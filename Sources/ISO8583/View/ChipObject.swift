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
    public static func read(_ content: [UInt8]) -> [ChipObject]? { read(content, 0..<content.count, depth: 1) }

    /// True for tags whose meaning an issuer or vendor chose: nobody can say that such a value may be seen.
    static func isPrivate(_ tag: UInt32) -> Bool {
        var first = tag
        while first > 0xFF { first >>= 8 }
        return first >= 0xC0
    }

    private static func read(_ content: [UInt8], _ range: Range<Int>, depth: Int) -> [ChipObject]? {
        guard depth <= 16 else { return nil }
        var objects: [ChipObject] = []
        var place = range.lowerBound
        while place < range.upperBound {
            if content[place] == 0 {
                place += 1
                continue
            }
            let start = place
            guard let tag = readTag(content, &place, range.upperBound),
                let count = readLength(content, &place, range.upperBound), count <= range.upperBound - place
            else { return nil }
            let value = place..<place + count
            var object = ChipObject(tag: tag, offset: start, value: value, children: [])
            if content[start] & 0x20 != 0 {
                guard let children = read(content, value, depth: depth + 1) else { return nil }
                object.children = children
            }
            objects.append(object)
            place += count
        }
        return objects
    }

    private static func readTag(_ content: [UInt8], _ place: inout Int, _ end: Int) -> UInt32? {
        var tag = UInt32(content[place])
        place += 1
        guard tag & 0x1F == 0x1F else { return tag }
        for _ in 0..<3 {
            guard place < end else { return nil }
            tag = tag << 8 | UInt32(content[place])
            place += 1
            if tag & 0x80 == 0 { return tag }
        }
        return nil
    }

    private static func readLength(_ content: [UInt8], _ place: inout Int, _ end: Int) -> Int? {
        guard place < end else { return nil }
        let first = Int(content[place])
        place += 1
        guard first >= 0x80 else { return first }
        let size = first & 0x7F
        guard (1...3).contains(size), size <= end - place else { return nil }
        var count = 0
        for _ in 0..<size {
            count = count << 8 | Int(content[place])
            place += 1
        }
        return count
    }
}
