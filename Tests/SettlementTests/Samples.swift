import FlashStore
import Settlement

let monday = ClockTime(secondNumber: 1_795_424_400)  // 2026-11-23 09:00:00
let unionPay = CloseRules(style: .unionPay, blockSize: 8)
let hypercom = CloseRules(style: .hypercom, blockSize: 8)
let balancedWord = Reconciliation(domesticBalanced: true, foreignBalanced: true)
let unbalancedWord = Reconciliation(domesticBalanced: false, foreignBalanced: false)

func trace(_ value: UInt32) -> TraceNumber { TraceNumber(value) ?? .first }

func batch(_ value: UInt32) -> BatchNumber { BatchNumber(value) ?? .first }

/// A transaction of any kind, in the form that the style gives it.
func sale(
    _ number: UInt32, _ minorUnits: Int64, kind: TransactionKind = .sale, batch: BatchNumber = .first,
    original: UInt32? = nil, isForeign: Bool = false, at time: ClockTime = monday,
    style: SettlementStyle = .unionPay, chip: [UInt8] = []
) -> Transaction {
    Transaction(
        kind: kind, form: style.form(of: kind), trace: trace(number), batch: batch, minorUnits: minorUnits,
        currency: 156, begunAt: time, businessDate: time.date,
        card: CardReference(
            masked: "621234******1232", sealedPAN: [1, 2, 3], expiry: "3012", entryMode: "022", isForeign: isForeign),
        original: original.map {
            OriginalTransaction(
                record: RecordName(batch: batch, trace: trace($0)), reference: "112309000001",
                authorization: "000007", monthDay: "1123")
        }, chip: chip)
}

let approval = Approval(reference: "112309000001", authorization: "000007", hostTime: "090000", hostDate: "1123")

/// A book with a first batch in which the entries were taken.
func book(_ entries: [JournalEntry]) throws(BookError) -> BatchBook {
    var book = BatchBook()
    try book.apply(.batchOpened(.first, at: monday))
    for entry in entries { try book.apply(entry) }
    return book
}

/// The host was asked and approved, or took the advice.
func approved(_ transaction: Transaction) -> [JournalEntry] {
    [.transactionBegun(transaction), .transactionApproved(transaction.trace, approval)]
}

/// The terminal approved by itself; the host has still to hear of it.
func accepted(_ transaction: Transaction) -> JournalEntry { .transactionAccepted(transaction, authorization: "") }

/// The terminal approved by itself, and the host took the advice.
func delivered(_ transaction: Transaction) -> [JournalEntry] {
    [accepted(transaction), .adviceDelivered(transaction.trace, approval)]
}

/// The terminal approved by itself, and the host refused the advice.
func refused(_ transaction: Transaction, code: String = "05") -> [JournalEntry] {
    [accepted(transaction), .adviceRefused(transaction.trace, code: code)]
}

func confirmation(
    of batch: BatchNumber = .first, afterUpload: Bool = false, evidence: CloseEvidence = .answer
) -> HostConfirmation {
    HostConfirmation(
        batch: batch, trace: trace(900), reference: "r", at: monday, afterUpload: afterUpload, evidence: evidence)
}

extension BatchBook {
    /// What the close needs next.
    func step(
        _ rules: CloseRules = unionPay, reason: CloseReason = .operatorRequest, at now: ClockTime = monday
    ) -> CloseStep {
        nextCloseStep(at: now, rules: rules, reason: reason)
    }

    /// The snapshot of a close that begins now.
    func snapshot(_ style: SettlementStyle = .unionPay, reason: CloseReason = .operatorRequest) -> CloseSnapshot {
        CloseSnapshot(
            batch: batch ?? .first, at: monday, style: style, reason: reason,
            totals: BatchTotals(of: settledRecords(reason), style: style))
    }

    /// Totals of the open batch.
    func totals(_ style: SettlementStyle = .unionPay) -> BatchTotals { BatchTotals(of: records, style: style) }
}
