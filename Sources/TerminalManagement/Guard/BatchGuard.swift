import SMP
import Settlement

/// No update and no change of who the terminal is while money is not settled.
///
/// A batch is cleared by its settlement alone. New firmware may read the journal in another way, and another terminal id would
/// settle at the host under another name: both are safe only when nothing is open. So it is refused while the batch holds
/// approved records, a request waits for its answer or its reversal, a stored advice is not delivered, or a close is under way.
public enum BatchGuard {
    /// True when something is open.
    public static func isOpen(_ book: BatchBook) -> Bool {
        book.approvedCount > 0 || book.unresolved != nil || book.pendingAdviceCount > 0 || book.close.isRunning
    }

    /// What is open, in numbers.
    public static func stake(_ terminal: some ManagedTerminal) -> MoneyAtStake {
        let book = terminal.book
        var minorUnits: Int64 = 0
        for record in book.records where record.isApproved {
            switch record.transaction.kind.effect {
            case .debit: minorUnits &+= record.transaction.minorUnits
            case .credit: minorUnits &-= record.transaction.minorUnits
            case .none: break
            }
        }
        var reversals = 0
        for record in book.records where record.isUnresolved { reversals += 1 }
        return MoneyAtStake(
            batch: book.batch?.value ?? 0, records: book.records.count, minorUnits: minorUnits,
            currency: terminal.currency, reversals: reversals, advices: book.pendingAdviceCount,
            isClosing: book.close.isRunning, next: isOpen(book) ? next(book) : "")
    }

    /// - Throws: The refusal, with what is open and what to do.
    static func check(_ terminal: some ManagedTerminal, _ what: String) throws(Refusal) {
        let book = terminal.book
        guard isOpen(book) else { return }
        let stake = stake(terminal)
        var text = what + " is refused: batch " + (book.batch?.description ?? "?") + " holds " + String(stake.records)
        text += " record(s), " + terminal.shown(stake.minorUnits)
        if stake.reversals > 0 { text += ", " + String(stake.reversals) + " waiting for its reversal" }
        if stake.advices > 0 { text += ", " + String(stake.advices) + " not delivered to the host" }
        if stake.isClosing { text += "; its close is under way" }
        throw .general(ResponseCode.moneyAtStake, reason: text + "; " + stake.next)
    }

    private static func next(_ book: BatchBook) -> String {
        if book.close.isRunning { return "let the settlement end first 请等待结算完成" }
        return "settle first 请先结算"
    }
}
