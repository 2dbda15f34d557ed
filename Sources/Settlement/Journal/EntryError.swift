/// A record of the journal that cannot be read: its checksum is right, its content is not of this version.
public struct EntryError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Kind of the record, the first thing that a reader looks at.
    public let kind: UInt8
    /// Offset in the payload, in bytes.
    public let offset: Int
    /// What should have stood there.
    private let expectation: String

    init(kind: UInt8, offset: Int, expected: StaticString) {
        self.kind = kind
        self.offset = offset
        expectation = expected.description
    }

    /// What was found wrong and what to do.
    public var description: String {
        "journal record of kind \(kind) is unreadable at byte \(offset): expected \(expectation). "
            + "It was written by another firmware version; keep the flash file and open it with that version."
    }
}

/// An entry that has no room in a journal record: a text or byte string of it is longer than its length byte can say.
public struct EntryTooLong: Error, Equatable, Sendable, CustomStringConvertible {
    /// Kind of the record.
    public let kind: UInt8
    /// Bytes of what is too long.
    public let byteCount: Int

    /// An error.
    public init(kind: UInt8, byteCount: Int) {
        self.kind = kind
        self.byteCount = byteCount
    }

    /// What is wrong and what to do.
    public var description: String {
        "refused to write: a part of a journal record of kind \(kind) has \(byteCount) bytes, 255 is the most. "
            + "Nothing was written; report it with what was entered."
    }
}
