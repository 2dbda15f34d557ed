import ISO8583
import PaymentCrypto
import Settlement

extension HostLogic {
    /// Sign-on: fresh keys, and the number of the open batch where the centre issues it.
    func signOn(
        _ request: inout HostRequest, _ known: HostTerminal, _ session: Store.Session
    ) throws -> Decision {
        var state = request.terminal
        let sent = try WorkingKeys.generate(masterKey: known.masterKey, random: random)
        state.workingKeys = sent
        try session.save(state)
        try openBatchIfMissing(state, session)
        request.terminal = state
        request.keys = try WorkingKeys(sent, masterKey: known.masterKey)
        var decision = Decision("00")
        decision.keys = sent
        if tongue.issuesBatchNumbers {
            decision.openBatch = state.openBatch
            if let asked = request.incoming.batch, asked != state.openBatch {
                decision.notes = ["terminal counts batch \(asked), the centre \(state.openBatch)"]
            }
        }
        return decision
    }

    func openBatchIfMissing(_ state: TerminalState, _ session: Store.Session) throws {
        guard try session.batch(state.terminalID, state.openBatch) == nil else { return }
        try session.save(
            HostBatch(
                terminalID: state.terminalID, number: state.openBatch, isClosed: false, claimedTotals: nil,
                closedAt: nil))
    }

    /// What the issuer says of the card's balance. Nothing is booked, and nothing is to be reversed.
    func balance(_ request: HostRequest) throws -> Decision {
        guard let pan = request.incoming.pan, let card = cards[pan] else { return Decision("14") }
        if let code = card.decline { return Decision(code) }
        if let refusal = try checkPIN(request, card, pan) { return refusal }
        var decision = Decision("00")
        decision.balance = card.balance ?? TestCard.usualBalance
        return decision
    }
}
