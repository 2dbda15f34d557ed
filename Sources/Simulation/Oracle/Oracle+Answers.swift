extension Oracle {
    /// Codes that end no advice: it is sent again after a sign-on, later, or in the next batch.
    private static let endsNoAdvice: Set<String> = [
        "A0", "77", "99", "09", "68", "90", "91", "92", "96", "98", "79", "03", "97", "58", "89",
    ]

    /// Bytes reached the terminal while it had power.
    ///
    /// - Parameters:
    ///   - milliseconds: When they came.
    ///   - spoilt: Answers whose MAC was made wrong on the way.
    mutating func terminalGot(_ bytes: [UInt8], at milliseconds: Int64, spoilt: Set<[UInt8]>) {
        for payload in heard.hear(bytes, at: milliseconds) where !spoilt.contains(payload) { terminalGot(payload) }
    }

    private mutating func terminalGot(_ payload: [UInt8]) {
        guard let message = WireGlance(payload), let code = message.code else { return }
        let batch = message.isHypercom ? openBatch ?? 0 : message.batch
        let key = Oracle.key(batch, message.trace)
        switch message.mti {
        case 0x0510: totalsAnswered(message, batch, code)
        case 0x0330: uploadAnswered(message, batch, code)
        default: break
        }
        guard let attempt = attempts[key] else {
            // A balance enquiry: what the display says of it concerns no transaction.
            if message.mti == 0x0110 || message.mti == 0x0210 { lastAnswered = 0 }
            return
        }
        guard attempt.isAdvice || key == last else { return }
        switch message.mti {
        case 0x0110, 0x0210, 0x0230:
            // The first answer counts; what comes of copies of the request later says nothing.
            guard attempt.isAdvice == (message.mti == 0x0230) else { return }
            if attempt.isReversing || (attempt.isAdvice && Oracle.endsNoAdvice.contains(code)) { return }
            guard attempt.answer == nil, !isOfAnotherBatch(attempt) else { return }
            attempts[key]?.answer = code
            lastAnswered = key
            if let answered = attempts[key] { noteCompletion(key, answered) }
        case 0x0410:
            if attempt.isReversing, code == "00" || code == "12" || code == "25" { attempts[key]?.isReversed = true }
        default: break
        }
    }

    /// True for an answer to a copy that the host booked in the batch after the one that it closed by itself: the terminal has
    /// still to tell of the advice there.
    private func isOfAnotherBatch(_ attempt: Attempt) -> Bool {
        attempt.isAdvice && attempt.isBatchUnsaid && ledger.batch(terminalID, attempt.batch)?.isForced == true
            && ledger.posting(terminalID, attempt.batch, attempt.trace) == nil
            && ledger.posting(terminalID, attempt.batch + 1, attempt.trace) != nil
    }

    private mutating func totalsAnswered(_ message: WireGlance, _ batch: UInt32, _ code: String) {
        guard claimed?.batch == batch else { return }
        if code == "00" || (code == "95" && message.processing != 960_000) { return }
        claimed?.isRefused = true
    }

    private mutating func uploadAnswered(_ message: WireGlance, _ batch: UInt32, _ code: String) {
        guard claimed?.batch == batch, code != "00", !message.isChipData else { return }
        let isEnd = !message.isHypercom && (message.network == 202 || message.network == 207)
        if isEnd || code != "94" { claimed?.isRefused = true }
    }
}
