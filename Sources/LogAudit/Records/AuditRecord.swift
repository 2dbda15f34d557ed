import Settlement

/// Which of the two sides wrote something down.
public enum AuditSource: String, Sendable, Codable, CaseIterable {
    /// The terminal's flash.
    case terminal
    /// The host's ledger.
    case host
}

/// One transaction, as one side or both have it.
public struct AuditRecord: Equatable, Sendable {
    /// Where it stands.
    public enum State: Equatable, Sendable {
        /// Approved, and standing.
        case standing
        /// Approved, and voided later.
        case voided
        /// Declined with this code of field 39.
        case declined(String)
        /// Undone by a reversal.
        case reversed
        /// Sent, and no answer is known.
        case unanswered
        /// Approved at the terminal, and the host has not answered.
        case waiting
    }

    /// Which side says it; the terminal where both do.
    public var source: AuditSource
    /// Number of its batch.
    public var batch: UInt32
    /// Its trace number; in Hypercom style its invoice number, too.
    public var trace: UInt32
    /// What it does with money.
    public var kind: TransactionKind
    /// Amount in minor units, never negative.
    public var minorUnits: Int64
    /// ISO 4217 numeric code; nil where nobody says it.
    public var currency: UInt16?
    /// The card.
    public var card: MaskedCard
    /// When, by the clock of that side.
    public var at: ClockTime
    /// The business day that it counts for, where the terminal says it.
    public var businessDate: CalendarDate?
    /// Where it stands.
    public var state: State
    /// Batch and trace number of what it refers to, where known.
    public var original: (batch: UInt32, trace: UInt32)?
    /// True when the host was asked at once, so that both sides' clocks may be compared.
    public var isOnline: Bool

    /// Batch and trace number as one number.
    var name: UInt64 { UInt64(batch) << 32 | UInt64(trace) }

    /// True when it moved money and stands.
    public var movesMoney: Bool { state == .standing && kind.effect != .none }

    /// True for what a customer pays: a sale, completion or offline sale that stands.
    public var isSale: Bool { state == .standing && (kind == .sale || kind == .offlineSale || kind == .completion) }

    /// Compares everything.
    public static func == (left: AuditRecord, right: AuditRecord) -> Bool {
        left.source == right.source && left.batch == right.batch && left.trace == right.trace && left.kind == right.kind
            && left.minorUnits == right.minorUnits && left.currency == right.currency && left.card == right.card
            && left.at == right.at
            && left.businessDate == right.businessDate && left.state == right.state
            && left.original?.batch == right.original?.batch && left.original?.trace == right.original?.trace
            && left.isOnline == right.isOnline
    }
}

/// A batch as one side has it.
public struct AuditBatch: Equatable, Sendable {
    /// Which side says it.
    public var source: AuditSource
    /// Its number.
    public var number: UInt32
    /// Its records, in the order in which they were made.
    public var records: [AuditRecord]
    /// When it was closed, by the clock of that side; nil while it is open.
    public var closedAt: ClockTime?
    /// When the terminal settled it; nil while it has not.
    public var settledAt: ClockTime?
    /// True when the host closed it by itself.
    public var isForced = false
    /// The confirmation number, when the acquirer's people settled it by hand.
    public var handConfirmation: String?
    /// True when its bookings changed after that.
    public var isCorrected = false
}

/// A message that the host answered.
public struct AuditMessage: Equatable, Sendable {
    /// Type indicator of the request, four digits; `0000` for what the host did by itself.
    public var mti: String
    /// What it wanted, in the host's words.
    public var kind: String
    /// Number of the batch.
    public var batch: UInt32
    /// Trace number.
    public var trace: UInt32
    /// Code of field 39.
    public var code: String
    /// When, by the host's clock.
    public var at: ClockTime
}
