import FlashStore
import ISO8583
import Settlement

extension Terminal {
    /// Whether a transaction may be begun now; when not, the display says why and what to do.
    mutating func mayBegin(_ kind: TransactionKind) throws(StoreError) -> Bool {
        let book = store.book
        if book.close.isRunning {
            notify(.closeUnfinished)
        } else if book.isOverdue(on: today), reminderPutOffOn != today {
            screen = .settleFirst
        } else if book.records.count >= parameters.batchLimit {
            notify(.batchFull(limit: parameters.batchLimit))
        } else if !store.hasRoomForTransaction {
            notify(.memoryFull)
        } else {
            return true
        }
        log(.warning, "refused", "\(kind.phrase(.english)) refused: \(displayContent.screen)")
        return false
    }

    /// Takes what the reader read.
    mutating func take(_ read: CardRead) throws(StoreError) {
        guard case .card(var draft, _) = screen else {
            log(.info, "card.ignored", "a card was swiped while none was asked for")
            return
        }
        guard case .track2(let text) = read, let track2 = Track2(text.exposed) else {
            screen = .card(draft, misread: true)
            log(.info, "card.misread", "the stripe could not be read")
            return
        }
        draft.track2 = track2
        element.clearPIN()
        // A refund credits the holder: no PIN is asked for.
        if draft.kind == .sale, track2.requiresPIN {
            screen = .pin(draft)
        } else {
            try start(draft)
        }
    }

    /// The operator is done: to the host with it.
    mutating func start(_ draft: Draft) throws(StoreError) {
        goal = .transaction(draft)
        try proceed()
    }

    /// Shows what is to be settled.
    mutating func askToSettle() throws(StoreError) {
        if store.book.close.isRunning { return try startSettlement() }
        guard store.book.approvedCount > 0 || store.book.unresolved != nil else { return notify(.nothingToSettle) }
        screen = .confirmSettle
    }

    /// Closes the batch.
    mutating func startSettlement() throws(StoreError) {
        goal = .settle
        try proceed()
    }
}
