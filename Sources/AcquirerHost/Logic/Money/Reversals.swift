import ISO8583
import Settlement

extension HostLogic {
    /// Reversal: undoes the booking, if there is one. 25 tells the terminal that there never was one, which also ends it.
    func reverse(_ request: HostRequest, _ session: Store.Session) throws -> Decision {
        let terminalID = request.terminal.terminalID
        guard let trace = request.trace else { return Decision("30") }
        guard var posting = try session.posting(terminalID, request.batch, trace) else {
            return try reverseHold(request, trace, session)
        }
        guard request.incoming.minorUnits == posting.minorUnits, request.incoming.pan?.masked == posting.card else {
            return Decision("25", notes: ["another transaction was booked under this trace number: it stands"])
        }
        let batch = try session.batch(terminalID, request.batch)
        guard batch?.isSettling ?? true else {
            return Decision("12", notes: ["the batch is closed: the booking stands"])
        }
        guard !posting.isVoided || posting.isReversed else {
            // With its void standing, it would be given back twice.
            return Decision("12", notes: ["the \(posting.kind.name) is voided already: nothing is left to undo"])
        }
        var decision = Decision("00")
        if !posting.isReversed {
            posting.isReversed = true
            try session.save(posting)
            try apply(posting, false, session)
            if var batch, batch.isClosed {
                // The host closed it by itself, and the terminal had this reversal still to send.
                batch.isCorrected = true
                try session.save(batch)
                decision.notes = ["batch \(batch.number), closed by force, is corrected"]
            }
        }
        return decision
    }

    /// A pre-authorization, or the void of one.
    private func reverseHold(
        _ request: HostRequest, _ trace: UInt32, _ session: Store.Session
    ) throws -> Decision {
        let terminalID = request.terminal.terminalID
        if var hold = try session.hold(terminalID, request.batch, trace) {
            guard request.incoming.minorUnits == hold.minorUnits, request.incoming.pan?.masked == hold.card else {
                return Decision("25", notes: ["another transaction was held under this trace number: it stands"])
            }
            guard hold.state == .standing || hold.state == .reversed else {
                return Decision("12", notes: ["the hold is \(hold.state.rawValue): it is not undone"])
            }
            hold.state = .reversed
            try session.save(hold)
            return Decision("00")
        }
        guard var hold = try holdVoided(by: trace, terminalID, request.batch, session),
            request.incoming.minorUnits == hold.minorUnits, request.incoming.pan?.masked == hold.card
        else { return Decision("25", notes: ["nothing was booked under this trace number"]) }
        hold.standAgain()
        try session.save(hold)
        return Decision("00", notes: ["the hold stands again"])
    }

    /// The hold that a void of this number ended; nil when there is none.
    func holdVoided(
        by trace: UInt32, _ terminalID: String, _ batch: UInt32, _ session: Store.Session
    ) throws -> Hold? {
        guard let void = try finalAnswer(terminalID, batch, trace, mti: "0100", session), void.code == "00",
            let hold = try session.hold(terminalID, authorization: void.authorization), hold.state == .voided,
            hold.endedBy == trace, hold.endedInBatch == batch
        else { return nil }
        return hold
    }
}
