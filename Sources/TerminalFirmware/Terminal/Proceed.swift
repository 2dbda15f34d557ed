import FlashStore
import ISO8583
import Settlement

extension Terminal {
    /// Does the next thing on the way to the goal, if nothing is under way.
    ///
    /// The order is the rule *nothing that moves money overtakes an unresolved transaction*: keys first when the host asked
    /// for them, then the reversal or advice that the journal holds, then the goal itself.
    mutating func proceed() throws(StoreError) {
        guard exchange == nil, goal != .none else { return }
        if !store.book.isSignedOn || !element.hasWorkingKeys {
            guard signOnsForGoal < 2 else { return try giveUp(.keysWrong) }
            signOnsForGoal += 1
            return try send(builder.signOn(trace: try store.takeTrace()), for: .signOn)
        }
        if let record = store.book.unresolved { return try resolve(record) }
        switch goal {
        case .none: break
        case .signOn: reach(.signedOn(store.book.batch ?? .first))
        case .recover: reach(.notCompleted(reversed: true))
        case .transaction(let draft): try begin(draft)
        case .settle: try settle()
        }
    }

    var builder: RequestBuilder {
        RequestBuilder(parameters: parameters, batch: store.book.batch ?? .first)
    }

    /// Ends the goal with its outcome.
    mutating func reach(_ notice: Notice) {
        goal = .none
        retriesInARow = 0
        signOnsForGoal = 0
        effects.append(.cancelTimer(.retry))
        notify(notice)
    }

    /// Leaves the goal for now. What the journal holds open is tried again by itself after a pause.
    mutating func giveUp(_ notice: Notice) throws(StoreError) {
        goal = .none
        exchange = nil
        signOnsForGoal = 0
        effects.append(.cancelTimer(.response))
        if store.book.unresolved != nil || store.book.close.isRunning {
            let pause = parameters.retryDelay << min(retriesInARow, 4)
            retriesInARow += 1
            effects.append(.startTimer(.retry, milliseconds: pause))
        }
        if let settled = settledNotice {
            // Only the sign-on after a close failed; the next sale signs on. What the operator waits for is the close.
            showSettled(settled)
        } else {
            notify(notice)
        }
    }

    /// Shows the outcome of a close again after what followed it.
    mutating func showSettled(_ settled: Screen) {
        settledNotice = nil
        screen = settled
        effects.append(.startTimer(.result, milliseconds: parameters.resultTime))
    }

    /// Tries again what the journal holds open.
    mutating func retry() throws(StoreError) {
        guard exchange == nil, goal == .none else { return }
        switch screen {
        case .idle, .result, .settleFirst, .printerStopped: break
        default:
            // Nobody's entry is wiped off the display: there is time until it is done.
            effects.append(.startTimer(.retry, milliseconds: parameters.retryDelay))
            return
        }
        // A host that refused a close is not asked again by itself: somebody has to look first.
        if store.book.close.isRunning {
            guard store.book.lastRejection == nil else { return }
            goal = .settle
        } else if store.book.unresolved != nil {
            goal = .recover
        } else {
            return
        }
        try proceed()
    }

    /// Undoes an unanswered request, or sends an unanswered advice again.
    private mutating func resolve(_ record: BatchRecord) throws(StoreError) {
        let transaction = record.transaction
        guard let pan = clearPAN(transaction) else { return try giveUp(.elementFault) }
        if !transaction.kind.isReversible {
            let advice = builder.transaction(transaction, pan: pan, track2: nil, pinBlock: nil)
            return try send(advice, for: .advice(transaction.trace))
        }
        let reason: ReversalReason
        if case .reversalPending(let known) = record.state {
            reason = known
        } else {
            reason = .interrupted
            try store.record(.reversalRequired(transaction.trace, reason))
        }
        try send(
            builder.reversal(transaction, reason: reason, pan: pan), for: .reversal(transaction.trace))
    }

    /// Writes the transaction to flash, then sends it.
    private mutating func begin(_ draft: Draft) throws(StoreError) {
        let book = store.book
        guard let batch = book.batch, !book.close.isRunning else { return try giveUp(.closeUnfinished) }
        guard let card = cardReference(draft), let pan = unsealedPAN(card) else { return try giveUp(.elementFault) }
        let pinBlock = draft.track2.flatMap { element.takePINBlock(for: $0.pan) }
        let transaction = Transaction(
            kind: draft.kind, trace: try store.takeTrace(), batch: batch, minorUnits: draft.minorUnits,
            currency: parameters.currency.numeric, begunAt: now, businessDate: today,
            card: card.with(entryMode: entryMode(draft, hasPIN: pinBlock != nil)), original: original(draft))
        try store.record(.transactionBegun(transaction))
        // Only a sale shows the stripe to the host; a refund is an advice that must be the same when it is sent again.
        let track2 = draft.kind == .sale ? draft.track2 : nil
        goal = .recover
        try send(
            builder.transaction(transaction, pan: pan, track2: track2, pinBlock: pinBlock),
            for: .transaction(transaction.trace))
    }

    /// The next step of the close of day.
    private mutating func settle() throws(StoreError) {
        switch store.book.nextCloseStep(at: now, blockSize: parameters.recordsPerUpload) {
        case .nothingToSettle:
            reach(.nothingToSettle)
        case .resolve(let record):
            try resolve(record)
        case .begin(let snapshot):
            try store.record(.closeBegun(snapshot))
            log(.info, "close.begun", "batch \(snapshot.batch), \(snapshot.totals.count) record(s)")
            try settle()
        case .requestTotals(let snapshot):
            let trace = try store.takeTrace()
            try sendBuilt(for: .totals) { (builder) throws(ISO8583Error) in
                try builder.totals(snapshot, trace: trace)
            }
        case .uploadBlock(let transactions, let uploaded):
            var cards: [(Transaction, PAN)] = []
            for transaction in transactions {
                guard let pan = clearPAN(transaction) else { return try giveUp(.elementFault) }
                cards.append((transaction, pan))
            }
            let trace = try store.takeTrace()
            try sendBuilt(for: .upload(to: uploaded)) { (builder) throws(ISO8583Error) in
                try builder.uploadBlock(cards, trace: trace)
            }
        case .uploadAdvice(let record, let uploaded):
            guard let pan = clearPAN(record.transaction) else { return try giveUp(.elementFault) }
            try send(builder.uploadAdvice(record.transaction, pan: pan), for: .upload(to: uploaded))
        case .endUpload(let balanced, let count):
            let trace = try store.takeTrace()
            try send(builder.endUpload(balanced: balanced, count: count, trace: trace), for: .endUpload)
        case .clear(let batch, let next):
            try clear(batch, next: next)
        }
    }

    private mutating func sendBuilt(
        for purpose: Exchange.Purpose, _ build: (RequestBuilder) throws(ISO8583Error) -> Message
    ) throws(StoreError) {
        let message: Message
        do { message = try build(builder) } catch { return try giveUp(.cannotEncode(error.description)) }
        try send(message, for: purpose)
    }

    /// The host confirmed: clear, step the number, print the slip, and sign on for the next batch.
    private mutating func clear(_ batch: BatchNumber, next: BatchNumber) throws(StoreError) {
        try store.record(.batchClosed(batch, next: next, at: now))
        log(.info, "close.done", "batch \(batch) closed, batch \(next) opened")
        try store.record(.signOnRequired)
        try store.compactIfCrowded()
        guard let closed = store.book.closed.last else { return }
        queueSlip(closed)
        let totals = closed.snapshot.totals
        reach(.settled(batch, count: totals.count, netMinorUnits: totals.netMinorUnits))
        try printNext()
        settledNotice = screen
        goal = .signOn
        try proceed()
    }
}
