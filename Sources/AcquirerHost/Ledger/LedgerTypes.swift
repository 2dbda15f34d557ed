import ISO8583

/// What a booking does. Pre-authorizations move no money; they are kept apart as ``Hold``.
public enum PostingKind: String, Codable, Sendable, CaseIterable {
    /// Debit of the cardholder.
    case sale
    /// Credit that undoes a sale of the same batch, with its tips.
    case void
    /// Credit for an earlier sale.
    case refund
    /// Debit of what a pre-authorization held.
    case completion
    /// Credit that undoes a completion of the same batch.
    case completionVoid = "completion-void"
    /// Debit that the terminal approved by itself, and sent afterwards.
    case offlineSale = "offline-sale"
    /// Debit on top of a sale.
    case tip

    /// True when the cardholder is credited.
    public var isCredit: Bool {
        switch self {
        case .void, .refund, .completionVoid: true
        case .sale, .completion, .offlineSale, .tip: false
        }
    }

    /// True when a void of the kind `void` or `completionVoid` undoes another booking.
    public var isVoid: Bool { self == .void || self == .completionVoid }
}

/// One booking of the ledger.
public struct Posting: Codable, Sendable, Equatable {
    /// Where it came from.
    public enum Source: String, Codable, Sendable {
        /// A request that was answered.
        case online
        /// A batch upload: the ledger had missed it.
        case upload
        /// The acquirer's people, from the terminal's records.
        case hand
    }

    /// Terminal, field 41.
    public var terminalID: String
    /// Batch number.
    public var batch: UInt32
    /// Trace number; terminal, batch and trace number together name a booking.
    public var trace: UInt32
    /// What it does.
    public var kind: PostingKind
    /// Minor units.
    public var minorUnits: Int64
    /// True for a card of a foreign organisation.
    public var isForeign: Bool
    /// The card, masked.
    public var card: String
    /// Where it came from.
    public var source: Source
    /// True when a reversal undid it.
    public var isReversed: Bool
    /// True when a void undid it.
    public var isVoided: Bool
    /// Trace number of the booking that a void undid, or that a tip belongs to.
    public var originalTrace: UInt32?
    /// True when the terminal uploaded it in the present close, in a block or by itself.
    public var isUploaded: Bool
    /// When it was booked, by the host's clock.
    public var bookedAt: String
    /// True when the terminal uploaded its chip record in the present close.
    public var isChipUploaded = false
    /// Tips on this sale that stand, in minor units.
    public var tips: Int64 = 0
    /// Authorization of the hold that a completion took, or nil.
    public var holdAuthorization: String?

    /// True when the upload of the present close had it, in whatever form.
    public var wasUploaded: Bool { isUploaded || isChipUploaded }
}

/// What a pre-authorization holds: no money moves until a completion takes it.
public struct Hold: Codable, Sendable, Equatable {
    /// What became of it.
    public enum State: String, Codable, Sendable {
        /// It can be completed or voided.
        case standing
        /// A completion took it.
        case completed
        /// A void ended it.
        case voided
        /// A reversal undid it.
        case reversed
    }

    /// Terminal, field 41.
    public var terminalID: String
    /// Batch in which it was asked for.
    public var batch: UInt32
    /// Trace number of the pre-authorization.
    public var trace: UInt32
    /// Minor units.
    public var minorUnits: Int64
    /// Authorization code that the host gave, field 38: by it a completion names the hold.
    public var authorization: String
    /// Host date, MMDD.
    public var monthDay: String
    /// The card, masked.
    public var card: String
    /// True for a card of a foreign organisation.
    public var isForeign: Bool
    /// What became of it.
    public var state: State
    /// Batch of the completion or void that ended it.
    public var endedInBatch: UInt32?
    /// Trace number of the completion or void that ended it.
    public var endedBy: UInt32?
    /// When it was made, by the host's clock.
    public var heldAt: String
}

/// A chip record that was uploaded as refused: the card declined, or did not accept the issuer's answer. No money moves.
public struct RefusedRecord: Codable, Sendable, Equatable {
    /// Terminal, field 41.
    public var terminalID: String
    /// Batch number.
    public var batch: UInt32
    /// Trace number.
    public var trace: UInt32
    /// Minor units.
    public var minorUnits: Int64
    /// True for a card of a foreign organisation.
    public var isForeign: Bool
    /// The card, masked.
    public var card: String
    /// Response code of the record.
    public var response: String
    /// 1: the card declined; 2: the card did not accept the issuer's answer.
    public var cryptogram: Int
    /// True when it came in the present close.
    public var isUploaded: Bool
}

/// What the host answered, for the audit and for repeated requests.
public struct AnsweredMessage: Sendable, Equatable {
    /// Terminal.
    public var terminalID: String
    /// Batch number: what the message says, or the terminal's present one where messages do not say it.
    public var batch: UInt32
    /// Trace number.
    public var trace: UInt32
    /// Type indicator of the request, four digits; `0000` for what the host did by itself.
    public var mti: String
    /// Kind of transaction.
    public var kind: String
    /// Amount in minor units, or nil.
    public var minorUnits: Int64?
    /// The card, masked, or nil.
    public var card: String?
    /// Code of field 39.
    public var code: String
    /// Reference, field 37.
    public var reference: String
    /// Authorization code, field 38, or empty.
    public var authorization: String
    /// Rule that fired, or nil.
    public var rule: String?
    /// Host time.
    public var at: String
}

/// What the host keeps of a terminal.
public struct TerminalState: Sendable, Equatable {
    /// Field 41.
    public var terminalID: String
    /// The batch that is open.
    public var openBatch: UInt32
    /// Working keys as they were sent: enciphered under the master key; nil before the first sign-on.
    public var workingKeys: [UInt8]?
    /// A batch that the host closed by itself and that the terminal has not settled yet; nil for none.
    public var forcedBatch: UInt32?
}

/// A batch as the host sees it.
public struct HostBatch: Sendable, Equatable {
    /// Terminal.
    public var terminalID: String
    /// Number.
    public var number: UInt32
    /// True once it is closed: the host confirmed the terminal's close, or closed it by itself.
    public var isClosed: Bool
    /// The terminal's totals of the last 0500, as its field has them, or nil.
    public var claimedTotals: String?
    /// When it was closed, or nil.
    public var closedAt: String?
    /// True when the host closed it by itself.
    public var isForced = false
    /// True when its bookings changed after a forced close.
    public var isCorrected = false
    /// When the terminal settled it, or nil. A batch that was closed by force waits for it.
    public var confirmedAt: String?
    /// Records in which the two sides differed, in words.
    public var exceptions: [String] = []
    /// The confirmation number, when the acquirer's people settled it by hand.
    public var handConfirmation: String?

    /// True while totals, uploads and reversals for it are taken.
    public var isSettling: Bool { !isClosed || isForced && confirmedAt == nil }
}
