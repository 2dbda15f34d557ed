extension BatchBook {
    /// Takes one entry in.
    ///
    /// - Throws: `BookError` when the entry would break a rule; the book is then unchanged.
    public mutating func apply(_ entry: JournalEntry) throws(BookError) {
        switch entry {
        case .batchOpened(let number, _):
            guard batch == nil else { throw .alreadyOpened }
            batch = number
        case .tracesReserved(let trace):
            reservedTraces = trace
        case .signedOn(let hostBatch, _):
            signOn(hostBatch)
        case .signOnRequired:
            isSignedOn = false
        case .transactionBegun(let transaction):
            try begin(transaction)
        case .transactionApproved(let trace, let approval):
            let index = try waiting(trace)
            records[index].state = .approved(approval)
            markVoided(by: records[index].transaction)
        case .transactionDeclined(let trace, let code):
            records[try waiting(trace)].state = .declined(code: code)
        case .reversalRequired(let trace, let reason):
            let index = try waiting(trace)
            guard records[index].transaction.kind.isReversible else { throw .notWaiting(trace) }
            records[index].state = .reversalPending(reason)
        case .reversalConfirmed(let trace, let code):
            let index = try position(of: trace)
            guard case .reversalPending = records[index].state else { throw .notWaiting(trace) }
            records[index].state = .reversed(code: code)
        case .receiptPrinted(let trace):
            // The batch may have been closed while the paper was out.
            if let index = records.lastIndex(where: { $0.transaction.trace == trace }) {
                records[index].isReceiptPrinted = true
            }
        case .slipPrinted(let number):
            if let index = closed.lastIndex(where: { $0.batch == number }) { closed[index].isSlipPrinted = true }
        case .closeBegun, .closeReconciled, .uploadAdvanced, .closeRejected, .closeConfirmed, .batchClosed:
            try applyClose(entry)
        }
    }

    private func position(of trace: TraceNumber) throws(BookError) -> Int {
        guard let index = records.lastIndex(where: { $0.transaction.trace == trace }) else {
            throw .unknownTrace(trace)
        }
        return index
    }

    private func waiting(_ trace: TraceNumber) throws(BookError) -> Int {
        let index = try position(of: trace)
        guard case .sent = records[index].state else { throw .notWaiting(trace) }
        return index
    }

    private mutating func begin(_ transaction: Transaction) throws(BookError) {
        guard let batch else { throw .noBatch }
        guard transaction.batch == batch else { throw .wrongBatch(transaction.batch) }
        guard !close.isRunning else { throw .closeRunning }
        if let unresolved { throw .unresolved(unresolved.transaction.trace) }
        guard record(transaction.trace) == nil else { throw .traceUsedTwice(transaction.trace) }
        records.append(
            BatchRecord(transaction: transaction, state: .sent, isVoided: false, isReceiptPrinted: false))
    }

    private mutating func markVoided(by transaction: Transaction) {
        guard transaction.kind == .void, let original = transaction.original?.trace,
            let index = records.lastIndex(where: { $0.transaction.trace == original })
        else { return }
        records[index].isVoided = true
    }

    /// The centre issues the batch number, but a number is only taken over while the batch is empty and only if it is
    /// ahead: numbers never go back, and no record ever changes its batch.
    private mutating func signOn(_ hostBatch: BatchNumber) {
        isSignedOn = true
        differingHostBatch = nil
        // A compacted journal may begin with the last sign-on, before the entry that opens its first batch.
        guard let batch, hostBatch != batch else { return }
        let ahead = (Int(hostBatch.value) - Int(batch.value) + 999_999) % 999_999
        if records.isEmpty, !close.isRunning, ahead < 500_000 {
            self.batch = hostBatch
        } else {
            differingHostBatch = hostBatch
        }
    }
}
