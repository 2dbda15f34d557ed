import Settlement

/// What a host's ledger or settlement report says of a terminal.
public struct HostEvidence: Codable, Equatable, Sendable {
    /// The terminal that is looked at, field 41.
    public var terminalID: String
    /// The batch that the host has open for it; nil when the report does not say.
    public var openBatch: UInt32?
    /// The terminal's batches, oldest first.
    public var batches: [HostBatchEvidence]
    /// Batches of other terminals that the report holds too: a changed terminal number is found there.
    public var others: [HostBatchEvidence]
    /// What the host answered last, oldest first, where the report says it.
    public var answers: [HostAnswerEvidence]
    /// True when the host pays for what it authorized; false when nothing is paid before the close.
    public var paysWithoutClose: Bool

    /// What a host says.
    public init(
        terminalID: String, openBatch: UInt32? = nil, batches: [HostBatchEvidence], others: [HostBatchEvidence] = [],
        answers: [HostAnswerEvidence] = [], paysWithoutClose: Bool = true
    ) {
        self.terminalID = terminalID
        self.openBatch = openBatch
        self.batches = batches
        self.others = others
        self.answers = answers
        self.paysWithoutClose = paysWithoutClose
    }

    /// The terminal's batch of this number.
    public func batch(_ number: UInt32) -> HostBatchEvidence? { batches.last { $0.number == number } }
}

/// A batch as the host has it.
public struct HostBatchEvidence: Codable, Equatable, Sendable {
    /// Field 41.
    public var terminalID: String
    /// Its number.
    public var number: UInt32
    /// True once it is closed, by whomever.
    public var isClosed: Bool
    /// True when the host closed it by itself.
    public var isForced: Bool
    /// True when the terminal settled it.
    public var isConfirmed: Bool
    /// When it was closed, by the host's clock, as the report writes it.
    public var closedAt: String?
    /// Its bookings, reversed ones too.
    public var postings: [HostPosting]
    /// Records in which the two sides differed, in the host's words.
    public var exceptions: [String]

    /// A batch.
    public init(
        terminalID: String, number: UInt32, isClosed: Bool, isForced: Bool, isConfirmed: Bool, closedAt: String?,
        postings: [HostPosting], exceptions: [String] = []
    ) {
        self.terminalID = terminalID
        self.number = number
        self.isClosed = isClosed
        self.isForced = isForced
        self.isConfirmed = isConfirmed
        self.closedAt = closedAt
        self.postings = postings
        self.exceptions = exceptions
    }

    /// Bookings that stand.
    public var standing: [HostPosting] { postings.filter { !$0.isReversed } }
}

/// One booking.
public struct HostPosting: Equatable, Sendable {
    /// Trace number, field 11 of its request.
    public var trace: UInt32
    /// What it does with money.
    public var kind: TransactionKind
    /// Amount in minor units, never negative.
    public var minorUnits: Int64
    /// True when a reversal undid it.
    public var isReversed: Bool
    /// True when it came with the upload of a close.
    public var isFromUpload: Bool
    /// When it was booked, by the host's clock; nil where the report does not say.
    public var bookedAt: ClockTime?

    /// A booking.
    public init(
        trace: UInt32, kind: TransactionKind, minorUnits: Int64, isReversed: Bool, isFromUpload: Bool = false,
        bookedAt: ClockTime? = nil
    ) {
        self.trace = trace
        self.kind = kind
        self.minorUnits = minorUnits
        self.isReversed = isReversed
        self.isFromUpload = isFromUpload
        self.bookedAt = bookedAt
    }
}

/// One answer of the host.
public struct HostAnswerEvidence: Codable, Equatable, Sendable {
    /// Type indicator of the request, four digits.
    public var mti: String
    /// Batch number.
    public var batch: UInt32
    /// Trace number.
    public var trace: UInt32
    /// Code of field 39.
    public var code: String
    /// When, by the host's clock, as the report writes it.
    public var at: String

    /// An answer.
    public init(mti: String, batch: UInt32, trace: UInt32, code: String, at: String) {
        self.mti = mti
        self.batch = batch
        self.trace = trace
        self.code = code
        self.at = at
    }
}

extension HostPosting: Codable {
    private enum Key: String, CodingKey {
        case trace, kind, minorUnits, isReversed, isFromUpload, bookedAt
    }

    /// Reads it; the kind stands there by its number in the journal.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        guard let kind = TransactionKind(rawValue: try values.decode(UInt8.self, forKey: .kind)) else {
            throw DecodingError.dataCorruptedError(
                forKey: .kind, in: values, debugDescription: "there is no such kind of transaction")
        }
        self.init(
            trace: try values.decode(UInt32.self, forKey: .trace), kind: kind,
            minorUnits: try values.decode(Int64.self, forKey: .minorUnits),
            isReversed: try values.decode(Bool.self, forKey: .isReversed),
            isFromUpload: try values.decode(Bool.self, forKey: .isFromUpload),
            bookedAt: try values.decodeIfPresent(Int64.self, forKey: .bookedAt).map { ClockTime(secondNumber: $0) })
    }

    /// Writes it.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(trace, forKey: .trace)
        try values.encode(kind.rawValue, forKey: .kind)
        try values.encode(minorUnits, forKey: .minorUnits)
        try values.encode(isReversed, forKey: .isReversed)
        try values.encode(isFromUpload, forKey: .isFromUpload)
        try values.encodeIfPresent(bookedAt?.secondNumber, forKey: .bookedAt)
    }
}
