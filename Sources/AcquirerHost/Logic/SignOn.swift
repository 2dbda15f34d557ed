import ISO8583
import PaymentCrypto
import Settlement

extension HostLogic {
    /// Sign-on: fresh keys, and the number of the open batch, which the centre issues.
    func signOn(
        _ request: inout HostRequest, _ known: HostTerminal, _ session: Store.Session
    ) throws -> Decision {
        var state = request.terminal
        state.workingKeys = try WorkingKeys.generate(masterKey: known.masterKey, random: random)
        try session.save(state)
        try openBatchIfMissing(state, session)
        request.terminal = state
        request.keys = try WorkingKeys(state.workingKeys, masterKey: known.masterKey)
        var decision = Decision("00")
        let field60 = ReservedField60(
            typeCode: "00", batchNumber: state.openBatch, networkCode: request.message.networkCode)
        decision.fields = [(60, Array(field60.text.utf8)), (62, state.workingKeys ?? [])]
        if let asked = request.message.batch, asked != state.openBatch {
            decision.notes = ["terminal counts batch \(asked), the centre \(state.openBatch)"]
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
}
