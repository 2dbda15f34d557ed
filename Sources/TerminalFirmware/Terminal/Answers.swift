import FlashStore
import ISO8583
import SerialLink
import Settlement

extension Terminal {
    /// Books the host's answer, then goes on.
    mutating func take(_ response: Message, answering exchange: Exchange) throws(StoreError) {
        let code = response[text: 39] ?? ""
        switch exchange.purpose {
        case .signOn: try takeSignOn(response, code: code)
        case .transaction(let trace), .advice(let trace): try takeOutcome(response, code: code, trace: trace)
        case .reversal(let trace): try takeReversal(code: code, trace: trace)
        case .totals: try takeTotals(response, code: code)
        case .upload(let count): try takeUpload(code: code, count: count)
        case .endUpload: try takeEndOfUpload(response, code: code, trace: exchange.request[text: 11] ?? "")
        }
    }

    private mutating func takeSignOn(_ response: Message, code: String) throws(StoreError) {
        guard code == "00" else { return try giveUp(.signOnFailed(code: code)) }
        guard let keys = response[bytes: 62], element.loadWorkingKeys(keys) else { return try giveUp(.keysWrong) }
        guard let field60 = response[text: 60].flatMap({ ReservedField60($0) }),
            let hostBatch = BatchNumber(field60.batchNumber)
        else { return try giveUp(.signOnFailed(code: "30")) }
        try store.record(.signedOn(hostBatch: hostBatch, at: now))
        if let other = store.book.differingHostBatch {
            log(.warning, "batch.differs", "the host counts batch \(other), the terminal \(store.book.batch ?? other)")
        }
        if goal == .signOn, let notice = settledNotice {
            // The outcome of the close is what the operator waits for, not the sign-on after it.
            goal = .none
            signOnsForGoal = 0
            return showSettled(notice)
        }
        try proceed()
    }

    private mutating func takeOutcome(_ response: Message, code: String, trace: TraceNumber) throws(StoreError) {
        guard let record = store.book.record(trace) else { return }
        let isRepeatedAdvice = !record.transaction.kind.isReversible && code == "94"
        if code == "00" || isRepeatedAdvice {
            let approval = Approval(
                reference: response[text: 37] ?? "", authorization: response[text: 38] ?? "",
                hostTime: response[text: 12] ?? "", hostDate: response[text: 13] ?? "")
            try store.record(.transactionApproved(trace, approval))
            let approved = record.transaction
            reach(.approved(approved.kind, trace, minorUnits: approved.minorUnits))
            if let record = store.book.record(trace) { queueReceipt(record) }
            return try printNext()
        }
        if !record.transaction.kind.isReversible, code == "A0" {
            // It says nothing of the advice: a copy of it under the keys of before was refused, and another one may be
            // booked. Signed on, it is sent again until it is answered.
            log(.warning, "advice.keys", "the host refused the MAC of \(trace); signing on, then it is sent again")
            try store.record(.signOnRequired)
            return try proceed()
        }
        try store.record(.transactionDeclined(trace, code: code))
        if ResponseMeaning(code: code).action == .signIn { try store.record(.signOnRequired) }
        reach(.declined(code: code))
    }

    /// Source: reversal answers 00, 12 and 25 all mean that the host holds no booking (any more).
    private mutating func takeReversal(code: String, trace: TraceNumber) throws(StoreError) {
        if code == "00" || code == "12" || code == "25" {
            try store.record(.reversalConfirmed(trace, code: code))
            return try proceed()
        }
        if ResponseMeaning(code: code).action == .signIn {
            try store.record(.signOnRequired)
            return try proceed()
        }
        try giveUp(.reversalRefused(code: code))
    }

    private mutating func takeTotals(_ response: Message, code: String) throws(StoreError) {
        guard code == "00" || code == "95" else { return try refuseClose(code) }
        var domestic = code == "00"
        var foreign = code == "00"
        if let text = response[text: 48] {
            do {
                let totals = try ReconciliationTotals48(text)
                if totals.domestic.flag != .notSaid { domestic = totals.domestic.flag == .balanced }
                if totals.foreign.flag != .notSaid { foreign = totals.foreign.flag == .balanced }
            } catch {
                log(.warning, "close.totals", error.description)
                return try refuseClose("30")
            }
        }
        try store.record(
            .closeReconciled(Reconciliation(domesticBalanced: domestic, foreignBalanced: foreign)))
        if !(domestic && foreign) { log(.warning, "close.unbalanced", "the totals do not agree; records are uploaded") }
        try proceed()
    }

    private mutating func takeUpload(code: String, count: Int) throws(StoreError) {
        guard code == "00" || code == "94" else { return try refuseClose(code) }
        try store.record(.uploadAdvanced(to: count))
        try proceed()
    }

    private mutating func takeEndOfUpload(_ response: Message, code: String, trace: String) throws(StoreError) {
        guard code == "00" else { return try refuseClose(code) }
        guard case .uploading(let snapshot, let word, _) = store.book.close,
            let number = UInt32(trace).flatMap({ TraceNumber($0) })
        else { return }
        let confirmation = HostConfirmation(
            batch: snapshot.batch, trace: number, reference: response[text: 37] ?? "", at: now,
            afterUpload: !word.isBalanced)
        try store.record(.closeConfirmed(confirmation))
        try proceed()
    }

    /// The host refused a step of the close: nothing is cleared. Keys out of step are mended and the close goes on.
    private mutating func refuseClose(_ code: String) throws(StoreError) {
        if ResponseMeaning(code: code).action == .signIn, signOnsForGoal < 2 {
            try store.record(.signOnRequired)
            return try proceed()
        }
        try store.record(.closeRejected(code: code))
        log(.error, "close.rejected", "the host refused the close with code \(code)")
        try giveUp(.closeRefused(code: code))
    }

    /// No answer in time, or the line is dead: send again what may be sent again, undo what may not.
    mutating func answerMissing() throws(StoreError) {
        guard var current = exchange else { return }
        link.reset()
        if current.purpose.isRepeatable, current.attempt < parameters.attempts {
            current.attempt += 1
            exchange = current
            log(.warning, "host.silent", "\(current.request.mti) is sent again, attempt \(current.attempt)")
            return try transmit()
        }
        exchange = nil
        effects.append(.cancelTimer(.response))
        switch current.purpose {
        case .transaction(let trace):
            log(.warning, "host.silent", "no answer to \(current.request.mti) \(trace)")
            if store.book.record(trace)?.transaction.kind.isReversible == true {
                try store.record(.reversalRequired(trace, .noAnswer))
            }
            try proceed()
        case .reversal: try giveUp(.reversalUnanswered)
        case .advice: try giveUp(.adviceUnanswered)
        case .signOn where !store.book.close.isRunning && store.book.unresolved == nil: try giveUp(.noAnswer)
        case .signOn, .totals, .upload, .endUpload:
            try giveUp(store.book.close.isRunning ? .closeInterrupted : .reversalUnanswered)
        }
    }

    /// An answer that cannot be trusted is no answer: a transaction is reversed, everything else is asked again after a
    /// new sign-on.
    mutating func distrust(_ current: Exchange) throws(StoreError) {
        try store.record(.signOnRequired)
        if case .transaction(let trace) = current.purpose,
            store.book.record(trace)?.transaction.kind.isReversible == true
        {
            try store.record(.reversalRequired(trace, .wrongMAC))
        }
        try proceed()
    }
}
