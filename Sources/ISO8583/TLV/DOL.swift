/// Data object list: which objects a chip wants, and how many bytes of each, for example `9F38` (PDOL) and `8C` (CDOL1).
///
/// Source: EMV Book 3, 5.4: tags and lengths of one byte, without values.
public struct DOL: Equatable, Sendable {
    /// One object that is wanted.
    public struct Entry: Equatable, Sendable {
        /// Tag.
        public let tag: TLVTag
        /// Bytes that are wanted.
        public let length: UInt8

        /// An entry.
        public init(_ tag: TLVTag, length: UInt8) {
            self.tag = tag
            self.length = length
        }
    }

    /// What is wanted, in the order in which it is given.
    public var entries: [Entry]

    /// A list of entries.
    public init(_ entries: [Entry] = []) { self.entries = entries }

    /// The entries that the bytes say.
    ///
    /// - Throws: ``TLVError`` for bytes that are no tags and lengths.
    public init(decoding bytes: [UInt8]) throws(TLVError) {
        entries = []
        var offset = 0
        while offset < bytes.count {
            let tag = try TLVReader.tag(of: bytes, at: &offset, end: bytes.count)
            guard offset < bytes.count else {
                throw TLVError(.truncatedLength, offset: offset, needed: 1, available: 0)
            }
            entries.append(Entry(tag, length: bytes[offset]))
            offset += 1
        }
    }

    /// The bytes of the list.
    public func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries {
            entry.tag.append(to: &bytes)
            bytes.append(entry.length)
        }
        return bytes
    }

    /// Bytes of all wanted values together.
    public var valueCount: Int { entries.reduce(0) { $0 + Int($1.length) } }
}
