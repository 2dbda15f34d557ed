/// How a DUKPT transaction counter runs: it skips the values with too many one bits, because a host derives a key with one
/// step for each one bit. Source: ANSI X9.24-1:2009, A.2; ANSI X9.24-3:2017, 6.2.
struct TransactionCounter {
    /// Bits of the counter.
    let width: Int
    /// One bits that a value may have.
    let mostOnes: Int

    /// ANSI X9.24-1: 21 bits, ten ones, 1,048,575 transactions.
    static let tripleDES = TransactionCounter(width: 21, mostOnes: 10)
    /// ANSI X9.24-3: 32 bits, sixteen ones, 2,448,023,842 transactions.
    static let aes = TransactionCounter(width: 32, mostOnes: 16)

    /// True for a value that a transaction can have.
    func isUsed(_ value: UInt32) -> Bool {
        value != 0 && value.nonzeroBitCount <= mostOnes && value.leadingZeroBitCount >= 32 - width
    }

    /// The value of the transaction after this one, or nil when this was the last. Zero comes before the first.
    func next(after value: UInt32) -> UInt32? {
        let step = value.nonzeroBitCount < mostOnes ? 1 : value & (~value &+ 1)
        let (next, overflow) = value.addingReportingOverflow(step)
        return !overflow && isUsed(next) ? next : nil
    }
}
