import Settlement

/// Where messages do not say their batch, a copy that comes after the batch was closed looks like one of the open batch. Its
/// trace number, amount and card say that it is not: trace numbers go on over batches. A terminal that begins its numbers
/// anew, with the same amount and card under the same number on the same day, cannot be told from it.
extension HostLogic {
    /// How long a copy may be on its way while further batches are closed. A shop closes one a day, or a few.
    private static var secondsOnTheWay: Int64 { 24 * 60 * 60 }

    /// What a copy of a batch that is closed gets, or nil when the request is of the open batch.
    func lateCopy(of request: HostRequest, _ session: Store.Session) throws -> Decision? {
        let incoming = request.incoming
        let terminalID = request.terminal.terminalID
        guard !tongue.issuesBatchNumbers, incoming.batch == nil, [1, 2].contains(incoming.mti.messageClass),
            incoming.kind != .balance, let trace = request.trace
        else { return nil }
        let mti = incoming.mti.description
        // What the open batch knows under this number decides there.
        let isDecidedThere =
            try finalAnswer(terminalID, request.batch, trace, mti: mti, session) != nil
            || reversalCame(terminalID, request.batch, trace, session)
        var closed = request.formerBatch
        while true {
            if let decision = try reversed(request, trace, in: closed, session) { return decision }
            if !isDecidedThere, let decision = try answered(request, trace, mti, in: closed, session) {
                return decision
            }
            closed = HostBatch.number(before: closed)
            // The former batch is always looked at, those before it while their messages may still be on their way.
            guard closed != request.batch, let closedAt = try session.batch(terminalID, closed)?.closedAt,
                closedAt >= request.now.adding(seconds: -Self.secondsOnTheWay).description
            else { return nil }
        }
    }

    /// The refusal of what was reversed in a batch that is closed.
    private func reversed(
        _ request: HostRequest, _ trace: UInt32, in closed: UInt32, _ session: Store.Session
    ) throws -> Decision? {
        let reversals = try session.answers(request.terminal.terminalID, closed, trace, mti: "0400")
        guard reversals.contains(where: { $0.code != "A0" && $0.isOfSameMoney(as: request.incoming) }) else {
            return nil
        }
        return Decision("12", notes: ["reversed in batch \(closed), which is closed: refused"])
    }

    /// The answer that was given in a batch that is closed.
    private func answered(
        _ request: HostRequest, _ trace: UInt32, _ mti: String, in closed: UInt32, _ session: Store.Session
    ) throws -> Decision? {
        // What this host did not take in a batch that it closed by itself comes again in the next one.
        guard let earlier = try finalAnswer(request.terminal.terminalID, closed, trace, mti: mti, session),
            earlier.code != "77", earlier.isOfSameMoney(as: request.incoming),
            earlier.kind == request.incoming.kind.name
        else { return nil }
        return Decision(repeating: earlier, note: "a late copy of batch \(closed): answered as before")
    }
}
