import ISO8583
import Settlement

extension HostLogic {
    /// Takes over the batch number of a terminal that has a history, on a ledger that has none of it.
    ///
    /// Where terminals count their batches by themselves, their first totals are what first says the number. The batches that
    /// were counted from 1 until then are renumbered, with all that is in them. Once this host settled a batch with the
    /// terminal, both have counted on from it, and another number is refused.
    ///
    /// - Returns: The request with the terminal as it is now, and what was done in words; nil when nothing is taken over.
    func adoptBatch(of request: HostRequest, _ session: Store.Session) throws -> (HostRequest, note: String)? {
        guard let terminal = try adopt(request.batch, of: request.terminal, at: request.now, session) else {
            return nil
        }
        let former = request.terminal.forcedBatch ?? request.terminal.openBatch
        var adopted = request
        adopted.terminal = terminal
        return (adopted, "batch \(former) is \(request.batch) by the count of the terminal: renumbered")
    }

    /// Renumbers the batches of a terminal so that the one that it is in has this number; nil when they are not renumbered.
    func adopt(
        _ number: UInt32, of known: TerminalState, at now: ClockTime, _ session: Store.Session
    ) throws -> TerminalState? {
        var terminal = known
        let former = terminal.forcedBatch ?? terminal.openBatch
        guard !tongue.issuesBatchNumbers, let own = BatchNumber(former), let asked = BatchNumber(number),
            // Numbers wrap: what lies behind is far ahead.
            (1..<500_000).contains(own.steps(to: asked)),
            try session.batch(terminal.terminalID, asked.value) == nil
        else { return nil }
        let batches = try session.batches().filter { $0.terminalID == terminal.terminalID }
        guard batches.allSatisfy({ $0.confirmedAt == nil }) else { return nil }
        let steps = UInt32(own.steps(to: asked))
        // The latest first: what it moves to is free.
        for batch in batches.reversed() {
            try session.renumber(terminal.terminalID, batch.number, to: batch.number.batch(after: steps))
        }
        terminal.openBatch = terminal.openBatch.batch(after: steps)
        terminal.forcedBatch = terminal.forcedBatch?.batch(after: steps)
        try session.save(terminal)
        try openBatchIfMissing(terminal, session)
        try session.append(
            AnsweredMessage(
                terminalID: terminal.terminalID, batch: asked.value, trace: 0, mti: "0000",
                kind: "batch \(own) renumbered", minorUnits: nil, card: nil, code: "00",
                reference: try newReference(session, now), authorization: "", rule: nil, at: now.description))
        return terminal
    }
}

extension UInt32 {
    /// The batch number so many steps after this one; 999999 is followed by 1.
    fileprivate func batch(after steps: UInt32) -> UInt32 { (self - 1 + steps) % 999_999 + 1 }
}
