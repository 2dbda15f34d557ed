extension JournalEntry {
    /// The terminal's time that the entry keeps for good; nil when it keeps none, and for attempts to close, which a
    /// compaction may leave out.
    var time: ClockTime? {
        switch self {
        case .batchOpened(_, let at), .signedOn(_, let at), .signedOff(let at), .batchClosed(_, _, let at): at
        case .transactionBegun(let transaction), .transactionAccepted(let transaction, _): transaction.begunAt
        case .closeConfirmed(let confirmation): confirmation.at
        case .tracesReserved, .signOnRequired, .transactionApproved, .transactionDeclined, .reversalRequired,
            .reversalConfirmed, .adviceDelivered, .adviceRefused, .receiptPrinted, .closeRequested, .closeAbandoned,
            .closeBegun, .closeReconciled, .uploadAdvanced, .closeRejected, .slipPrinted, .diaryNoted, .clockNoted,
            .clockSet:
            nil
        }
    }
}

extension BatchBook {
    /// Keeps the last time that nobody doubts: what the clock is compared with at the next start.
    mutating func noteTime(of entry: JournalEntry) {
        switch entry {
        case .clockNoted(let note):
            clockDoubt = note.doubt
            lastTime = note.doubt == nil ? note.at : note.lastGood
        case .clockSet(let setting):
            clockDoubt = nil
            lastTime = setting.to
        default:
            if clockDoubt == nil, let time = entry.time { lastTime = time }
        }
    }
}
