extension BatchBook {
    /// Takes one step of the close in. The transitions are those of the chart at `CloseState`; all others are refused.
    mutating func applyClose(_ entry: JournalEntry) throws(BookError) {
        switch (close, entry) {
        case (.open, .closeBegun(let snapshot)):
            guard let batch else { throw .noBatch }
            guard snapshot.batch == batch else { throw .wrongBatch(snapshot.batch) }
            if let unresolved { throw .unresolved(unresolved.transaction.trace) }
            guard snapshot.totals == BatchTotals(of: records) else { throw .totalsDiffer }
            close = .begun(snapshot)
            lastRejection = nil
        case (.begun(let snapshot), .closeReconciled(let word)):
            close = .uploading(snapshot, word, uploaded: 0)
        case (.uploading(let snapshot, let word, let uploaded), .uploadAdvanced(let count)):
            guard count > uploaded, count <= uploadList(for: word).count else { throw .closeStepOutOfOrder }
            close = .uploading(snapshot, word, uploaded: count)
        case (.begun(let snapshot), .closeRejected(let code)),
            (.uploading(let snapshot, _, _), .closeRejected(let code)):
            close = .begun(snapshot)
            lastRejection = code
        case (.uploading(let snapshot, let word, let uploaded), .closeConfirmed(let confirmation)):
            guard confirmation.batch == snapshot.batch else { throw .wrongBatch(confirmation.batch) }
            guard uploaded == uploadList(for: word).count else { throw .closeStepOutOfOrder }
            close = .confirmed(snapshot, confirmation)
        case (.confirmed(let snapshot, let confirmation), .batchClosed(let number, let next, _)):
            guard number == snapshot.batch else { throw .notConfirmed(number) }
            guard next == number.next else { throw .wrongBatch(next) }
            closed.append(
                ClosedBatch(
                    snapshot: snapshot, confirmation: confirmation, records: records, isSlipPrinted: false))
            records = []
            close = .open
            lastRejection = nil
            batch = next
        case (.open, .batchClosed(_, let next, _)) where batch == nil:
            // A compacted journal begins where the oldest batch that it dropped was closed.
            batch = next
        case (_, .closeBegun):
            throw .closeRunning
        case (_, .batchClosed(let number, _, _)):
            throw .notConfirmed(number)
        default:
            throw .closeStepOutOfOrder
        }
    }
}
