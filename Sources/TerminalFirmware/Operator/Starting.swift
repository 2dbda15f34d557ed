import FlashStore
import ISO8583
import Settlement

extension Terminal {
    /// Whether a transaction may be begun now; when not, the display says why and what to do.
    mutating func mayBegin(_ errand: Errand) throws(StoreError) -> Bool {
        let book = store.book
        if errand == .balance { return true }
        if book.close.isRunning {
            notify(.closeUnfinished)
        } else if book.isSignedOff {
            notify(.signedOff)
        } else if book.isOverdue(on: today), reminderPutOffOn != today {
            screen = .settleFirst
        } else if book.records.count >= parameters.batchLimit {
            notify(.batchFull(limit: parameters.batchLimit))
        } else if !store.hasRoomForTransaction {
            notify(.memoryFull)
        } else if errand.kind?.isApprovedAtTerminal == true, book.pendingAdviceCount >= parameters.adviceLimit {
            notify(.tooManyStored(limit: parameters.adviceLimit))
        } else if errand == .transaction(.offlineSale), parameters.offlineLimit <= 0 {
            notify(.offlineNotAllowed)
        } else {
            return true
        }
        log(.warning, "refused", "\(errand.phrase(.english)) refused: \(displayContent.screen)")
        return false
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
        guard book.approvedCount > 0 || book.unresolved != nil || book.pendingAdvice != nil else {
            return notify(.nothingToSettle)
        }
        screen = .confirmSettle
    }

    /// Closes the batch.
    mutating func startSettlement(_ reason: CloseReason) throws(StoreError) { try pursue(.settle(reason)) }

    /// Asks whether the close is to be left.
    mutating func askToTradeOn() {
        guard store.book.close.isRunning else { return notify(.noCloseRunning) }
        guard store.book.mayAbandonClose else { return notify(.closeUnfinished) }
        screen = .confirmTradeOn
    }

    /// Leaves the close: nothing was frozen yet, or the host said no. The batch stays as it is.
    mutating func tradeOn() throws(StoreError) {
        screen = .idle
        guard store.book.mayAbandonClose else { return }
        try store.record(.closeAbandoned)
        try store.compactIfCrowded()
        log(.warning, "close.abandoned", "the operator sells on; the batch has still to be settled")
        notify(.tradingOn)
    }
}
