/// One transaction as the world outside of the terminal knows it.
struct Attempt {
    /// What the cardholder was told.
    enum Seen: Equatable {
        case nothing
        case approved
        case declined
        case notCompleted
    }

    /// Type indicator and field 60.1 of its request.
    let mti: Int
    let typeCode: Int
    let batch: UInt32
    let trace: UInt32
    let amount: Int64
    let card: UInt64
    var seen = Seen.nothing
    /// Field 39 of the answer that reached the terminal with a right MAC.
    var answer: String?
    /// True from the first reversal on.
    var isReversing = false
    /// True once an answer to the reversal that ends it reached the terminal.
    var isReversed = false

    /// True for an advice, which is sent until it is answered and holds nobody up.
    var isAdvice: Bool { mti == 0x0220 }

    /// True while nobody may go on: not answered, or being reversed.
    var isOpen: Bool { isReversing ? !isReversed : answer == nil && !isAdvice }

    var isCredit: Bool { typeCode != 22 }

    var name: String {
        let kind = typeCode == 22 ? "sale" : typeCode == 23 ? "void" : "refund"
        return "\(kind) \(trace) of batch \(batch) over \(amount)"
    }
}
