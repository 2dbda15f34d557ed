import FlashStore
import ISO8583
import Settlement

extension Terminal {
    /// Whether a transaction may be begun now; when not, the display says why and what to do.
    mutating func mayBegin(_ errand: Errand) throws(StoreError) -> Bool {
        try store.compactIfCrowded()
        let book = store.book
        if errand == .balance, !book.isSignedOff { return true }
        if book.close.isRunning {
            notify(.closeUnfinished)
        } else if book.isSignedOff {
            notify(.signedOff)
        } else if newBusinessDate == nil {
            screen = .clockWrong
        } else if errand.limitedWork != .correction, let refusal = settlementRefusal {
            screen = refusal
        } else if case .refused(let limit) = limitVerdict(errand.limitedWork) {
            notify(limit.notice)
        } else if errand == .transaction(.offlineSale), parameters.offlineLimit <= 0 {
            notify(.offlineNotAllowed)
        } else {
            return true
        }
        log(.warning, "refused", "\(errand.phrase(.english)) refused: \(displayContent.screen)")
        return false
    }

    /// The screen that stands in the way of a sale because a batch waits to be settled.
    private var settlementRefusal: Screen? {
        switch parameters.reminder.refusal(in: situation, diary) {
        case .settleFirst, .unanswered: .settleFirst
        case .reminded: .settleReminder(.refusal)
        case nil: nil
        }
    }

    /// The operator is done: into the journal with it, or to the host.
    mutating func start(_ draft: Draft) throws(StoreError) {
        if let kind = draft.kind, kind.isApprovedAtTerminal { return try accept(draft, kind) }
        try pursue(.errand(draft))
    }

    /// Shows what is to be settled.
    mutating func askToSettle() throws(StoreError) {
        let book = store.book
        if book.close.isRunning { return try startSettlement(.operatorRequest) }
        guard
            book.approvedCount > 0 || book.unresolved != nil || book.pendingAdvice != nil
                || book.records.contains(where: { $0.refusal != nil })
        else {
            return notify(.nothingToSettle)
        }
        screen = .confirmSettle
    }

    /// Closes the batch.
    mutating func startSettlement(_ reason: CloseReason) throws(StoreError) { try pursue(.settle(reason)) }

    /// Asks whether the close is to be left.
    mutating func askToTradeOn() {
        guard store.book.close.isRunning else { return notify(.noCloseRunning) }
        guard mayLeaveClose else { return notify(.closeUnfinished) }
        screen = .confirmTradeOn
    }

    /// True while the operator may leave a close. Where messages do not say their batch, 77 may mean that the host has closed
    /// it: what is sold then would lie in another batch at the host.
    var mayLeaveClose: Bool {
        store.book.mayAbandonClose && !(parameters.style == .hypercom && store.book.lastRejection == "77")
    }

    /// Leaves the close: nothing was frozen yet, or the host said no. The batch stays as it is.
    mutating func tradeOn() throws(StoreError) {
        screen = .idle
        guard mayLeaveClose else { return }
        try store.record(.closeAbandoned)
        forgetAnswers()
        try store.compactIfCrowded()
        log(.warning, "close.abandoned", "the operator sells on; the batch has still to be settled")
        notify(.tradingOn)
    }
}

extension Errand {
    /// What it is to the limits of a batch.
    var limitedWork: LimitedWork {
        switch self {
        case .balance: .sale
        case .transaction(let kind):
            switch kind {
            case .void, .refund, .preAuthorizationVoid, .completionVoid: .correction
            case .offlineSale, .tip: .offlineSale
            case .sale, .preAuthorization, .completion: .sale
            }
        }
    }
}

extension BatchLimit {
    /// What the display says when it is reached.
    var notice: Notice {
        switch self {
        case .count(_, let limit): .batchFull(limit: limit)
        case .age(let hours, _): .batchTooOld(hours: hours)
        case .space: .memoryFull
        case .advices(_, let limit): .tooManyStored(limit: limit)
        }
    }
}
