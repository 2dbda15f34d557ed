/// Where an object lies in the bytes that are read: nothing is copied.
public struct TLVElement: Equatable, Sendable {
    /// Tag.
    public let tag: TLVTag
    /// How the length is written.
    public let lengthForm: TLVLengthForm
    /// Padding before the tag.
    public let padding: Range<Int>
    /// The value's bytes.
    public let value: Range<Int>
    /// Depth: 1 at the top.
    public let depth: Int

    /// Offset of the tag's first byte.
    public var offset: Int { padding.upperBound }
}

/// Reads TLV objects one after the other, with every step checked, and takes no memory for it.
///
/// ```swift
/// var reader = TLVReader(field55)
/// while let element = try reader.next() {
///     // field55[element.value] is the value of element.tag
/// }
/// ```
public struct TLVReader: Sendable {
    private let bytes: [UInt8]
    private let rules: TLVRules
    private let end: Int
    /// The depth of the objects that are read.
    private let depth: Int
    /// Offset of the next byte that is read, from the start of the whole array.
    public private(set) var offset: Int

    /// A reader of all bytes.
    public init(_ bytes: [UInt8], rules: TLVRules = .emv) {
        self.init(bytes, 0, bytes.count, depth: 1, rules)
    }

    /// A reader of a part of the bytes, for example of one field of a message; what lies outside of the array is left out.
    /// Offsets count from the start of the array.
    public init(_ bytes: [UInt8], in range: Range<Int>, rules: TLVRules = .emv) {
        let part = range.clamped(to: 0..<bytes.count)
        self.init(bytes, part.lowerBound, part.upperBound, depth: 1, rules)
    }

    private init(_ bytes: [UInt8], _ offset: Int, _ end: Int, depth: Int, _ rules: TLVRules) {
        self.bytes = bytes
        self.offset = offset
        self.end = end
        self.depth = depth
        self.rules = rules
    }

    /// The next object, or nil at the end. Padding at the end is passed over: see ``trailingPadding``.
    ///
    /// - Throws: ``TLVError`` for bytes that are no object, and for an object that lies too deep.
    public mutating func next() throws(TLVError) -> TLVElement? {
        let start = offset
        var position = start
        while position < end, rules.isPadding(bytes[position]) { position += 1 }
        guard position < end else {
            offset = position
            trailingPadding = start..<position
            return nil
        }
        guard depth <= TLVRules.mostDepth else {
            throw TLVError(.tooDeep, offset: position, needed: depth, available: TLVRules.mostDepth)
        }
        let padding = start..<position
        let tag = try TLVReader.tag(of: bytes, at: &position, end: end)
        let (count, form) = try readLength(&position)
        let element = TLVElement(
            tag: tag, lengthForm: form, padding: padding, value: position..<position + count, depth: depth)
        offset = position + count
        return element
    }

    /// Padding after the last object; known when ``next()`` has given nil.
    public private(set) var trailingPadding: Range<Int> = 0..<0

    /// A reader of the objects in a constructed object that this reader, or one from it, gave. Objects that lie deeper than
    /// ``TLVRules/mostDepth`` are an error when they are read.
    public func contents(of element: TLVElement) -> TLVReader {
        let part = element.value.clamped(to: 0..<bytes.count)
        return TLVReader(bytes, part.lowerBound, part.upperBound, depth: element.depth + 1, rules)
    }

    /// The tag at `position`, which moves behind it. `position` lies before `end`.
    static func tag(of bytes: [UInt8], at position: inout Int, end: Int) throws(TLVError) -> TLVTag {
        let start = position
        let first = bytes[position]
        guard first != 0 else { throw TLVError(.badTag, offset: start) }
        position += 1
        var raw = UInt32(first)
        guard first & 0x1F == 0x1F else { return TLVTag(known: raw) }
        while true {
            guard position - start < TLVTag.mostBytes else { throw TLVError(.tagTooLong, offset: start) }
            guard position < end else {
                throw TLVError(.truncatedTag, offset: start, needed: position - start + 1, available: end - start)
            }
            let byte = bytes[position]
            guard byte != 0x80 || position > start + 1 else { throw TLVError(.tagLeadingZeros, offset: start) }
            position += 1
            raw = raw << 8 | UInt32(byte)
            if byte & 0x80 == 0 { return TLVTag(known: raw) }
        }
    }

    private func readLength(_ position: inout Int) throws(TLVError) -> (count: Int, form: TLVLengthForm) {
        let start = position
        guard position < end else { throw TLVError(.truncatedLength, offset: start, needed: 1, available: 0) }
        let first = bytes[position]
        position += 1
        var count = UInt32(first)
        var form = TLVLengthForm.short
        if first >= 0x80 {
            guard first != 0x80 else { throw TLVError(.indefiniteLength, offset: start) }
            let following = Int(first & 0x7F)
            guard let long = TLVLengthForm(rawValue: following) else {
                throw TLVError(
                    .lengthTooLong, offset: start, needed: following, available: TLVLengthForm.long4.rawValue)
            }
            guard following <= end - position else {
                throw TLVError(.truncatedLength, offset: start, needed: following + 1, available: end - start)
            }
            form = long
            count = 0
            for byte in bytes[position..<position + following] { count = count << 8 | UInt32(byte) }
            position += following
        }
        // Compared before it becomes an Int: on a 32-bit terminal a length of four bytes may not fit into one.
        guard let fitting = Int(exactly: count), fitting <= end - position else {
            throw TLVError(
                .truncatedValue, offset: position, needed: Int(clamping: count), available: end - position)
        }
        return (fitting, form)
    }
}
