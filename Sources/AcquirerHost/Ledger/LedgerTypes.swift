import ISO8583

/// What a booking does.
public enum PostingKind: String, Codable, Sendable, CaseIterable {
    /// Debit of the cardholder.
    case sale
    /// Credit that undoes a sale of the same batch.
    case void
    /// Credit for an earlier sale.
    case refund

    /// True when the cardholder is credited.
    public var isCredit: Bool { self != .sale }
}

/// One booking of the ledger.
public struct Posting: Codable, Sendable, Equatable {
    /// Where it came from.
    public enum Source: String, Codable, Sendable {
        /// A request that was answered.
        case online
        /// A batch upload: the ledger had missed it.
        case upload
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
    /// Trace number of the sale that a void undid.
    public var originalTrace: UInt32?
    /// True when the terminal uploaded it in the present close.
    public var isUploaded: Bool
    /// When it was booked, by the host's clock.
    public var bookedAt: String
}

/// What the host answered, for the audit and for repeated requests.
public struct AnsweredMessage: Sendable, Equatable {
    /// Terminal.
    public var terminalID: String
    /// Batch number of field 60.2.
    public var batch: UInt32
    /// Trace number.
    public var trace: UInt32
    /// Type indicator of the request, four digits.
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
}

/// A batch as the host sees it.
public struct HostBatch: Sendable, Equatable {
    /// Terminal.
    public var terminalID: String
    /// Number.
    public var number: UInt32
    /// True once the host confirmed the close.
    public var isClosed: Bool
    /// The terminal's totals of the last 0500, 62 digits, or nil.
    public var claimedTotals: String?
    /// When it was closed, or nil.
    public var closedAt: String?
}
