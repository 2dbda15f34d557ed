extension BatchBook {
    /// Takes one step of the close in. The transitions are those of the chart at `CloseState`; all others are refused.
    mutating func applyClose(_ entry: JournalEntry) throws(BookError) {
        switch (close, entry) {
        case (.open, .closeRequested(let reason, let at)):
            guard batch != nil else { throw .noBatch }
            close = .draining(reason, since: at)
        case (.draining, .closeAbandoned):
            close = .open
        case (.begun, .closeAbandoned):
            // Only a close that the host has refused: nobody knows what became of one without an answer.
            guard lastRejection != nil else { throw .closeStepOutOfOrder }
            close = .open
            lastRejection = nil
        case (.open, .closeBegun(let snapshot)), (.draining, .closeBegun(let snapshot)):
            try begin(snapshot)
        case (.begun(let snapshot), .closeBegun(let again)) where lastRejection != nil:
            // A refused close is tried again. From here on it is an unanswered one: nobody knows what becomes of it.
            guard again == snapshot else { throw .totalsDiffer }
            lastRejection = nil
        case (.uploading(let snapshot, _, _), .closeBegun(let again)):
            // The host took the totals and knows nothing of them now: they are asked for again. In one entry, so that no power
            // cut leaves a refusal of something that the host may have closed.
            guard again == snapshot else { throw .totalsDiffer }
            close = .begun(snapshot)
            lastRejection = nil
        case (.begun(let snapshot), .closeReconciled(let word)):
            close = .uploading(snapshot, word, uploaded: 0)
            list.uploadCount = uploadOrder(snapshot, word).count
        case (.uploading(let snapshot, let word, let uploaded), .uploadAdvanced(let count)):
            let isPossible = count <= list.uploadCount || count <= mostUploads(snapshot, list.uploadCount)
            guard count > uploaded, isPossible else { throw .closeStepOutOfOrder }
            close = .uploading(snapshot, word, uploaded: count)
        case (.begun(let snapshot), .closeRejected(let code)),
            (.uploading(let snapshot, _, _), .closeRejected(let code)):
            close = .begun(snapshot)
            lastRejection = code
        case (.begun(let snapshot), .closeConfirmed(let confirmation)) where confirmation.evidence == .word,
            (.uploading(let snapshot, _, _), .closeConfirmed(let confirmation)) where confirmation.evidence == .word:
            guard !confirmation.reference.isEmpty else { throw .notConfirmed(snapshot.batch) }
            try confirm(snapshot, confirmation)
        case (.begun(let snapshot), .closeConfirmed(let confirmation)) where confirmation.evidence == .refusalAndSignOn:
            guard isRefusedAsClosed(snapshot) else { throw .notConfirmed(snapshot.batch) }
            try confirm(snapshot, confirmation)
        case (.begun(let snapshot), .closeConfirmed(let confirmation)):
            // Source: Hypercom style: 00 to the totals closes the batch; elsewhere the end of the upload does.
            guard snapshot.style == .hypercom, confirmation.evidence != .signOn else { throw .closeStepOutOfOrder }
            try confirm(snapshot, confirmation)
        case (.uploading(let snapshot, _, let uploaded), .closeConfirmed(let confirmation)):
            guard uploaded >= list.uploadCount, confirmation.evidence != .refusal,
                confirmation.evidence != .refusalAndSignOn
            else { throw .closeStepOutOfOrder }
            if confirmation.evidence == .signOn {
                guard snapshot.style == .unionPay, isClosedByHost else { throw .notConfirmed(snapshot.batch) }
            }
            try confirm(snapshot, confirmation)
        case (.confirmed(let snapshot, let confirmation), .batchClosed(let number, let next, _)):
            guard number == snapshot.batch else { throw .notConfirmed(number) }
            // Earlier versions went on with the next number also where the host was ahead.
            let isOneOn = snapshot.reason != .closedByHost && next == number.next
            guard next == batchAfterClose || isOneOn else { throw .wrongBatch(next) }
            clear(snapshot, confirmation, next: next)
        case (.open, .batchClosed(_, let next, _)) where batch == nil:
            // A compacted journal begins where the oldest batch that it dropped was closed.
            batch = next
            diary?.settled()
        case (_, .closeBegun), (_, .closeRequested):
            throw .closeRunning
        case (_, .batchClosed(let number, _, _)):
            throw .notConfirmed(number)
        default:
            throw .closeStepOutOfOrder
        }
    }

    /// True when the host refused a step of this close as one of a batch that is not open, counts a later batch, and the close
    /// was begun as one of a batch that it had closed by itself.
    ///
    /// Source: UnionPay-style code 77: the number known to the centre differs, sign on again; the centre issues a number only
    /// after it closed the one before. Neither alone is evidence: 77 is also the answer of a centre that is behind.
    private func isRefusedAsClosed(_ snapshot: CloseSnapshot) -> Bool {
        snapshot.style == .unionPay && snapshot.reason == .closedByHost && lastRejection == "77" && isClosedByHost
    }

    private mutating func begin(_ snapshot: CloseSnapshot) throws(BookError) {
        guard let batch else { throw .noBatch }
        guard snapshot.batch == batch else { throw .wrongBatch(snapshot.batch) }
        guard !records.isEmpty else { throw .nothingToSettle }
        if let unresolved { throw .unresolved(unresolved.transaction.trace) }
        if snapshot.reason == .closedByHost {
            guard isClosedByHost else { throw .notConfirmed(batch) }
        } else if let pendingAdvice {
            throw .adviceWaiting(pendingAdvice.transaction.trace)
        }
        guard snapshot.totals == BatchTotals(of: settledRecords(snapshot.reason), style: snapshot.style) else {
            throw .totalsDiffer
        }
        close = .begun(snapshot)
        lastRejection = nil
    }

    private mutating func confirm(
        _ snapshot: CloseSnapshot, _ confirmation: HostConfirmation
    ) throws(BookError) {
        guard confirmation.batch == snapshot.batch else { throw .wrongBatch(confirmation.batch) }
        close = .confirmed(snapshot, confirmation)
        lastRejection = nil
    }

    /// The batch becomes a closed one. What the host never took before it closed by itself goes into the next batch.
    private mutating func clear(_ snapshot: CloseSnapshot, _ confirmation: HostConfirmation, next: BatchNumber) {
        let settled = settledRecords(snapshot.reason)
        closed.append(
            ClosedBatch(snapshot: snapshot, confirmation: confirmation, records: settled, isSlipPrinted: false))
        list = RecordList(snapshot.reason == .closedByHost ? carriedRecords(into: next) : [])
        close = .open
        lastRejection = nil
        batch = next
        diary?.settled()
        // What the host said of the batch before says nothing of this one.
        differingHostBatch = nil
    }
}
