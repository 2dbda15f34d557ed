import ISO8583
import SerialLink

/// Faults of the host, and of the network before it.
extension World {
    /// The host starts again with what is in its ledger; what waits on its connections is lost.
    func restartHost(_ words: @autoclosure () -> String) {
        note(words())
        hostStarts += 1
        overtaken = nil
        host = Host(ledger: ledger, configuration: hostConfiguration, random: hostKeys)
    }

    /// True when the host dies over a request before it booked anything.
    func hostDies() -> Bool {
        if faults.strikes(.hostRestartBefore) {
            restartHost("the host restarts before it booked")
            faults.recorder?.damageRequest(.hostRestarts)
            return true
        }
        // A host that forgot a close which it confirmed, no terminal could help.
        if let state = formerLedger, formerOpenBatch == hostOpenBatch, faults.strikes(.hostOldState) {
            // Its numbers come from a clock, or were used up: none is given twice.
            let reference = ledger.nextReference()
            ledger.restore(state)
            while ledger.nextReference() < reference {}
            formerLedger = nil
            restartHost("the host restarts with the ledger of some time before")
            faults.recorder?.omit("a host that restarts with an old ledger, on \(wallTime)")
            return true
        }
        return false
    }

    /// True for a request that a host may forget so that an upload can bring it back: in Hypercom style an upload holds
    /// neither voids nor tips, nor what a void undid.
    func mayForget(_ message: WireGlance) -> Bool {
        guard message.isFinancial, let deed = message.deed, deed.sign != 0 else { return false }
        return house.style == .unionPay || !(deed.isVoid || deed == .tip)
    }

    /// The host closes the open batch by itself, as hosts do when nobody settles.
    package func closeByForce() {
        do {
            let words = try host.closeByForce(parameters.terminalID, at: wallTime)
            for line in words { note("host: \(line)") }
            if !words.isEmpty { faults.recorder?.forcedClose(at: shown?.screen, on: wallTime.description) }
        } catch {
            report(.keepsGoing, "the host failed: \(error)")
        }
        oracle.ledgerChanged()
    }

    /// Keeps the ledger, so that the host may fall back to it later. Only sales and refunds may have been booked since
    /// then: what a void or a reversal changed, nobody could tell a host that forgot it, in this dialect.
    func keepLedger() {
        guard faults.canStrike(.hostOldState) else { return }
        formerLedger = ledger.snapshot()
        formerOpenBatch = hostOpenBatch
    }

    private var hostOpenBatch: UInt32? { ledger.terminal(parameters.terminalID)?.openBatch }

    /// The ledger wrote: looks whether it may still fall back.
    func checkFormerLedger() {
        guard formerLedger != nil else { return }
        let isPlain = ledger.touched.allSatisfy { batch, trace in
            guard let posting = ledger.posting(parameters.terminalID, batch, trace) else { return true }
            let isOther = [.void, .completionVoid, .completion, .tip].contains(posting.kind)
            return !isOther && !posting.isReversed && !posting.isVoided && !posting.isUploaded
        }
        if !isPlain { formerLedger = nil }
    }

    /// Sends an answer back; one that was held up before comes behind it.
    func sendBack(_ reply: [UInt8], after delay: Int64) {
        if overtaken == nil, faults.strikes(.responseOvertaken) {
            note("the response waits until the next one has overtaken it")
            overtaken = reply
            faults.recorder?.damageResponse(.overtaken)
            return
        }
        queue.push(.reply(reply, host: hostStarts), at: now + delay)
        if let former = overtaken {
            queue.push(.reply(former, host: hostStarts), at: now + delay + 1)
            overtaken = nil
        }
    }

    /// True when the network gave a request to nobody, and brings an answer that was meant for another terminal: the same
    /// trace number, yes to everything. Only messages without a MAC can be mistaken so.
    func isMisrouted(_ payload: [UInt8]) -> Bool {
        guard house.style == .unionPay, payload.count > 13, [0x03, 0x05].contains(payload[11]),
            faults.strikes(.responseMisrouted),
            let answer = World.foreignAnswer(to: payload)
        else { return false }
        note("the answer to another terminal comes in place of this one's")
        faults.recorder?.omit("an answer to another terminal, on \(wallTime)")
        queue.push(.reply(answer, host: hostStarts), at: now + 200)
        return true
    }

    /// What a host would answer to another terminal with the same trace number and batch, balanced and approved.
    private static func foreignAnswer(to payload: [UInt8]) -> [UInt8]? {
        let dialect = Dialect.unionPay
        guard var envelope = try? Envelope(parsing: payload), var message = try? dialect.decode(envelope.body) else {
            return nil
        }
        message.mti = message.mti.response
        message[text: 39] = "00"
        message[text: 41] = "29999999"
        if let text = message[text: 48], var totals = try? ReconciliationTotals48(text) {
            totals.domestic.flag = .balanced
            totals.foreign.flag = .balanced
            message[text: 48] = try? totals.text()
        }
        guard let body = try? dialect.encode(message) else { return nil }
        envelope.tpdu = envelope.tpdu.swapped
        envelope.body = body
        return envelope.bytes
    }
}
