import Settlement

/// An arrow as it was seen in the code, or as a chart has it.
struct Arrow: Hashable, CustomStringConvertible {
    let from: String
    let event: String
    let to: String

    var description: String { "\(from) -- \(event) -> \(to)" }

    /// The arrows of a chart, one for each event.
    static func all(of chart: StateChart) -> Set<Arrow> {
        Set(
            chart.transitions.flatMap { arrow in arrow.events.map { Arrow(from: arrow.from, event: $0, to: arrow.to) } }
        )
    }
}

/// Every book that the entries of a small world can lead to, and every step between two of them.
struct Walk {
    struct Step {
        let before: BatchBook
        let entry: JournalEntry
        /// Nil when the code refused.
        let after: BatchBook?
    }

    private(set) var steps: [Step] = []
    private(set) var bookCount = 0

    /// Walks from a blank book on. In each book every entry of `entries` is tried.
    ///
    /// - Parameter entries: What may be written in a book, sensible or not.
    init(_ entries: (BatchBook) -> [JournalEntry], depth: Int = 9) {
        var known: Set<String> = []
        var frontier = [BatchBook()]
        for _ in 0..<depth where !frontier.isEmpty {
            var next: [BatchBook] = []
            for book in frontier {
                for entry in entries(book) {
                    var after = book
                    do { try after.apply(entry) } catch {
                        steps.append(Step(before: book, entry: entry, after: nil))
                        continue
                    }
                    steps.append(Step(before: book, entry: entry, after: after))
                    // What only counts or prints opens no new ways.
                    guard !entry.isAside, known.insert("\(after)").inserted else { continue }
                    next.append(after)
                }
            }
            bookCount += frontier.count
            frontier = next
        }
    }
}

/// What may be written into a journal with these transactions, right and wrong.
func entries(_ book: BatchBook, _ transactions: [Transaction]) -> [JournalEntry] {
    let next = BatchNumber.first.next
    var entries: [JournalEntry] = [
        .batchOpened(.first, at: monday), .tracesReserved(upTo: trace(3)), .signedOn(hostBatch: .first, at: monday),
        .signOnRequired, .closeReconciled(Reconciliation(domesticBalanced: true, foreignBalanced: true)),
        .closeReconciled(Reconciliation(domesticBalanced: false, foreignBalanced: true)), .uploadAdvanced(to: 1),
        .uploadAdvanced(to: 2), .closeRejected(code: "95"), .slipPrinted(.first),
        .batchClosed(.first, next: next, at: monday), .batchClosed(next, next: next.next, at: monday),
    ]
    for batch in [BatchNumber.first, next] {
        let totals = BatchTotals(of: book.records)
        entries.append(.closeBegun(CloseSnapshot(batch: batch, at: monday, totals: totals)))
        entries.append(.closeBegun(CloseSnapshot(batch: batch, at: monday, totals: BatchTotals(of: []))))
        entries.append(
            .closeConfirmed(
                HostConfirmation(
                    batch: batch, trace: trace(9), reference: "112309000009", at: monday, afterUpload: true)))
    }
    for transaction in transactions {
        let trace = transaction.trace
        entries += [
            .transactionBegun(transaction), .transactionApproved(trace, approval),
            .transactionDeclined(trace, code: "51"), .reversalRequired(trace, .noAnswer),
            .reversalConfirmed(trace, code: "00"), .receiptPrinted(trace),
        ]
    }
    return entries
}

extension JournalEntry {
    /// Name of the event that charts know this entry by.
    var event: String {
        switch self {
        case .batchOpened: "batch-opened"
        case .tracesReserved: "traces-reserved"
        case .signedOn: "signed-on"
        case .signOnRequired: "sign-on-required"
        case .transactionBegun: "transaction-begun"
        case .transactionApproved: "transaction-approved"
        case .transactionDeclined: "transaction-declined"
        case .reversalRequired: "reversal-required"
        case .reversalConfirmed: "reversal-confirmed"
        case .receiptPrinted: "receipt-printed"
        case .closeBegun: "close-begun"
        case .closeReconciled: "close-reconciled"
        case .uploadAdvanced: "upload-advanced"
        case .closeRejected: "close-rejected"
        case .closeConfirmed: "close-confirmed"
        case .batchClosed: "batch-closed"
        case .slipPrinted: "slip-printed"
        }
    }

    /// True for an entry that changes neither the money nor the close.
    var isAside: Bool {
        switch self {
        case .tracesReserved, .signedOn, .signOnRequired, .receiptPrinted, .slipPrinted: true
        default: false
        }
    }

    /// The transaction that an entry is about.
    var subject: TraceNumber? {
        switch self {
        case .transactionBegun(let transaction): transaction.trace
        case .transactionApproved(let trace, _), .transactionDeclined(let trace, _), .reversalRequired(let trace, _),
            .reversalConfirmed(let trace, _), .receiptPrinted(let trace):
            trace
        default: nil
        }
    }
}
