import FlashStore
import ISO8583
import SerialLink
import Settlement

extension Terminal {
    /// No answer in time, or the line is dead: send again what may be sent again, undo what may not.
    mutating func answerMissing() throws(StoreError) {
        guard var current = exchange else { return }
        link.reset()
        if current.purpose == .totals || current.purpose == .endUpload { mayBeClosed = true }
        if current.purpose == .endUpload { hasUnansweredEnd = true }
        if current.purpose.isRepeatable, current.attempt < parameters.attempts, !isErrandBehind(current) {
            current.attempt += 1
            exchange = current
            log(.warning, "host.silent", "\(current.request.mti) is sent again, attempt \(current.attempt)")
            return try transmit()
        }
        exchange = nil
        effects.append(.cancelTimer(.response))
        let isClosing = store.book.close.isRunning
        switch current.purpose {
        case .transaction(let trace):
            log(.warning, "host.silent", "no answer to \(current.request.mti) \(trace)")
            if store.book.record(trace)?.transaction.form == .request {
                try store.record(.reversalRequired(trace, .noAnswer))
                return try proceed()
            }
            try giveUp(.adviceUnanswered)
        case .reversal: try giveUp(isClosing ? .closeInterrupted : .reversalUnanswered)
        case .advice: try adviceMissing()
        case .balance: try giveUp(.noAnswer(.balance))
        case .echo: try giveUp(.noAnswer(.echo))
        case .signOff: try giveUp(.noAnswer(.signOff))
        case .signOn where !isClosing && store.book.unresolved == nil: try giveUp(.noAnswer(.signOn))
        case .signOn, .chip, .totals, .upload, .endUpload:
            try giveUp(isClosing ? .closeInterrupted : .reversalUnanswered)
        }
    }

    /// True when somebody waits with something else behind a stored advice.
    private func isErrandBehind(_ current: Exchange) -> Bool {
        guard case .advice = current.purpose, case .errand(let draft) = goal else { return false }
        return draft.originalTrace == nil
    }

    /// No answer to a stored advice: it stays stored. Whoever waits with something else does not wait for it, but for a
    /// void of that very record, and for a close.
    mutating func adviceMissing() throws(StoreError) {
        if store.book.close.isRunning { return try giveUp(.closeInterrupted) }
        if case .errand(let draft) = goal, draft.originalTrace == nil { return try proceed() }
        try giveUp(.adviceUnanswered)
    }

    /// An answer that cannot be trusted is no answer: a transaction is reversed, everything else is asked again after a
    /// new sign-on.
    mutating func distrust(_ current: Exchange) throws(StoreError) {
        if current.purpose == .endUpload { hasUnansweredEnd = true }
        try requireSignOn()
        // The PIN of an enquiry is gone: it is not asked again.
        if current.purpose == .balance { return try giveUp(.noAnswer(.balance)) }
        if case .transaction(let trace) = current.purpose,
            store.book.record(trace)?.transaction.form == .request
        {
            try store.record(.reversalRequired(trace, .wrongMAC))
        }
        try proceed()
    }
}
