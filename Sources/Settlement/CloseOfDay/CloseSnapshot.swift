/// Why a batch is closed.
public enum CloseReason: UInt8, Sendable, CaseIterable {
    /// Somebody pressed settle.
    case operatorRequest = 1
    /// The terminal settled by itself in its window.
    case automatic = 2
    /// The batch of an earlier day was closed before the first sale.
    case nextMorning = 3
    /// The host has closed the batch by itself, and the terminal learned of it.
    case closedByHost = 4
}

/// The totals as they stood when the close began; they do not change between the attempts of one close.
public struct CloseSnapshot: Equatable, Sendable {
    /// The batch that is closed.
    public let batch: BatchNumber
    /// When the close began.
    public let at: ClockTime
    /// The rules by which it is closed, kept so that no change of parameters can mix two of them in one close.
    public let style: SettlementStyle
    /// Why it is closed.
    public let reason: CloseReason
    /// Totals as the style counts them.
    public let totals: BatchTotals

    /// A snapshot.
    public init(
        batch: BatchNumber, at: ClockTime, style: SettlementStyle, reason: CloseReason, totals: BatchTotals
    ) {
        self.batch = batch
        self.at = at
        self.style = style
        self.reason = reason
        self.totals = totals
    }
}

/// The host's word on the totals of one attempt.
public struct Reconciliation: Equatable, Sendable {
    /// True when the host's domestic totals equal the terminal's.
    public let domesticBalanced: Bool
    /// True when the host's foreign totals equal the terminal's.
    public let foreignBalanced: Bool

    /// The host's word.
    public init(domesticBalanced: Bool, foreignBalanced: Bool) {
        self.domesticBalanced = domesticBalanced
        self.foreignBalanced = foreignBalanced
    }

    /// True when both sides agree.
    public var isBalanced: Bool { domesticBalanced && foreignBalanced }
}

/// How the terminal knows that the host closed a batch.
public enum CloseEvidence: UInt8, Sendable, CaseIterable {
    /// The host answered the last message of the close with 00.
    case answer = 1
    /// The answer got lost; the next sign-on named the number after this batch, which the centre issues only when it is
    /// closed.
    case signOn = 2
    /// The answer to the totals got lost; the host refused the same close as one of a batch that is not open any more.
    case refusal = 3
    /// The host refuses the totals as those of a batch that is not open (77), and its sign-on named a later batch: it closed
    /// this one by itself, or on totals whose answer got lost. Nobody knows whether the totals agreed.
    case refusalAndSignOn = 4
    /// The acquirer closed the batch itself and gave a confirmation number, which a supervisor entered: it is the reference.
    /// Nobody compared the totals.
    case word = 5
}

extension CloseEvidence {
    /// True when the batch number of a sign-on is part of it.
    var restsOnSignOn: Bool { self == .signOn || self == .refusalAndSignOn }

    /// True when host and terminal compared their totals.
    public var isCompared: Bool { self != .refusalAndSignOn && self != .word }
}

/// What ends a close: only after it may a batch be cleared.
public struct HostConfirmation: Equatable, Sendable {
    /// The batch that the host closed.
    public let batch: BatchNumber
    /// Trace number of the message that was confirmed.
    public let trace: TraceNumber
    /// Retrieval reference number, field 37, or empty.
    public let reference: String
    /// Terminal time of the confirmation.
    public let at: ClockTime
    /// True when records had to be uploaded because the totals did not agree at first.
    public let afterUpload: Bool
    /// How it is known.
    public let evidence: CloseEvidence

    /// A confirmation.
    public init(
        batch: BatchNumber, trace: TraceNumber, reference: String, at: ClockTime, afterUpload: Bool,
        evidence: CloseEvidence
    ) {
        self.batch = batch
        self.trace = trace
        self.reference = reference
        self.at = at
        self.afterUpload = afterUpload
        self.evidence = evidence
    }
}
