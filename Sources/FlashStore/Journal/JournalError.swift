/// Why the journal cannot do what it was asked.
public enum JournalError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The memory failed.
    case flash(FlashError)
    /// The memory holds something that no journal wrote; the first such byte is at this offset. Nothing was written.
    case foreign(offset: Int)
    /// The memory holds a journal of another format version. Nothing was written.
    case unsupportedVersion(UInt16)
    /// A journal needs two banks of at least one sector each.
    case tooSmall
    /// There is no room for the record.
    case full(needed: Int, free: Int)
    /// A payload is at most 4096 bytes long.
    case payloadTooLong(Int)

    /// What happened, and what to do.
    public var description: String {
        switch self {
        case .flash(let error): error.description
        case .foreign(let offset):
            "the flash holds something that is no journal (offset \(offset)). Nothing was changed; "
                + "use another flash file, or a blank one"
        case .unsupportedVersion(let version):
            "the journal has format version \(version), this firmware knows \(BankHeader.version). "
                + "Nothing was changed; use the firmware that wrote it"
        case .tooSmall: "the flash is too small for a journal: it needs two sectors at least"
        case .full(let needed, let free):
            "the journal is full: \(needed) bytes needed, \(free) free. Settle, so that old batches can be dropped"
        case .payloadTooLong(let count): "a record of \(count) bytes is too long: 4096 at most"
        }
    }
}
