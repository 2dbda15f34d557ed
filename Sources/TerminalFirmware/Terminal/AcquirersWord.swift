import FlashStore
import Settlement

/// What rests on the acquirer's word, by its confirmation number: each number is for one thing, and is taken once.
extension Terminal {
    /// Why a close is not ended by this number; nil when it is.
    func refusal(ofWord number: String, _ batch: UInt32) -> String? {
        let book = store.book
        if let reason = refusal(ofNumber: number) { return reason }
        guard book.mayConfirmByWord, let snapshot = book.close.snapshot else {
            return "no close waits for the host: settle first"
        }
        guard snapshot.batch.value == batch else {
            return "the close is of batch \(snapshot.batch), and the confirmation number is for another one"
        }
        return nil
    }

    /// Why a reversal is not ended by this number; nil when it is.
    func refusal(ofReversalWord number: String, _ trace: UInt32) -> String? {
        if let reason = refusal(ofNumber: number) { return reason }
        // It may be answered yet.
        guard exchange == nil else { return "the terminal talks to its host; wait and try again" }
        guard let record = store.book.unresolved else { return "no transaction waits for a reversal" }
        guard record.transaction.trace.value == trace else {
            return "transaction \(record.transaction.trace) waits for a reversal, and the confirmation number is for "
                + "another one"
        }
        return nil
    }

    private func refusal(ofNumber number: String) -> String? {
        guard (1...12).contains(number.utf8.count) else { return "a confirmation number has 1 to 12 characters" }
        let book = store.book
        for closed in book.closed {
            if closed.confirmation.evidence == .word, closed.confirmation.reference.utf8.elementsEqual(number.utf8) {
                return "this confirmation number has ended the close of batch \(closed.batch) already"
            }
            if let reason = refusal(ofUsed: number, closed.records) { return reason }
        }
        return refusal(ofUsed: number, book.records)
    }

    private func refusal(ofUsed number: String, _ records: [BatchRecord]) -> String? {
        for record in records where record.state.reversalWord?.utf8.elementsEqual(number.utf8) == true {
            return "this confirmation number has ended the reversal of transaction \(record.transaction.trace) already"
        }
        return nil
    }

    /// The acquirer closed the batch itself and says so by its confirmation number: that ends the close.
    mutating func confirmByWord(_ number: String) throws(StoreError) {
        guard let snapshot = store.book.close.snapshot else { return }
        log(.warning, "close.by-word", "batch \(snapshot.batch) is closed on the acquirer's word, number \(number)")
        try store.compactIfCrowded()
        try store.record(
            .closeConfirmed(
                HostConfirmation(
                    batch: snapshot.batch, trace: try store.takeTrace(), reference: number, at: now,
                    afterUpload: false, evidence: .word)))
        try pursue(.settle(snapshot.reason))
    }

    /// The acquirer holds no booking of the transaction (any more) and says so by its confirmation number: that ends the
    /// reversal. Nothing is sent for it; a settlement that waited for it is begun by whoever wants it.
    mutating func confirmReversalByWord(_ number: String) throws(StoreError) {
        guard let record = store.book.unresolved else { return }
        let trace = record.transaction.trace
        log(.warning, "reversal.by-word", "transaction \(trace) is undone on the acquirer's word, number \(number)")
        try store.compactIfCrowded()
        if case .sent = record.state { try store.record(.reversalRequired(trace, .interrupted)) }
        try store.record(.reversalConfirmed(trace, code: TransactionState.codeOfWord(number)))
        reach(.notCompleted(reversed: true))
    }
}
