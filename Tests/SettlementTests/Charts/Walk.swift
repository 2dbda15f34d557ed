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
                    // What only counts or prints opens no new ways, and the next batch is like the one before.
                    guard !entry.isAside, after.closed.isEmpty, known.insert(after.key).inserted else { continue }
                    next.append(after)
                }
            }
            bookCount += frontier.count
            frontier = next
        }
    }
}

extension BatchBook {
    /// True while another transaction on this record waits for its answer.
    fileprivate func isAwaited(_ trace: TraceNumber) -> Bool {
        records.contains { $0.transaction.original?.trace == trace && ($0.isAdvicePending || $0.isUnresolved) }
    }

    /// Equal for books that the same ways lead on from.
    fileprivate var key: String {
        let marks = records.map { record in
            "\(record.transaction.trace)\(record.state)\(record.delivery)\(record.isVoided)\(record.isCompleted)"
        }
        let step =
            switch close {
            case .open: "open"
            case .draining(let reason, _): "draining \(reason)"
            case .begun(let snapshot): "begun \(snapshot.style) \(snapshot.reason)"
            case .uploading(let snapshot, let word, let uploaded):
                "uploading \(snapshot.style) \(snapshot.reason) \(word.isBalanced) \(uploaded)"
            case .confirmed(let snapshot, _): "confirmed \(snapshot.style) \(snapshot.reason)"
            }
        let host = "\(String(describing: differingHostBatch)) \(lastRejection ?? "")"
        return "\(String(describing: batch)) \(step) \(host) \(marks.joined(separator: ";"))"
    }
}

/// What may be written into a journal with these transactions, right and wrong.
func entries(_ book: BatchBook, _ transactions: [Transaction]) -> [JournalEntry] {
    let next = BatchNumber.first.next
    var entries: [JournalEntry] = [
        .batchOpened(.first, at: monday), .tracesReserved(upTo: trace(3)), .signedOn(hostBatch: .first, at: monday),
        .diaryNoted(SettlementDiary(day: monday.date)),
        .clockSet(ClockSetting(from: monday, to: monday, by: .operatorEntry)),
        .clockNoted(ClockNote(finding: .confirmed, at: monday, doubt: nil, lastGood: nil)),
        .signedOn(hostBatch: next, at: monday), .signOnRequired, .signedOff(at: monday),
        .closeRequested(.operatorRequest, at: monday), .closeAbandoned, .closeReconciled(balancedWord),
        .closeReconciled(unbalancedWord), .uploadAdvanced(to: 1), .uploadAdvanced(to: 2), .closeRejected(code: "96"),
        .slipPrinted(.first), .batchClosed(.first, next: next, at: monday),
        .batchClosed(next, next: next.next, at: monday), .closeConfirmed(confirmation()),
        .closeConfirmed(confirmation(of: next)), .closeConfirmed(confirmation(evidence: .signOn)),
        .closeBegun(book.snapshot()), .closeBegun(book.snapshot(.hypercom)),
        .closeBegun(book.snapshot(reason: .closedByHost)),
        .closeBegun(
            CloseSnapshot(
                batch: .first, at: monday, style: .unionPay, reason: .operatorRequest,
                totals: BatchTotals(of: [], style: .unionPay))),
    ]
    for transaction in transactions {
        let trace = transaction.trace
        // A record is voided, completed or tipped one after the other, and only when the host knows it.
        if let name = transaction.original?.trace, book.record(trace) == nil {
            guard let original = book.record(name), original.isApproved, !original.isAdvicePending, !original.isVoided
            else { continue }
            if original.isCompleted || book.isAwaited(name) { continue }
        }
        entries += [
            .transactionBegun(transaction), accepted(transaction), .transactionApproved(trace, approval),
            .transactionDeclined(trace, code: "51"), .reversalRequired(trace, .noAnswer),
            .reversalConfirmed(trace, code: "00"), .adviceDelivered(trace, approval),
            .adviceRefused(trace, code: "05"), .receiptPrinted(trace),
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
        case .signedOff: "signed-off"
        case .transactionBegun: "transaction-begun"
        case .transactionApproved: "transaction-approved"
        case .transactionDeclined: "transaction-declined"
        case .reversalRequired: "reversal-required"
        case .reversalConfirmed: "reversal-confirmed"
        case .transactionAccepted: "transaction-accepted"
        case .adviceDelivered: "advice-delivered"
        case .adviceRefused: "advice-refused"
        case .receiptPrinted: "receipt-printed"
        case .closeRequested: "close-requested"
        case .closeAbandoned: "close-abandoned"
        case .closeBegun: "close-begun"
        case .closeReconciled: "close-reconciled"
        case .uploadAdvanced: "upload-advanced"
        case .closeRejected: "close-rejected"
        case .closeConfirmed: "close-confirmed"
        case .batchClosed: "batch-closed"
        case .slipPrinted: "slip-printed"
        case .diaryNoted: "diary-noted"
        case .clockNoted: "clock-noted"
        case .clockSet: "clock-set"
        }
    }

    /// True for an entry that changes neither the money nor the close.
    var isAside: Bool {
        switch self {
        case .tracesReserved, .signOnRequired, .signedOff, .receiptPrinted, .slipPrinted, .diaryNoted, .clockNoted,
            .clockSet:
            true
        case .signedOn(let hostBatch, _): hostBatch == .first
        default: false
        }
    }

    /// The transaction that an entry is about.
    var subject: TraceNumber? {
        switch self {
        case .transactionBegun(let transaction), .transactionAccepted(let transaction, _): transaction.trace
        case .transactionApproved(let trace, _), .transactionDeclined(let trace, _), .reversalRequired(let trace, _),
            .reversalConfirmed(let trace, _), .adviceDelivered(let trace, _), .adviceRefused(let trace, _),
            .receiptPrinted(let trace):
            trace
        default: nil
        }
    }
}
