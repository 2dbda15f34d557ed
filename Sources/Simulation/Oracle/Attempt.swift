/// One transaction as the world outside of the terminal knows it.
struct Attempt {
    /// What the cardholder was told.
    enum Seen: Equatable {
        case nothing
        case approved
        case declined
        case notCompleted
    }

    var deed: Deed
    /// True for an advice, which is sent until it is answered and holds nobody up.
    let isAdvice: Bool
    var batch: UInt32
    let trace: UInt32
    var amount: Int64
    /// Amount of its message: in one dialect a tip names what its sale comes to.
    var messageAmount: Int64?
    var card: UInt64 = 0
    /// Trace number of what a void undoes or a tip is for, 0 for none.
    var original: UInt32 = 0
    /// Authorization code that it names: of the hold that a completion takes.
    var authorization = ""
    /// True when its message does not say its batch.
    var isBatchUnsaid = false
    /// True for a tip that was carried on from the batch of its sale.
    var isOrphan = false
    var seen = Seen.nothing
    /// When it was heard of first, in seconds on the terminal's clock.
    var at: Int64 = 0
    /// Field 39 of the answer that reached the terminal with a right MAC.
    var answer: String?
    /// True from the first reversal on.
    var isReversing = false
    /// True once an answer to the reversal that ends it reached the terminal.
    var isReversed = false

    init(_ deed: Deed, isAdvice: Bool, batch: UInt32, trace: UInt32, amount: Int64) {
        self.deed = deed
        self.isAdvice = isAdvice
        self.batch = batch
        self.trace = trace
        self.amount = amount
    }

    /// True while nobody may go on: not answered, or being reversed.
    var isOpen: Bool { isReversing ? !isReversed : answer == nil && !isAdvice }

    /// True while the host has still to hear of it, or to say something that ends it.
    var isWaiting: Bool { isAdvice && answer == nil }

    /// True when both sides take it as done.
    var isTaken: Bool { !isReversing && (answer == "00" || (isAdvice && answer == "94")) }

    /// True when the host said no to what the terminal had said yes to.
    var isRefused: Bool { deed.isDecidedAtTerminal && answer != nil && !isTaken }

    var name: String { "\(deed) \(trace) of batch \(batch) over \(amount)" }
}
