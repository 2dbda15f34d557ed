import ISO8583

extension HostLogic {
    /// The answer that a request has for good, or nil while it has none.
    ///
    /// - Parameter mti: Type indicator of the request, four digits.
    func finalAnswer(
        _ terminalID: String, _ batch: UInt32, _ trace: UInt32, mti: String, _ session: Store.Session
    ) throws -> AnsweredMessage? {
        try session.answers(terminalID, batch, trace, mti: mti).first(where: isFinal)
    }

    /// True once a reversal of this number came from a known sender, whatever it was answered.
    func reversalCame(
        _ terminalID: String, _ batch: UInt32, _ trace: UInt32, _ session: Store.Session
    ) throws -> Bool {
        try session.answers(terminalID, batch, trace, mti: "0400").contains { $0.code != "A0" }
    }

    /// A refusal for a wrong MAC is no answer: whoever sent that request was not known. What is sent until it is answered,
    /// advices and reversals, has its answer with an approval or a decline only: codes like "later" and "sign on first" make
    /// the terminal send it again, and it would hear them for ever. A terminal takes any code for the end of other requests.
    private func isFinal(_ answer: AnsweredMessage) -> Bool {
        guard answer.code != "A0" else { return false }
        guard ["0120", "0220", "0400"].contains(answer.mti) else { return true }
        return switch tongue.dialect.responseTable.meaning(of: answer.code).action {
        case .approve, .decline, .keepCard: true
        case .retry, .signIn, .resendStored, .callAcquirer, .upload: false
        }
    }
}

extension AnsweredMessage {
    /// True for a request over the same amount and card.
    func isOfSameMoney(as incoming: Incoming) -> Bool {
        minorUnits == incoming.minorUnits && card == incoming.pan?.masked
    }
}
