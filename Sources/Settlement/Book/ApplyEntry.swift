extension BatchBook {
    /// Takes one entry in.
    ///
    /// - Throws: `BookError` when the entry would break a rule; the book is then unchanged.
    public mutating func apply(_ entry: JournalEntry) throws(BookError) {
        try take(entry)
        noteTime(of: entry)
    }

    private mutating func take(_ entry: JournalEntry) throws(BookError) {
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
        case .signedOff:
            isSignedOn = false
            isSignedOff = true
        case .transactionBegun(let transaction):
            try begin(transaction)
        case .transactionAccepted(let transaction, let authorization):
            try accept(transaction, authorization)
        case .transactionApproved(let trace, let approval):
            let index = try waiting(trace)
            list[index].state = .approved(approval)
            if list.all[index].transaction.form == .advice { list[index].delivery = .delivered }
            markOriginal(of: list.all[index].transaction)
        case .transactionDeclined(let trace, let code):
            list[try waiting(trace)].state = .declined(code: code)
        case .adviceDelivered(let trace, let approval):
            let index = try storedAdvice(trace)
            list[index].delivery = .delivered
            list[index].state = .approved(approval.keeping(list[index].state))
        case .adviceRefused(let trace, let code):
            let index = try storedAdvice(trace)
            list[index].delivery = .refused(code: code)
            addTip(list[index].transaction, sign: -1)
        case .reversalRequired(let trace, let reason):
            let index = try waiting(trace)
            guard list.all[index].transaction.form == .request else { throw .notWaiting(trace) }
            list[index].state = .reversalPending(reason)
        case .reversalConfirmed(let trace, let code):
            let index = try position(of: trace)
            guard case .reversalPending = list.all[index].state else { throw .notWaiting(trace) }
            list[index].state = .reversed(code: code)
        case .receiptPrinted(let trace):
            // The batch may have been closed while the paper was out.
            if let index = list.place(of: trace) {
                list[index].isReceiptPrinted = true
            }
        case .slipPrinted(let number):
            if let index = closed.lastIndex(where: { $0.batch == number }) { closed[index].isSlipPrinted = true }
        case .diaryNoted(let noted):
            diary = noted
        case .clockNoted(let note):
            lastClockNote = note
        case .clockSet(let setting):
            lastClockSetting = setting
        case .closeRequested, .closeAbandoned, .closeBegun, .closeReconciled, .uploadAdvanced, .closeRejected,
            .closeConfirmed, .batchClosed:
            try applyClose(entry)
        }
    }

    private func position(of trace: TraceNumber) throws(BookError) -> Int {
        guard let index = list.place(of: trace) else { throw .unknownTrace(trace) }
        return index
    }

    private func waiting(_ trace: TraceNumber) throws(BookError) -> Int {
        let index = try position(of: trace)
        guard case .sent = list.all[index].state else { throw .notWaiting(trace) }
        try mayAnswer()
        return index
    }

    private func storedAdvice(_ trace: TraceNumber) throws(BookError) -> Int {
        let index = try position(of: trace)
        guard list.all[index].delivery == .waiting else { throw .notWaiting(trace) }
        try mayAnswer()
        return index
    }

    /// While totals are frozen, an advice that waits is one that the next batch will carry: nothing is sent of it, and no
    /// answer may change what the totals say.
    private func mayAnswer() throws(BookError) {
        if close.isFrozen { throw .closeRunning }
    }

    private func mayBegin(_ transaction: Transaction) throws(BookError) {
        guard let batch else { throw .noBatch }
        guard transaction.batch == batch else { throw .wrongBatch(transaction.batch) }
        guard !close.isRunning else { throw .closeRunning }
        guard list.place(of: transaction.trace) == nil else { throw .traceUsedTwice(transaction.trace) }
    }

    private mutating func begin(_ transaction: Transaction) throws(BookError) {
        try mayBegin(transaction)
        guard !transaction.kind.isApprovedAtTerminal else { throw .notWaiting(transaction.trace) }
        if let unresolved { throw .unresolved(unresolved.transaction.trace) }
        list.append(BatchRecord(transaction: transaction, state: .sent, delivery: .notNeeded))
    }

    /// Nothing leaves when the terminal approves by itself, so it may do so while a reversal waits.
    private mutating func accept(_ transaction: Transaction, _ authorization: String) throws(BookError) {
        try mayBegin(transaction)
        guard transaction.kind.isApprovedAtTerminal, transaction.form == .advice else {
            throw .notWaiting(transaction.trace)
        }
        let approval = Approval(reference: "", authorization: authorization, hostTime: "", hostDate: "")
        list.append(BatchRecord(transaction: transaction, state: .approved(approval), delivery: .waiting))
        addTip(transaction, sign: 1)
    }

    private mutating func addTip(_ transaction: Transaction, sign: Int64) {
        guard transaction.kind == .tip, let index = original(of: transaction) else { return }
        list[index].tipMinorUnits &+= sign * transaction.minorUnits
    }

    /// An approved transaction leaves its mark on the one that it refers to.
    private mutating func markOriginal(of transaction: Transaction) {
        guard let index = original(of: transaction) else { return }
        switch transaction.kind {
        case .void, .preAuthorizationVoid: list[index].isVoided = true
        case .completion: list[index].isCompleted = true
        case .completionVoid:
            list[index].isVoided = true
            // What the completion took is held again.
            if let held = original(of: list[index].transaction) { list[held].isCompleted = false }
        case .sale, .refund, .preAuthorization, .offlineSale, .tip: break
        }
    }

    private func original(of transaction: Transaction) -> Int? {
        guard let name = transaction.original?.record, name.batch == batch else { return nil }
        return list.place(of: name.trace)
    }

    /// The centre issues the batch number, but a number is only taken over while the batch is empty and only if it is
    /// ahead: numbers never go back, and no record ever changes its batch.
    private mutating func signOn(_ hostBatch: BatchNumber) {
        isSignedOn = true
        isSignedOff = false
        differingHostBatch = nil
        // A compacted journal may begin with the last sign-on, before the entry that opens its first batch.
        guard let batch, hostBatch != batch else { return }
        if list.isEmpty, batch.steps(to: hostBatch) < 500_000 {
            self.batch = hostBatch
        } else {
            differingHostBatch = hostBatch
        }
    }
}
