/// What must always hold in a simulated day; each has a name, for reports.
public enum Invariant: String, Codable, Sendable, CaseIterable {
    /// What the cardholder saw approved is booked once, in its batch; what was seen declined or reversed is not booked.
    case seenIsBooked = "seen-is-booked"
    /// A batch is cleared only after the host closed that very batch.
    case clearedAfterConfirmation = "cleared-after-confirmation"
    /// The slip's totals equal the records; a slip that is printed again is the same slip.
    case slipEqualsRecords = "slip-equals-records"
    /// Each closed batch has its slip, unless somebody called it off; what came out whole comes again only when it is asked for.
    case slipOnce = "slip-once"
    /// Nothing that moves money, and no settlement, leaves while a transaction is unresolved.
    case reversalFirst = "reversal-first"
    /// Stored advices leave in the order of their making, and before the totals of their batch.
    case advicesInOrder = "advices-in-order"
    /// Batch numbers and the business days of a batch only grow, and no trace number stands for two messages of a batch.
    case numbersGrow = "numbers-grow"
    /// The totals of a batch do not change between the attempts of its close, nothing is sold on the way, and the upload
    /// goes on where it was.
    case closeIsFrozen = "close-is-frozen"
    /// When nothing goes wrong any more, the terminal ends its close and comes to rest.
    case comesToRest = "comes-to-rest"
    /// At the end ledger and journal are equal, record by record.
    case ledgerEqualsJournal = "ledger-equals-journal"
    /// An open batch is reminded of from its time on, and settled by itself in its window; nobody's batch is settled
    /// unasked at another time, and nothing is sold over a batch of an earlier day unless the shop allows it.
    case settledInTime = "settled-in-time"
    /// Account numbers are not in flash, on paper, on the display or in the log.
    case noCardData = "no-card-data"
    /// The terminal never stops for good, unless its flash has rotted and it says so.
    case keepsGoing = "keeps-going"
}

/// An invariant that broke.
public struct Violation: Codable, Sendable, Equatable {
    /// Which one.
    public var invariant: Invariant
    /// What was seen, in words.
    public var what: String
    /// Terminal of the run, counted from 0.
    public var terminal: Int
    /// Day, counted from 1.
    public var day: Int
    /// Event of the terminal, counted from 1.
    public var step: Int
    /// Simulated time.
    public var at: String
}
