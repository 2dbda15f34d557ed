import FlashStore
import ISO8583
import Settlement

extension Terminal {
    /// Writes the transaction to flash, then sends it.
    mutating func begin(_ draft: Draft) throws(StoreError) {
        guard let kind = draft.kind else { return try enquire(draft) }
        let book = store.book
        guard let batch = book.batch, !book.close.isRunning else { return try giveUp(.closeUnfinished) }
        // What a void undoes must be known to the host, with all that was put on it.
        // Older ones go before: none overtakes another.
        if storedAdvice(before: draft) != nil, let stored = book.pendingAdvice {
            guard let pan = clearPAN(stored.transaction) else { return try giveUp(.elementFault) }
            return try send(builder.advice(stored, pan: pan), for: .advice(stored.transaction.trace))
        }
        guard let amount = presentAmount(draft) else { return try giveUp(.noSuchSale) }
        // A void, too, is in the totals: beyond their digits nobody could close the batch any more.
        let room = kind.isCredit ? totalsRoom(kind) : amount
        guard amount <= room else { return try giveUp(.overLimit(minorUnits: max(0, room))) }
        if kind == .completion || kind == .preAuthorizationVoid, let held = heldRecord(draft) {
            guard !held.isVoided, !held.isCompleted else { return try giveUp(.alreadyVoided) }
            let most = held.transaction.minorUnits * Int64(parameters.completionPercent) / 100
            guard kind != .completion || amount <= most else { return try giveUp(.overLimit(minorUnits: most)) }
        }
        guard let businessDate = newBusinessDate else { return try giveUp(.clockUnset) }
        guard let card = cardReference(draft), let pan = unsealedPAN(card) else { return try giveUp(.elementFault) }
        let pinBlock = draft.track2.flatMap { element.takePINBlock(for: $0.pan) }
        let transaction = Transaction(
            kind: kind, form: parameters.style.form(of: kind), trace: try store.takeTrace(), batch: batch,
            minorUnits: amount, currency: parameters.currency.numeric, begunAt: now, businessDate: businessDate,
            card: card.with(entryMode: entryMode(draft, hasPIN: pinBlock != nil)), original: original(draft),
            chip: draft.chip)
        try store.record(.transactionBegun(transaction))
        // The stripe is shown once: an advice must be the same when it is sent again, and a void has no card.
        let track2 = transaction.form == .request ? draft.track2 : nil
        goal = transaction.form == .request ? .recover : .deliver(isForeground: true)
        try send(
            builder.transaction(transaction, pan: pan, track2: track2, pinBlock: pinBlock),
            for: .transaction(transaction.trace))
    }

    /// A void is over what stands by now: an offline sale may have been refused, a tip added, since it was entered.
    private func presentAmount(_ draft: Draft) -> Int64? {
        guard let trace = draft.originalTrace else { return draft.minorUnits }
        guard let original = store.book.record(trace), original.isApproved, !original.isVoided else { return nil }
        return original.fullMinorUnits
    }

    /// A stored advice that must reach the host before this errand: the original's own, a tip on it, or a
    /// completion of the same hold.
    private func storedAdvice(before draft: Draft) -> BatchRecord? {
        var wanted = draft.originalTrace
        if wanted == nil, draft.kind == .completion || draft.kind == .preAuthorizationVoid {
            wanted = heldRecord(draft)?.transaction.trace
        }
        guard let trace = wanted, store.book.pendingAdviceCount > 0 else { return nil }
        return store.book.records.first { record in
            record.isAdvicePending
                && (record.transaction.trace == trace || record.transaction.original?.trace == trace)
        }
    }

    /// Approves by itself: the record is in flash before anybody sees it approved, and the host hears of it later.
    mutating func accept(_ draft: Draft, _ kind: TransactionKind) throws(StoreError) {
        guard let businessDate = newBusinessDate else { return notify(.clockUnset) }
        if draft.originalTrace != nil, presentAmount(draft) == nil { return notify(.noSuchSale) }
        guard let batch = store.book.batch, let card = cardReference(draft) else { return notify(.elementFault) }
        let transaction = Transaction(
            kind: kind, form: .advice, trace: try store.takeTrace(), batch: batch, minorUnits: draft.minorUnits,
            currency: parameters.currency.numeric, begunAt: now, businessDate: businessDate,
            card: card.with(entryMode: entryMode(draft, hasPIN: false)), original: original(draft), chip: draft.chip)
        try store.record(.transactionAccepted(transaction, authorization: ownCode(draft, transaction)))
        log(.info, "advice.stored", "\(kind.phrase(.english)) \(transaction.trace) is stored for the host")
        if let record = store.book.record(transaction.trace) { queueReceipt(record) }
        notify(.approved(kind, transaction.trace, minorUnits: transaction.minorUnits))
        if exchange == nil, goal == .none {
            effects.append(.startTimer(.retry, milliseconds: parameters.adviceDelay))
        }
        try printNext()
    }

    /// The code of an offline sale: the one that the issuer gave by telephone. Below the floor limit there is none; where the
    /// dialect must have one, the terminal gives its trace number.
    ///
    /// Source: Hypercom style: field 38 is present in an offline sale.
    private func ownCode(_ draft: Draft, _ transaction: Transaction) -> String {
        guard draft.authorization.isEmpty, transaction.kind == .offlineSale, parameters.style == .hypercom else {
            return draft.authorization
        }
        return transaction.trace.description
    }

    /// Asks how much is on the card.
    private mutating func enquire(_ draft: Draft) throws(StoreError) {
        guard let track2 = draft.track2 else { return try giveUp(.elementFault) }
        let pinBlock = element.takePINBlock(for: track2.pan)
        let message = builder.balance(
            trace: try store.takeTrace(), track2: track2, entryMode: entryMode(draft, hasPIN: pinBlock != nil),
            chip: draft.chip, pinBlock: pinBlock)
        try send(message, for: .balance)
    }
}
