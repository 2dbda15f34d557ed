/// Tag 94: which records of which files a terminal must read.
///
/// Source: EMV Book 3, 10.2: entries of four bytes (file in bits 8 to 4 of the first, first record, last record, records
/// for offline data authentication).
public struct FileLocator: Equatable, Sendable {
    /// Records of one file.
    public struct Entry: Equatable, Sendable {
        /// Short file identifier, 1 to 30.
        public let file: UInt8
        /// Number of the first record.
        public let first: UInt8
        /// Number of the last record.
        public let last: UInt8
        /// How many of them, from the first on, are signed.
        public let signed: UInt8
    }

    /// Entries, in the order in which they are read.
    public let entries: [Entry]

    /// A locator, or nil for bytes that are no entries.
    public init?(_ bytes: [UInt8]) {
        guard !bytes.isEmpty, bytes.count % 4 == 0 else { return nil }
        entries = stride(from: 0, to: bytes.count, by: 4).map {
            Entry(file: bytes[$0] >> 3, first: bytes[$0 + 1], last: bytes[$0 + 2], signed: bytes[$0 + 3])
        }
    }

    /// The entries in words: `file 1: records 1 to 2, 0 signed`.
    public func words(_ language: Language) -> [String] {
        entries.map { entry in
            FieldName(
                "file \(entry.file): records \(entry.first) to \(entry.last), \(entry.signed) signed",
                "文件\(entry.file): 记录\(entry.first)至\(entry.last), \(entry.signed)条签名"
            ).text(language)
        }
    }
}
