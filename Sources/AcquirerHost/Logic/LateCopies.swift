import Settlement

/// Where messages do not say their batch, a copy that comes after the batch was closed looks like one of the open batch. Its
/// trace number, amount and card say that it is not: trace numbers go on over batches.
extension HostLogic {
    /// How long a copy may be on its way while further batches are closed. A shop closes one a day, or a few.
    private static var secondsOnTheWay: Int64 { 24 * 60 * 60 }

    /// What a copy of a batch that is closed gets, or nil when the request is of the open batch.
    func lateCopy(of request: HostRequest, _ session: Store.Session) throws -> Decision? {
        let incoming = request.incoming
        guard !tongue.issuesBatchNumbers, incoming.batch == nil, [1, 2].contains(incoming.mti.messageClass),
            incoming.kind != .balance, let trace = request.trace
        else { return nil }
        var number = request.formerBatch
        while true {
            if let decision = try lateCopy(of: request, trace, from: number, session) { return decision }
            number = HostBatch.number(before: number)
            // The former batch is always looked at, those before it while their messages may still be on their way.
            guard number != request.batch,
                let closed = try session.batch(request.terminal.terminalID, number)?.closedAt,
                closed >= request.now.adding(seconds: -Self.secondsOnTheWay).description
            else { return nil }
        }
    }

    private func lateCopy(
        of request: HostRequest, _ trace: UInt32, from closed: UInt32, _ session: Store.Session
    ) throws -> Decision? {
        let incoming = request.incoming
        let terminalID = request.terminal.terminalID
        let mti = incoming.mti.description
        if try reversalCame(terminalID, closed, trace, session) {
            return Decision("12", notes: ["reversed in batch \(closed), which is closed: refused"])
        }
        // What this host did not take in a batch that it closed by itself comes again in the next one.
        guard try finalAnswer(terminalID, request.batch, trace, mti: mti, session) == nil,
            let earlier = try finalAnswer(terminalID, closed, trace, mti: mti, session), earlier.code != "77",
            earlier.minorUnits == incoming.minorUnits, earlier.card == incoming.pan?.masked,
            earlier.kind == incoming.kind.name
        else { return nil }
        var decision = Decision(earlier.code, notes: ["a late copy of batch \(closed): answered as before"])
        decision.reference = earlier.reference
        decision.authorization = earlier.authorization
        decision.isRepetition = true
        return decision
    }
}
