extension Oracle {
    /// A frame left the terminal, whatever becomes of it on the line.
    mutating func terminalSent(_ bytes: [UInt8]) {
        guard bytes.count > 1, bytes != lastFrame else { return }
        lastFrame = bytes
        guard let payload = WireGlance.payload(ofFrame: bytes), let message = WireGlance(payload) else {
            return broken(.numbersGrow, "the terminal sent a frame that cannot be read")
        }
        if message.batch < highestBatch {
            broken(.numbersGrow, "batch \(message.batch) came after batch \(highestBatch)")
        } else if message.batch > highestBatch {
            highestBatch = message.batch
            otherTraces = [:]
        }
        switch message.mti {
        case 0x0200, 0x0220: financialSent(message)
        case 0x0400: reversalSent(message)
        case 0x0500: totalsSent(message, payload)
        case 0x0320: uploadSent(message, payload)
        default: otherSent(message, payload)
        }
    }

    private var unresolved: Attempt? {
        guard let last, let attempt = attempts[last], attempt.isOpen else { return nil }
        return attempt
    }

    private mutating func financialSent(_ message: WireGlance) {
        let key = Oracle.key(message.batch, message.trace)
        if let known = attempts[key] {
            let isSame = known.mti == message.mti && known.amount == message.amount && known.card == message.card
            if !isSame || (known.mti == 0x0200 && known.isReversing) {
                broken(.numbersGrow, "trace number \(message.trace) of batch \(message.batch) was used twice")
            } else if message.mti == 0x0200, known.answer != nil {
                broken(.numbersGrow, "\(known.name) was answered and left again")
            }
            return
        }
        if otherTraces[message.trace] != nil {
            broken(.numbersGrow, "trace number \(message.trace) of batch \(message.batch) was used twice")
        }
        if let unresolved {
            broken(.reversalFirst, "trace number \(message.trace) left while \(unresolved.name) is unresolved")
        }
        if let claimed, claimed.batch == message.batch {
            broken(.closeIsFrozen, "trace number \(message.trace) left after the totals of batch \(message.batch)")
        }
        attempts[key] = Attempt(
            mti: message.mti, typeCode: message.typeCode, batch: message.batch, trace: message.trace,
            amount: message.amount ?? 0, card: message.card)
        if message.mti != 0x0220 { last = key }
    }

    private mutating func reversalSent(_ message: WireGlance) {
        let key = Oracle.key(message.batch, message.trace)
        guard let attempt = attempts[key], attempt.mti == 0x0200 else {
            // A power cut between flash and line: the request is in flash and never left.
            if let unresolved {
                broken(.reversalFirst, "reversal \(message.trace) left while \(unresolved.name) is unresolved")
            }
            var attempt = Attempt(
                mti: 0x0200, typeCode: message.typeCode, batch: message.batch, trace: message.trace,
                amount: message.amount ?? 0, card: message.card)
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
        attempts[key]?.isReversing = true
    }

    private mutating func totalsSent(_ message: WireGlance, _ payload: [UInt8]) {
        if let unresolved {
            broken(.reversalFirst, "the totals of batch \(message.batch) left while \(unresolved.name) is unresolved")
        }
        if let claimed, claimed.batch == message.batch, claimed.field48 != message.field48 {
            broken(.closeIsFrozen, "the totals of batch \(message.batch) changed between two attempts")
        }
        claimed = (message.batch, message.field48)
        uploads = []
        otherSent(message, payload)
    }

    private mutating func uploadSent(_ message: WireGlance, _ payload: [UInt8]) {
        if let unresolved {
            broken(.reversalFirst, "an upload of batch \(message.batch) left while \(unresolved.name) is unresolved")
        }
        var content = Chance.mix(UInt64(message.network) << 32 | UInt64(message.typeCode))
        for digit in message.field48 { content = Chance.mix(content ^ UInt64(digit)) }
        if message.amount != nil { content = Chance.mix(content ^ UInt64(message.trace)) }
        if content != uploads.last {
            if uploads.contains(content) {
                broken(.closeIsFrozen, "the upload of batch \(message.batch) went back to what was confirmed before")
            }
            uploads.append(content)
        }
        // An advice keeps its trace number.
        if message.amount == nil { otherSent(message, payload) }
    }

    private mutating func otherSent(_ message: WireGlance, _ payload: [UInt8]) {
        let content = payload.reduce(UInt64(3)) { Chance.mix($0 ^ UInt64($1)) }
        if attempts[Oracle.key(message.batch, message.trace)] != nil
            || otherTraces[message.trace].map({ $0 != content }) ?? false
        {
            broken(.numbersGrow, "trace number \(message.trace) of batch \(message.batch) was used twice")
        }
        otherTraces[message.trace] = content
    }

    /// Bytes reached the terminal while it had power.
    ///
    /// - Parameter spoilt: True for an answer whose MAC was made wrong on the way.
    mutating func terminalGot(_ bytes: [UInt8], spoilt: Set<[UInt8]>) {
        guard bytes.count > 5, let payload = WireGlance.payload(ofFrame: bytes), let message = WireGlance(payload),
            !spoilt.contains(payload), let code = message.code
        else { return }
        let key = Oracle.key(message.batch, message.trace)
        guard let attempt = attempts[key], attempt.isAdvice || key == last else { return }
        switch message.mti {
        case 0x0210, 0x0230:
            // The first answer counts; what comes of copies of the request later says nothing. A refused MAC is no
            // answer to an advice, which leaves again after a sign-on.
            if attempt.isReversing || (attempt.mti == 0x0220 && code == "A0") { return }
            if attempt.answer == nil {
                attempts[key]?.answer = code
                lastAnswered = key
            }
        case 0x0410:
            if attempt.isReversing, code == "00" || code == "12" || code == "25" { attempts[key]?.isReversed = true }
        default: break
        }
    }
}
