import ISO8583
import Settlement

/// How much more than its hold a completion may take, in percent of the hold.
/// Source: UnionPay-style rules of pre-authorizations: at most 115 %.
private let mostOfHold: Int64 = 115

extension HostLogic {
    /// Pre-authorization: holds an amount under an authorization code that no other hold of this host has.
    func hold(_ request: HostRequest, _ session: Store.Session) throws -> Decision {
        let asked: Asked
        switch try accept(request, session) {
        case .refused(let decision): return decision
        case .accepted(let accepted): asked = accepted
        }
        if let refusal = try checkIssuer(request, asked) { return refusal }
        var decision = Decision("00")
        decision.reference = try newReference(session, request.now)
        decision.authorization = String(decision.reference.suffix(6))
        guard !request.forgetsBooking else {
            decision.notes = ["approved, not held: rule \"\(request.rule?.name ?? "")\""]
            return decision
        }
        try session.save(
            Hold(
                terminalID: request.terminal.terminalID, batch: asked.batch, trace: asked.trace,
                minorUnits: asked.minorUnits, authorization: decision.authorization,
                monthDay: request.now.date.monthDay, card: asked.pan.masked, isForeign: !asked.pan.isDomestic,
                state: .standing, heldAt: request.now.description))
        return decision
    }

    /// The void of a pre-authorization, which may be of an earlier batch.
    func voidHold(_ request: HostRequest, _ session: Store.Session) throws -> Decision {
        let asked: Asked
        switch try accept(request, session) {
        case .refused(let decision): return decision
        case .accepted(let accepted): asked = accepted
        }
        var hold: Hold
        switch try standingHold(request, asked.pan.masked, session) {
        case .refused(let decision): return decision
        case .found(let found): hold = found
        }
        guard hold.minorUnits == asked.minorUnits else {
            return Decision("64", notes: ["the hold is over \(hold.minorUnits)"])
        }
        hold.end(.voided, inBatch: asked.batch, by: asked.trace)
        if !request.forgetsBooking { try session.save(hold) }
        var decision = Decision("00", notes: dateNote(request, hold))
        decision.authorization = hold.authorization
        return decision
    }

    /// A completion takes a hold, whole or in part, and at most 115 % of it: 61 above.
    func checkCompletion(
        _ request: HostRequest, _ posting: inout Posting, _ session: Store.Session
    ) throws -> Decision? {
        switch try standingHold(request, posting.card, session) {
        case .refused(let decision): return decision
        case .found(let hold):
            guard posting.minorUnits * 100 <= hold.minorUnits * mostOfHold else {
                return Decision("61", notes: ["more than \(mostOfHold) % of the hold of \(hold.minorUnits)"])
            }
            posting.holdAuthorization = hold.authorization
            return nil
        }
    }

    private enum Found {
        case found(Hold)
        case refused(Decision)
    }

    /// The hold that a request names by its authorization code; 25 when there is none, 12 when it has ended.
    private func standingHold(_ request: HostRequest, _ card: String, _ session: Store.Session) throws -> Found {
        let original = request.incoming.original
        guard let authorization = original.authorization,
            let hold = try session.hold(request.terminal.terminalID, authorization: authorization), hold.card == card,
            hold.state != .reversed
        else { return .refused(Decision("25", notes: ["there is no such hold"])) }
        // Trace number and batch are said when the terminal still knows them.
        if let trace = original.trace, trace != hold.trace || (original.batch ?? hold.batch) != hold.batch {
            return .refused(Decision("25", notes: ["the hold was made as \(hold.trace) of batch \(hold.batch)"]))
        }
        guard hold.state == .standing else {
            return .refused(Decision("12", notes: ["the hold is \(hold.state.rawValue) already"]))
        }
        return .found(hold)
    }

    /// A terminal's clock may be wrong: the code names the hold, the date is only looked at.
    private func dateNote(_ request: HostRequest, _ hold: Hold) -> [String] {
        guard let said = request.incoming.original.monthDay, said != hold.monthDay else { return [] }
        return ["the terminal says that the hold is of \(said), it is of \(hold.monthDay)"]
    }

    /// A completion takes its hold, or gives it back.
    func take(_ completion: Posting, _ isTaken: Bool, _ session: Store.Session) throws {
        guard let authorization = completion.holdAuthorization,
            var hold = try session.hold(completion.terminalID, authorization: authorization)
        else { return }
        if isTaken {
            hold.end(.completed, inBatch: completion.batch, by: completion.trace)
        } else {
            hold.standAgain()
        }
        try session.save(hold)
    }
}

extension Hold {
    /// A void or a completion of this batch and trace number ends it.
    mutating func end(_ end: State, inBatch batch: UInt32, by trace: UInt32) {
        state = end
        endedInBatch = batch
        endedBy = trace
    }

    /// What ended it is undone.
    mutating func standAgain() {
        state = .standing
        endedInBatch = nil
        endedBy = nil
    }
}
