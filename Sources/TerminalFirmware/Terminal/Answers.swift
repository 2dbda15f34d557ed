import FlashStore
import ISO8583
import Settlement

extension Terminal {
    /// Books the host's answer, then goes on.
    mutating func take(_ response: Message, answering exchange: Exchange) throws(StoreError) {
        let code = response[text: 39] ?? ""
        switch exchange.purpose {
        case .signOn: try takeSignOn(response, code: code)
        case .signOff: try takeSignOff()
        case .echo: reach(.hostReached(code: code))
        case .balance: try takeBalance(response, code: code)
        case .transaction(let trace): try takeOutcome(response, code: code, trace: trace)
        case .advice(let trace): try takeAdvice(response, code: code, trace: trace)
        case .reversal(let trace): try takeReversal(code: code, trace: trace)
        case .totals: try takeTotals(response, code: code, trace: exchange.request[text: 11] ?? "")
        case .chip(let trace): try takeChip(code: code, trace: trace)
        case .upload(let count): try takeUpload(code: code, count: count)
        case .endUpload: try takeEndOfUpload(response, code: code, trace: exchange.request[text: 11] ?? "")
        }
    }

    /// What a code of this dialect means.
    func meaning(_ code: String) -> ResponseMeaning { parameters.dialect.responseTable.meaning(of: code) }

    /// True for 00 and the other codes under which money moves.
    func isApproval(_ code: String) -> Bool { meaning(code).action == .approve }

    /// The host wants a sign-on; that is remembered once.
    mutating func requireSignOn() throws(StoreError) {
        if store.book.isSignedOn { try store.record(.signOnRequired) }
    }

    private mutating func takeSignOn(_ response: Message, code: String) throws(StoreError) {
        guard code == "00" else { return try giveUp(.signOnFailed(code: code)) }
        guard let keys = workingKeys(response), element.loadWorkingKeys(keys) else { return try giveUp(.keysWrong) }
        guard let hostBatch = hostBatch(response) else { return try giveUp(.signOnFailed(code: "30")) }
        try store.record(.signedOn(hostBatch: hostBatch, at: now))
        if let other = store.book.differingHostBatch {
            log(.warning, "batch.differs", "the host counts batch \(other), the terminal \(store.book.batch ?? other)")
        }
        if goal == .signOn, let notice = settledNotice {
            // The outcome of the close is what the operator waits for, not the sign-on after it.
            reachQuietly()
            return showSettled(notice)
        }
        try proceed()
    }

    /// The cryptograms of the working keys: bytes, or their hexadecimal digits where field 62 is text.
    private func workingKeys(_ response: Message) -> [UInt8]? {
        guard let field = response[bytes: 62] else { return nil }
        guard parameters.style == .hypercom else { return field }
        var keys: [UInt8] = []
        var high: UInt8?
        for byte in field {
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x37
            default: return nil
            }
            if let first = high {
                keys.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return high == nil ? keys : nil
    }

    /// The batch number that the centre issues; where the terminal counts by itself, its own.
    private func hostBatch(_ response: Message) -> BatchNumber? {
        switch parameters.style {
        case .unionPay:
            response[text: 60].flatMap { ReservedField60($0) }.flatMap { BatchNumber($0.batchNumber) }
        // Its sign-on says nothing of batches: what 77 has told before still holds.
        case .hypercom: store.book.differingHostBatch ?? store.book.batch ?? .first
        }
    }

    func approval(_ response: Message) -> Approval {
        Approval(
            reference: response[text: 37] ?? "", authorization: response[text: 38] ?? "",
            hostTime: response[text: 12] ?? "", hostDate: response[text: 13] ?? "")
    }

    private mutating func takeOutcome(_ response: Message, code: String, trace: TraceNumber) throws(StoreError) {
        guard let record = store.book.record(trace) else { return }
        if isApproval(code) || (record.transaction.form == .advice && code == "94") {
            return try approve(record, response)
        }
        if record.transaction.form == .advice, try waits(record, code: code) { return }
        try store.record(.transactionDeclined(trace, code: code))
        if meaning(code).action == .signIn { try requireSignOn() }
        try learnOfClose(code)
        reach(.declined(code: code))
    }

    /// Where no sign-on tells batch numbers, 77 to what moves money says that the host has closed the batch by itself.
    ///
    /// Source: Hypercom-style hosts answer 77 or a code of its kind for a batch that is not open; the bench's host does.
    mutating func learnOfClose(_ code: String) throws(StoreError) {
        let book = store.book
        guard code == "77", parameters.style == .hypercom, let batch = book.batch, !book.isClosedByHost,
            !book.close.isFrozen
        else { return }
        log(.warning, "batch.differs", "the host does not know batch \(batch) as open any more")
        try store.record(.signedOn(hostBatch: batch.next, at: now))
    }

    private mutating func approve(_ record: BatchRecord, _ response: Message) throws(StoreError) {
        let transaction = record.transaction
        try store.record(.transactionApproved(transaction.trace, approval(response)))
        reach(.approved(transaction.kind, transaction.trace, minorUnits: transaction.minorUnits))
        if let record = store.book.record(transaction.trace) { queueReceipt(record) }
        try printNext()
    }

    private mutating func takeBalance(_ response: Message, code: String) throws(StoreError) {
        if meaning(code).action == .signIn { try requireSignOn() }
        guard isApproval(code) else { return reach(.declined(code: code)) }
        guard let text = response[text: 54], let amount = Terminal.balance(text) else {
            return reach(.declined(code: "30"))
        }
        reach(.balance(minorUnits: amount))
    }

    /// Minor units of the available balance.
    ///
    /// Source: field 54: kind of account 2, kind of amount 2, currency 3, sign C or D, amount 12.
    private static func balance(_ text: String) -> Int64? {
        let bytes = [UInt8](text.utf8)
        guard bytes.count >= 20, bytes[7] == 0x43 || bytes[7] == 0x44 else { return nil }
        var amount: Int64 = 0
        for byte in bytes[8..<20] {
            guard (0x30...0x39).contains(byte) else { return nil }
            amount = amount * 10 + Int64(byte - 0x30)
        }
        return bytes[7] == 0x44 ? -amount : amount
    }

    /// Source: reversal answers 00, 12 and 25 all mean that the host holds no booking (any more).
    private mutating func takeReversal(code: String, trace: TraceNumber) throws(StoreError) {
        if code == "00" || code == "12" || code == "25" {
            try store.record(.reversalConfirmed(trace, code: code))
            return try proceed()
        }
        // A host that wants a sign-on each time has another reason than the keys.
        if meaning(code).action == .signIn, signOnsForGoal < 2 {
            try requireSignOn()
            return try proceed()
        }
        try giveUp(.reversalRefused(code: code))
    }
}
