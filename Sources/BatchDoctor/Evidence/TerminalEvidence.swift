import Settlement

/// What a terminal's flash says: the book that its journal adds up to, and the journal itself.
public struct TerminalEvidence: Equatable, Sendable {
    /// The book, as far as the journal makes sense.
    public var book: BatchBook
    /// The journal's entries, oldest first; a compaction has left out what says nothing any more.
    public var entries: [JournalLine]
    /// How the memory itself stands.
    public var storage: StorageEvidence
    /// The settings, where they are known: a flash image alone does not hold them.
    public var settings: TerminalSettings?
    /// The terminal's clock minus the workstation's, in seconds; nil where nobody asked the terminal.
    public var clockAhead: Int64?
    /// True when the terminal itself says that nothing is under way: what is open then is not merely not finished yet.
    public var isAtRest = false

    /// What a terminal says.
    public init(
        book: BatchBook, entries: [JournalLine], storage: StorageEvidence, settings: TerminalSettings? = nil,
        clockAhead: Int64? = nil
    ) {
        self.book = book
        self.entries = entries
        self.storage = storage
        self.settings = settings
        self.clockAhead = clockAhead
    }
}

/// One entry of the journal with its number.
public struct JournalLine: Equatable, Sendable {
    /// Number of the journal record.
    public var number: UInt32
    /// What it says.
    public var entry: JournalEntry

    /// A line.
    public init(number: UInt32, entry: JournalEntry) {
        self.number = number
        self.entry = entry
    }
}

/// How the memory of the journal stands.
public struct StorageEvidence: Codable, Equatable, Sendable {
    /// Valid records of the journal.
    public var recordCount = 0
    /// Flash offsets, in bytes, of records that were complete once and cannot be read any more.
    public var damagedOffsets: [Int] = []
    /// Why the journal, or what follows this far, cannot be used; nil when all of it makes sense.
    public var failure: String?
    /// Number of the record from which on it cannot be used, where one is to blame.
    public var failedRecord: UInt32?
    /// Bytes left for new transactions; nil when unknown. Zero or less: what is left belongs to the open batch.
    public var roomBytes: Int?

    /// A memory in good order.
    public init() {}

    /// True when nothing of it can be doubted.
    public var isSound: Bool { damagedOffsets.isEmpty && failure == nil }
}

/// Settings of a terminal that a verdict needs.
public struct TerminalSettings: Equatable, Sendable {
    /// Field 41.
    public var terminalID: String
    /// Field 42.
    public var merchantID: String
    /// How full a batch may get.
    public var limits: BatchLimits?
    /// When the shop is reminded, and when the terminal settles by itself.
    public var policy: SettlementPolicy?
    /// When the business day ends.
    public var businessDay: BusinessDay?
    /// The rules by which it settles.
    public var style: SettlementStyle?

    /// Settings.
    public init(
        terminalID: String, merchantID: String, limits: BatchLimits? = nil, policy: SettlementPolicy? = nil,
        businessDay: BusinessDay? = nil
    ) {
        self.terminalID = terminalID
        self.merchantID = merchantID
        self.limits = limits
        self.policy = policy
        self.businessDay = businessDay
    }
}
