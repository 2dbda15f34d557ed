extension Oracle {
    /// A frame left the terminal, whatever becomes of it on the line.
    mutating func terminalSent(_ bytes: [UInt8]) {
        guard bytes.count > 1, bytes != lastFrame else { return }
        lastFrame = bytes
        guard let payload = WireGlance.payload(ofFrame: bytes), let message = WireGlance(payload) else {
            return broken(.numbersGrow, "the terminal sent a frame that cannot be read")
        }
        let batch = self.batch(of: message)
        if batch < highestBatch {
            broken(.numbersGrow, "batch \(batch) came after batch \(highestBatch)")
        } else if batch > highestBatch {
            highestBatch = batch
            otherTraces = [:]
        }
        switch message.mti {
        case 0x0100, 0x0200, 0x0220:
            if let deed = message.deed {
                financialSent(message, deed, batch)
            } else {
                otherSent(message, batch, payload)
            }
        case 0x0400: reversalSent(message, batch)
        case 0x0500: totalsSent(message, batch, payload)
        case 0x0320: uploadSent(message, batch, payload)
        default: otherSent(message, batch, payload)
        }
    }

    /// The batch of a message; where messages do not say it, the one that is open.
    private func batch(of message: WireGlance) -> UInt32 {
        message.isHypercom ? (message.batch == 0 ? openBatch ?? 0 : message.batch) : message.batch
    }

    private var unresolved: Attempt? {
        guard let last, let attempt = attempts[last], attempt.isOpen else { return nil }
        return attempt
    }

    private mutating func financialSent(_ message: WireGlance, _ deed: Deed, _ batch: UInt32) {
        let key = Oracle.key(batch, message.trace)
        let isAdvice = message.mti == 0x0220
        let known = attempts[key]
        if let known, known.messageAmount != nil {
            let isSame =
                known.deed == deed && known.isAdvice == isAdvice && known.messageAmount == message.amount
                && known.card == message.card
            if !isSame || (!isAdvice && known.isReversing) {
                broken(.numbersGrow, "trace number \(message.trace) of batch \(batch) was used twice")
            } else if !isAdvice, known.answer != nil {
                broken(.numbersGrow, "\(known.name) was answered and left again")
            }
            checkOrder(known)
            return
        }
        if otherTraces[message.trace] != nil {
            broken(.numbersGrow, "trace number \(message.trace) of batch \(batch) was used twice")
        }
        if let unresolved {
            broken(.reversalFirst, "trace number \(message.trace) left while \(unresolved.name) is unresolved")
        }
        if let claimed, claimed.batch == batch {
            if !claimed.isRefused {
                broken(.closeIsFrozen, "trace number \(message.trace) left after the totals of batch \(batch)")
            }
            self.claimed = nil
        }
        // In Hypercom style a tip says what its sale comes to with it, and what it came to before.
        let before = message.isHypercom && deed == .tip ? Int64(WireGlance.textNumber(message.text60[...])) : 0
        let amount = (message.amount ?? 0) - before
        var attempt = known ?? Attempt(deed, isAdvice: isAdvice, batch: batch, trace: message.trace, amount: amount)
        if attempt.deed != deed || attempt.amount != amount {
            broken(.seenIsBooked, "\(attempt.name) leaves as \(deed) over \(amount)")
        }
        if known == nil {
            attempt.at = time.now
            checkSelling(attempt)
        }
        attempt.messageAmount = message.amount
        attempt.isBatchUnsaid = message.isHypercom
        attempt.card = message.card
        attempt.original = message.originalTrace
        attempt.authorization = message.authorization
        attempts[key] = attempt
        if attempt.deed.isVoid { checkVoid(attempt) }
        if known != nil || deed.isDecidedAtTerminal { checkOrder(attempt) }
        if !isAdvice { last = key }
    }

    /// A void gives back all that its sale came to, tips with it.
    private mutating func checkVoid(_ void: Attempt) {
        guard let original = attempts[Oracle.key(void.batch, void.original)], original.isTaken else { return }
        let tips = attempts.values.filter {
            $0.deed == .tip && $0.batch == void.batch && $0.original == void.original && !$0.isRefused
        }
        let full = tips.reduce(original.amount) { $0 + $1.amount }
        if void.amount != full { broken(.seenIsBooked, "\(void.name) leaves for a sale that came to \(full)") }
    }

    /// A stored advice never overtakes an older one.
    private mutating func checkOrder(_ advice: Attempt) {
        // Of a batch that the host closed by itself each one is asked once more; the next batch has the order.
        guard advice.isAdvice, ledger.batch(terminalID, advice.batch)?.isForced != true else { return }
        let older = oldest { $0.isWaiting && $0.batch == advice.batch && $0.trace < advice.trace }
        if let older { broken(.advicesInOrder, "\(advice.name) left before \(older.name), which is older") }
    }

    private mutating func reversalSent(_ message: WireGlance, _ batch: UInt32) {
        let key = Oracle.key(batch, message.trace)
        guard let attempt = attempts[key], !attempt.isAdvice else {
            // A power cut between flash and line: the request is in flash and never left.
            if let unresolved {
                broken(.reversalFirst, "reversal \(message.trace) left while \(unresolved.name) is unresolved")
            }
            var attempt = Attempt(
                message.deed ?? .sale, isAdvice: false, batch: batch, trace: message.trace,
                amount: message.amount ?? 0)
            attempt.messageAmount = message.amount
            attempt.isBatchUnsaid = message.isHypercom
            attempt.card = message.card
            attempt.at = time.now
            attempt.isReversing = true
            attempts[key] = attempt
            last = key
            return
        }
        if attempt.seen == .approved {
            broken(.seenIsBooked, "\(attempt.name) was seen approved, and its reversal left")
        }
        if attempt.amount != message.amount || attempt.card != message.card {
            broken(.seenIsBooked, "the reversal of \(attempt.name) names another amount or card")
        }
        if last != key, let unresolved {
            broken(.reversalFirst, "the reversal of \(attempt.name) left while \(unresolved.name) is unresolved")
        } else if last != key {
            broken(.reversalFirst, "the reversal of \(attempt.name) left after a later transaction")
        }
        if let claimed, claimed.batch == batch, !claimed.isRefused {
            broken(.closeIsFrozen, "the reversal of \(attempt.name) left after the totals of its batch")
        }
        attempts[key]?.isReversing = true
        if let changed = attempts[key] { noteCompletion(key, changed) }
    }

    private mutating func totalsSent(_ message: WireGlance, _ batch: UInt32, _ payload: [UInt8]) {
        if let unresolved {
            broken(.reversalFirst, "the totals of batch \(batch) left while \(unresolved.name) is unresolved")
        }
        let isForced = ledger.batch(terminalID, batch)?.isForced ?? false
        if !isForced, let waiting = oldest({ $0.batch == batch && $0.isWaiting }) {
            broken(.advicesInOrder, "the totals of batch \(batch) left while \(waiting.name) waits")
        }
        var claim = Claim(
            batch: batch, digits: message.isHypercom ? message.field63 : message.field48,
            isHypercom: message.isHypercom)
        if claimed?.batch != batch { checkAsked(batch) }
        if let claimed, claimed.batch == batch, claimed.digits != claim.digits {
            broken(.closeIsFrozen, "the totals of batch \(batch) changed between two attempts")
        }
        let expected = expectedSums(batch, isHypercom: message.isHypercom)
        if claim.sums != expected {
            broken(.slipEqualsRecords, "the totals of batch \(batch) say \(claim.sums), seen was \(expected)")
        }
        claim.isTrailing = message.isHypercom && message.processing == 960_000
        if claim.isTrailing { trailerSent(batch) }
        claimed = claim
        uploads = []
        details = []
        otherSent(message, batch, payload)
    }

    /// The end of a Hypercom-style upload: all that stands was uploaded, and the last record said so.
    private mutating func trailerSent(_ batch: UInt32) {
        // Trailing totals that leave again: the upload was complete before.
        guard !details.isEmpty || claimed?.isTrailing != true else { return }
        let expected = standing(batch).map { ($0.0.trace, $0.1) }
        let uploaded = details.map { ($0.trace, $0.amount) }
        guard expected.count == uploaded.count, zip(expected, uploaded).allSatisfy({ $0 == $1 }) else {
            return broken(
                .closeIsFrozen, "the upload of batch \(batch) has \(uploaded.count) records, \(expected.count) stand")
        }
        if let index = details.firstIndex(where: \.isLast), index + 1 != details.count {
            broken(.closeIsFrozen, "a record of the upload of batch \(batch) says too early that it is the last")
        }
        if let last = details.last, !last.isLast {
            broken(.closeIsFrozen, "the last record of the upload of batch \(batch) does not say so")
        }
    }

    private mutating func uploadSent(_ message: WireGlance, _ batch: UInt32, _ payload: [UInt8]) {
        if let unresolved {
            broken(.reversalFirst, "an upload of batch \(batch) left while \(unresolved.name) is unresolved")
        }
        if message.isHypercom {
            if !message.isChipData { detailSent(message, batch) }
            return otherSent(message, batch, payload)
        }
        var content = Chance.mix(UInt64(message.network) << 32 | UInt64(message.typeCode))
        for digit in message.field48 { content = Chance.mix(content ^ UInt64(digit)) }
        if message.amount != nil { content = Chance.mix(content ^ UInt64(message.trace)) }
        if content != uploads.last {
            if uploads.contains(content) {
                broken(.closeIsFrozen, "the upload of batch \(batch) went back to what was confirmed before")
            }
            uploads.append(content)
        }
        // An advice keeps its trace number.
        if message.amount == nil { otherSent(message, batch, payload) }
    }

    private mutating func detailSent(_ message: WireGlance, _ batch: UInt32) {
        guard message.text60.count >= 10 else {
            return broken(.closeIsFrozen, "an upload of batch \(batch) does not say what it is of")
        }
        let detail = UploadedDetail(
            trace: WireGlance.textNumber(message.text60[4..<10]), amount: message.amount ?? 0,
            isLast: message.processing % 10 == 0)
        guard detail != details.last else { return }
        if details.contains(where: { $0.trace == detail.trace }) {
            broken(.closeIsFrozen, "the upload of batch \(batch) went back to what was confirmed before")
        }
        details.append(detail)
    }

    private mutating func otherSent(_ message: WireGlance, _ batch: UInt32, _ payload: [UInt8]) {
        let content = payload.reduce(UInt64(3)) { Chance.mix($0 ^ UInt64($1)) }
        if attempts[Oracle.key(batch, message.trace)] != nil
            || otherTraces[message.trace].map({ $0 != content }) ?? false
        {
            broken(.numbersGrow, "trace number \(message.trace) of batch \(batch) was used twice")
        }
        otherTraces[message.trace] = content
    }
}
