import ISO8583
import Settlement

extension HostLogic {
    /// Closes the open batch of a terminal without being asked by it, as a host does at its day cut.
    ///
    /// New requests for the batch get 77 from then on. The terminal can still undo what it has to undo, send its totals and
    /// upload, until it has settled the batch; where the centre issues the numbers, a sign-on tells the next one.
    ///
    /// - Parameters:
    ///   - terminalID: Terminal, field 41.
    ///   - now: Host time.
    /// - Returns: What was done, for the log; nil when the terminal has no open batch with bookings.
    /// - Throws: When the ledger fails; nothing was changed then.
    @discardableResult
    public mutating func forceClose(_ terminalID: String, at now: ClockTime) throws -> HostAnswer? {
        let ledger = store
        return try ledger.inTransaction { session in try forceClose(terminalID, at: now, session) }
    }

    private func forceClose(
        _ terminalID: String, at now: ClockTime, _ session: Store.Session
    ) throws -> HostAnswer? {
        guard var terminal = try session.terminal(terminalID),
            var batch = try session.batch(terminalID, terminal.openBatch), !batch.isClosed
        else { return nil }
        let standing = try session.postings(terminalID, batch.number).filter { !$0.isReversed }
        guard !standing.isEmpty else { return nil }
        batch.isClosed = true
        batch.isForced = true
        batch.closedAt = now.description
        try session.save(batch)
        terminal.openBatch = batch.next
        terminal.forcedBatch = batch.number
        try session.save(terminal)
        try openBatchIfMissing(terminal, session)
        try session.append(
            AnsweredMessage(
                terminalID: terminalID, batch: batch.number, trace: 0, mti: "0000", kind: "forced close",
                minorUnits: nil, card: nil, code: "00", reference: try newReference(session, now),
                authorization: "", rule: nil, at: now.description))
        let net = standing.reduce(0) { $0 + ($1.kind.isCredit ? -$1.minorUnits : $1.minorUnits) }
        var answer = HostAnswer()
        answer.isUnasked = true
        answer.request =
            "forced close of batch \(paddedDecimal(UInt64(batch.number), width: 6)) of terminal \(terminalID)"
        answer.notes = [
            "\(standing.count) booking(s), net \(hundredths(net)); batch "
                + "\(paddedDecimal(UInt64(terminal.openBatch), width: 6)) opened"
        ]
        return answer
    }

    /// Does the day cut when its time has come: closes the open batches that have bookings from before it.
    ///
    /// A cut that was missed, because no host ran, is done when this is called next.
    ///
    /// - Parameter now: Host time.
    /// - Returns: The batches that were closed, for the log.
    /// - Throws: When the ledger fails.
    public mutating func cutDay(at now: ClockTime) throws -> [HostAnswer] {
        guard let cut = configuration.dayCut?.last(before: now), cut != lastCut else { return [] }
        var closed: [HostAnswer] = []
        for terminalID in terminals.keys.sorted() {
            let ledger = store
            let isDue = try ledger.inTransaction { session in
                guard let terminal = try session.terminal(terminalID) else { return false }
                return try session.postings(terminalID, terminal.openBatch).contains {
                    !$0.isReversed && $0.bookedAt < cut.description
                }
            }
            if isDue, let answer = try forceClose(terminalID, at: now) { closed.append(answer) }
        }
        lastCut = cut
        return closed
    }
}
