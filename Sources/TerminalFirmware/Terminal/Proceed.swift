import FlashStore
import ISO8583
import SerialLink
import Settlement

extension Terminal {
    /// Takes up a goal for which somebody waits. A stored advice that is on its way in the background is left: it is sent
    /// again later, and the host knows it by its trace number.
    mutating func pursue(_ wanted: Goal) throws(StoreError) {
        if goal.isBackground, case .advice? = exchange?.purpose {
            link.reset()
            exchange = nil
            effects.append(.cancelTimer(.response))
            effects.append(.cancelTimer(.link(.acknowledgement)))
        }
        goal = wanted
        signOnsForGoal = 0
        if exchange != nil { screen = .busy }
        try proceed()
    }

    /// Does the next thing on the way to the goal, if nothing is under way.
    ///
    /// The order is the rule *nothing that moves money overtakes an unresolved transaction*: keys first when the host asked
    /// for them, then the reversal that the journal holds, then the goal itself.
    mutating func proceed() throws(StoreError) {
        guard exchange == nil, goal != .none else { return }
        if goal == .signOff { return try signOff() }
        if goal == .echo { return try send(builder.echo(trace: try store.takeTrace()), for: .echo) }
        if !store.book.isSignedOn || !element.hasWorkingKeys {
            guard signOnsForGoal < 2 else { return try giveUp(.keysWrong) }
            signOnsForGoal += 1
            try store.compactIfCrowded()
            return try send(builder.signOn(trace: try store.takeTrace()), for: .signOn)
        }
        if let record = store.book.unresolved { return try resolve(record) }
        if store.book.isClosedByHost, !store.book.close.isRunning {
            // Nobody's entry is wiped off the display for what was found out in the background.
            if goal.isBackground, !isScreenFree {
                goal = .none
                return effects.append(.startTimer(.retry, milliseconds: parameters.retryDelay))
            }
            goal = .settle(.closedByHost)
        }
        switch goal {
        case .none, .signOff, .echo: break
        case .signOn: reach(.signedOn(store.book.batch ?? .first))
        case .recover: reach(.notCompleted(reversed: true))
        case .errand(let draft): try begin(draft)
        case .settle(let reason): try settle(reason)
        case .deliver(let isForeground):
            if store.book.close.isFrozen {
                // A frozen batch takes no answers: what waits goes into the next one.
                return isForeground ? reach(.closeUnfinished) : reachQuietly()
            }
            if let advice = store.book.pendingAdvice { return try deliver(advice) }
            if isForeground { reach(.allSent) } else { reachQuietly() }
        }
    }

    var builder: RequestBuilder {
        RequestBuilder(parameters: parameters, batch: store.book.batch ?? .first)
    }

    /// Ends the goal with its outcome.
    mutating func reach(_ notice: Notice) {
        reachQuietly()
        notify(notice)
    }

    /// Ends the goal. What the journal holds open is tried again after a pause, stored advices follow by themselves: also
    /// after something that went past it, as a call of the host does.
    mutating func reachQuietly() {
        goal = .none
        retriesInARow = 0
        signOnsForGoal = 0
        effects.append(.cancelTimer(.retry))
        if store.book.unresolved != nil || store.book.close.isRunning {
            effects.append(.startTimer(.retry, milliseconds: parameters.retryDelay))
        } else if store.book.pendingAdvice != nil {
            effects.append(.startTimer(.retry, milliseconds: parameters.adviceDelay))
        }
    }

    /// Leaves the goal for now. What the journal holds open is tried again by itself after a pause.
    mutating func giveUp(_ notice: Notice) throws(StoreError) {
        let wasBackground = goal.isBackground
        // A PIN that was entered for what is given up is not kept; one that is being entered now is.
        if !wasBackground { element.clearPIN() }
        let wasUnattended = settlesByItself
        if wasUnattended { try automaticFailed() }
        goal = .none
        exchange = nil
        signOnsForGoal = 0
        effects.append(.cancelTimer(.response))
        let book = store.book
        if book.unresolved != nil || book.close.isRunning || book.pendingAdvice != nil {
            let pause = parameters.retryDelay << min(retriesInARow, 4)
            retriesInARow += 1
            effects.append(.startTimer(.retry, milliseconds: pause))
        }
        if wasBackground {
            log(.warning, "advice.waiting", "\(book.pendingAdviceCount) stored, not sent: \(notice.screen)")
        } else if wasUnattended, !book.close.isRunning {
            // Nobody stands there to press a key: the idle screen stays free for the next try.
            screen = .idle
        } else if let settled = settledNotice {
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
        let book = store.book
        // A host that refused a close is not asked again by itself: somebody has to look first.
        let isRefused = book.close.isRunning && book.lastRejection != nil
        if !book.close.isRunning, book.unresolved == nil {
            // Nobody's display is needed for this; after a sign-off the terminal is left alone.
            guard book.pendingAdvice != nil, !book.isSignedOff else { return }
            goal = .deliver(isForeground: false)
            return try proceed()
        }
        switch screen {
        case .idle, .result, .settleFirst, .settleReminder, .clockWrong, .printerStopped: break
        default:
            // Nobody's entry is wiped off the display: there is time until it is done.
            effects.append(.startTimer(.retry, milliseconds: parameters.retryDelay))
            return
        }
        if book.close.isRunning {
            guard !isRefused else { return }
            goal = .settle(book.closeReason ?? .operatorRequest)
        } else {
            goal = .recover
        }
        try proceed()
    }

    /// Undoes an unanswered request.
    mutating func resolve(_ record: BatchRecord) throws(StoreError) {
        let transaction = record.transaction
        guard let pan = clearPAN(transaction) else { return try giveUp(.elementFault) }
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

    /// Sends a stored advice.
    mutating func deliver(_ record: BatchRecord) throws(StoreError) {
        guard let pan = clearPAN(record.transaction) else { return try giveUp(.elementFault) }
        try send(builder.advice(record, pan: pan), for: .advice(record.transaction.trace))
    }

    /// Takes leave of the host; nothing is sold before the next sign-on.
    private mutating func signOff() throws(StoreError) {
        guard store.book.isSignedOn, element.hasWorkingKeys,
            let message = builder.signOff(trace: try store.takeTrace())
        else { return try takeSignOff() }
        try send(message, for: .signOff)
    }

    /// The host took the sign-off, or there is nobody to tell.
    mutating func takeSignOff() throws(StoreError) {
        try store.record(.signedOff(at: now))
        reach(.signedOff)
    }
}
