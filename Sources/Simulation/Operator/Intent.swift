import AcquirerHost

/// What somebody at the counter wants from the terminal, with all that chance decided about it beforehand.
package struct Intent: Equatable, Sendable {
    /// What is wanted.
    package enum Kind: Equatable, CaseIterable, Sendable {
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

    /// What is wanted.
    package var kind: Kind
    /// Amount in minor units.
    package var amount: Int64 = 0
    /// Index of a card in `TestCard.all`.
    package var card = 0
    /// True for a card that is put into the chip reader.
    package var isChip = false
    /// Trace number of the record to void, or that a tip is for.
    package var trace: UInt32 = 0
    /// Twelve digits that a refund names.
    package var reference: UInt64 = 0
    /// Six digits of an authorization code, or empty.
    package var authorization = ""
    /// Month and day of the original, or empty for today.
    package var monthDay = ""
    /// Screen at which the clerk thinks better of it.
    package var cancelsAt: String?
    /// True for a card that the reader does not read at first.
    package var isMisread = false
    /// True after a first try that was not completed.
    package var isRetried = false
    /// True for a card that is swiped a second time at once.
    package var isSwipedTwice = false
    /// True for a PIN that is typed wrong.
    package var hasWrongPIN = false
    /// When the customer leaves, in milliseconds.
    package var deadline: Int64 = 0
    /// True once its first keys were pressed.
    package var isBegun = false
    /// True once its amount was typed.
    package var isAmountTyped = false

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
