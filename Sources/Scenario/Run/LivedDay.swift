/// How a day ended on which processes were struck.
struct LivedDay {
    /// Ledger against journal.
    var comparison = LedgerComparison(rows: [])
    /// Receipts that came out of the printer to their end.
    var receiptCount = 0
    /// Receipts that the ledger does not hold, in words.
    var missingReceipts: [String] = []
    /// How long each step took, and the settling at the end, in seconds.
    var stepSeconds: [Double] = []

    /// Everything that is not as it must be.
    var problems: [String] {
        (comparison.rows.isEmpty ? ["the journal holds no batch"] : comparison.rows.flatMap(\.differences))
            + missingReceipts
    }
}
