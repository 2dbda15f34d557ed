import FlashStore
import Settlement

let monday = ClockTime(secondNumber: 1_795_424_400)  // 2026-11-23 09:00:00

func trace(_ value: UInt32) -> TraceNumber { TraceNumber(value) ?? .first }

func sale(
    _ number: UInt32, _ minorUnits: Int64, kind: TransactionKind = .sale, batch: BatchNumber = .first,
    original: UInt32? = nil, isForeign: Bool = false, at time: ClockTime = monday
) -> Transaction {
    Transaction(
        kind: kind, trace: trace(number), batch: batch, minorUnits: minorUnits, currency: 156, begunAt: time,
        businessDate: time.date,
        card: CardReference(
            masked: "621234******1232", sealedPAN: [1, 2, 3], expiry: "3012", entryMode: "022", isForeign: isForeign),
        original: original.map {
            OriginalTransaction(trace: trace($0), reference: "112309000001", authorization: "000007", monthDay: "1123")
        })
}

let approval = Approval(reference: "112309000001", authorization: "000007", hostTime: "090000", hostDate: "1123")

/// A book with a first batch in which the entries were taken.
func book(_ entries: [JournalEntry]) throws(BookError) -> BatchBook {
    var book = BatchBook()
    try book.apply(.batchOpened(.first, at: monday))
    for entry in entries { try book.apply(entry) }
    return book
}

func approved(_ transaction: Transaction) -> [JournalEntry] {
    [.transactionBegun(transaction), .transactionApproved(transaction.trace, approval)]
}
