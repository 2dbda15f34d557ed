import AcquirerHost

/// What somebody at the counter wants from the terminal, with all that chance decided about it beforehand.
struct Intent: Equatable {
    /// What is wanted.
    enum Kind: Equatable, CaseIterable {
        case sale
        case void
        case refund
        case preAuthorization
        case preAuthorizationVoid
        case completion
        case completionVoid
        case offlineSale
        case tip
        case balance
        case settle
        case signOn
        case signOff
        case sendStored
        case hostTest
        case reprint
        case reprintSlip
    }

    var kind: Kind
    /// Amount in minor units.
    var amount: Int64 = 0
    /// Index of a card in `TestCard.all`.
    var card = 0
    /// True for a card that is put into the chip reader.
    var isChip = false
    /// Trace number of the record to void, or that a tip is for.
    var trace: UInt32 = 0
    /// Twelve digits that a refund names.
    var reference: UInt64 = 0
    /// Six digits of an authorization code, or empty.
    var authorization = ""
    /// Month and day of the original, or empty for today.
    var monthDay = ""
    /// Screen at which the clerk thinks better of it.
    var cancelsAt: String?
    var isMisread = false
    /// True after a first try that was not completed.
    var isRetried = false
    var isSwipedTwice = false
    var hasWrongPIN = false
    /// When the customer leaves, in milliseconds.
    var deadline: Int64 = 0
    /// True once its first keys were pressed.
    var isBegun = false
    /// True once its amount was typed.
    var isAmountTyped = false

    /// Back to before its first key.
    mutating func beginAnew() {
        isBegun = false
        isAmountTyped = false
    }
}

/// A record of the open batch that the clerk remembers.
struct Sold: Equatable {
    let trace: UInt32
    var amount: Int64 = 0
    /// True for a sale that went over the line: only on such a one a tip can be put.
    var takesTip = true
}

/// The paper of a pre-authorization.
struct HeldPaper: Equatable {
    let authorization: String
    let amount: Int64
    let monthDay: String
    let card: Int
    /// True once it was completed, as far as the clerk knows.
    var isCompleted = false
}

/// What a clerk remembers, or has on paper.
struct ClerkMemory: Equatable {
    /// Sales of the open batch that were seen approved.
    var sold: [Sold] = []
    /// Completions of the open batch that were seen approved.
    var completed: [Sold] = []
    /// Papers of pre-authorizations, of this batch or earlier ones.
    var held: [HeldPaper] = []
}
