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
