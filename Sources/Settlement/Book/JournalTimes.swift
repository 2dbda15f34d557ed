extension JournalEntry {
    /// The terminal's time that the entry keeps; nil when it keeps none.
    var time: ClockTime? {
        switch self {
        case .batchOpened(_, let at), .signedOn(_, let at), .signedOff(let at), .closeRequested(_, let at),
            .batchClosed(_, _, let at), .clockNoted(_, let at, _):
            at
        case .transactionBegun(let transaction), .transactionAccepted(let transaction, _): transaction.begunAt
        case .closeBegun(let snapshot): snapshot.at
        case .closeConfirmed(let confirmation): confirmation.at
        case .clockSet(let setting): setting.to
        case .tracesReserved, .signOnRequired, .transactionApproved, .transactionDeclined, .reversalRequired,
            .reversalConfirmed, .adviceDelivered, .adviceRefused, .receiptPrinted, .closeAbandoned, .closeReconciled,
            .uploadAdvanced, .closeRejected, .slipPrinted, .diaryNoted:
            nil
        }
    }
}

extension BatchBook {
    /// Keeps the last time that nobody doubts: what the clock is compared with at the next start.
    mutating func noteTime(of entry: JournalEntry) {
        switch entry {
        case .clockNoted(let finding, _, let isDoubted): clockDoubt = isDoubted ? clockDoubt ?? finding : nil
        case .clockSet: clockDoubt = nil
        default: break
        }
        if clockDoubt == nil, let time = entry.time { lastTime = time }
    }
}
