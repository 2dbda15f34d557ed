import FlashStore
import ISO8583
import Settlement

extension Terminal {
    /// True when this code says nothing of an advice: it stays stored. A copy of it under the keys of before may have been
    /// refused while another one is booked, and a host that is busy takes it later.
    mutating func waits(_ record: BatchRecord, code: String) throws(StoreError) -> Bool {
        let trace = record.transaction.trace
        if code == "77", doubtedTrace != trace, store.book.isCarried(record) {
            // It went out under this number in the batch before, too, and messages do not say their batch: this may be the
            // late answer to that one. Said twice it is believed. After a pause: the line takes the same frame again at once for
            // a retransmission.
            log(.warning, "advice.again", "77 to \(trace) may be of the batch before; it is sent again")
            doubtedTrace = trace
            try adviceMissing()
            return true
        }
        try learnOfClose(code)
        if code == "77", store.book.isClosedByHost {
            // It never came to the host in the batch that is closed: the next one tells of it.
            log(.warning, "advice.carried", "the host takes \(trace) in the next batch (\(code))")
            carriedTraces.append(trace)
            try proceed()
            return true
        }
        switch meaning(code).action {
        case .signIn where signOnsForGoal < 2:
            log(.warning, "advice.keys", "the host wants a sign-on before it takes \(trace) (\(code))")
            try requireSignOn()
            try proceed()
            return true
        case .retry where code != "94", .signIn, .resendStored, .callAcquirer:
            log(.warning, "advice.later", "the host takes \(trace) later (\(code))")
            try adviceMissing()
            return true
        default: return false
        }
    }

    /// The answer to a stored advice.
    mutating func takeAdvice(_ response: Message, code: String, trace: TraceNumber) throws(StoreError) {
        guard let record = store.book.record(trace) else { return }
        let isTaken = isApproval(code) || code == "94"
        if !isTaken, try waits(record, code: code) { return }
        if record.delivery == .waiting {
            if isTaken {
                try store.record(.adviceDelivered(trace, approval(response)))
            } else {
                log(.error, "advice.refused", "the host refused \(trace), which was approved here (\(code))")
                try store.record(.adviceRefused(trace, code: code))
                if !goal.isBackground, case .deliver = goal { notify(.adviceRefused(trace, code: code)) }
            }
        } else if isTaken {
            // A refund that nobody waited for any more: its paper comes now.
            try store.record(.transactionApproved(trace, approval(response)))
            if let record = store.book.record(trace) { queueReceipt(record) }
            try printNext()
            if goal == .deliver(isForeground: true) {
                return reach(.approved(record.transaction.kind, trace, minorUnits: record.transaction.minorUnits))
            }
        } else {
            try store.record(.transactionDeclined(trace, code: code))
            if !goal.isBackground, case .deliver = goal { return reach(.declined(code: code)) }
        }
        try proceed()
    }
}
