import ISO8583
import PaymentCrypto
import Settlement

extension HostLogic {
    /// Decides within one transaction, and writes the audit.
    mutating func decide(
        _ incoming: Incoming, _ message: Message, rule: HostRule?, session: Store.Session, now: ClockTime
    ) throws -> (Decision, macKey: SecretKey?) {
        let terminalID = incoming.terminalID
        guard let known = terminals[terminalID] else {
            var decision = Decision("97", notes: ["unknown terminal"])
            decision.reference = try newReference(session, now)
            return (decision, nil)
        }
        let state = try session.terminal(terminalID) ?? firstState(incoming)
        var request = HostRequest(
            incoming: incoming, message: message, terminal: state, keys: try keys(of: state, known), now: now,
            rule: rule)
        var decision: Decision
        if let merchantID = incoming.merchantID, known.merchantID != merchantID {
            decision = Decision("03", notes: ["merchant of another terminal"])
        } else if !(try hasRightMAC(message, request.keys)) {
            decision = Decision("A0", notes: ["wrong MAC: nothing booked"])
        } else if let earlier = try repetition(of: request, session) {
            decision = earlier
        } else if case .answer(let code) = rule?.action {
            decision = Decision(code)
        } else {
            decision = try dispatch(&request, known, session)
        }
        if decision.reference.isEmpty { decision.reference = try newReference(session, now) }
        if !decision.isRepetition { try audit(request, decision, session) }
        return (decision, request.keys?.macKey)
    }

    /// A terminal that talks to this host for the first time: the batch that it says is its open one.
    private func firstState(_ incoming: Incoming) -> TerminalState {
        let batch = incoming.batch ?? 1
        return TerminalState(terminalID: incoming.terminalID, openBatch: max(1, batch), workingKeys: nil)
    }

    private mutating func keys(of state: TerminalState, _ known: HostTerminal) throws -> WorkingKeys? {
        guard let sent = state.workingKeys else { return nil }
        if let opened = openedKeys[state.terminalID], opened.sent == sent { return opened.keys }
        guard let keys = try WorkingKeys(sent, masterKey: known.masterKey) else { return nil }
        openedKeys[state.terminalID] = (sent, keys)
        return keys
    }

    private func dispatch(
        _ request: inout HostRequest, _ known: HostTerminal, _ session: Store.Session
    ) throws -> Decision {
        // Where nobody has to sign on first, the first request makes the terminal known.
        if !tongue.issuesBatchNumbers, try session.terminal(known.terminalID) == nil {
            try session.save(request.terminal)
            try openBatchIfMissing(request.terminal, session)
        }
        switch request.incoming.kind {
        case .signOn: return try signOn(&request, known, session)
        case .signOff, .echo: return Decision("00")
        case .balance: return try balance(request)
        case .money(let kind): return try book(request, kind, session)
        case .preAuthorization: return try hold(request, session)
        case .preAuthorizationVoid: return try voidHold(request, session)
        case .reversal: return try reverse(request, session)
        case .totals, .trailingTotals: return try reconcile(&request, session)
        case .upload: return try upload(request, session)
        case .uploadEnd: return try endUpload(request, session)
        case .other:
            // Management messages that are not listed are taken note of, as a centre does.
            if request.incoming.mti == .networkAdvice { return Decision("00") }
            return Decision("12", notes: ["this host does not know this \(request.incoming.mti)"])
        }
    }

    private func hasRightMAC(_ message: Message, _ keys: WorkingKeys?) throws -> Bool {
        guard tongue.carriesMAC(message.mti) else { return true }
        guard let keys, let given = message[bytes: Dialect.macField] else { return false }
        let right = try UnionPayMAC.compute(key: keys.macKey, over: try tongue.dialect.macInput(of: message))
        return Authentication.areEqual(right, given)
    }

    /// A request that moves money and has its answer is answered the same again, and booked only once.
    private func repetition(of request: HostRequest, _ session: Store.Session) throws -> Decision? {
        let incoming = request.incoming
        if let late = try lateCopy(of: request, session) { return late }
        guard [1, 2, 4].contains(incoming.mti.messageClass), let trace = request.trace,
            let earlier = try finalAnswer(
                request.terminal.terminalID, request.batch, trace, mti: incoming.mti.description, session),
            // What was reversed in the meantime is not approved again, however late its repetition comes.
            try incoming.mti.messageClass == 4
                || !reversalCame(request.terminal.terminalID, request.batch, trace, session)
        else { return nil }
        // What people undid has no message of its own: the reversal is looked at for itself.
        if incoming.mti.messageClass == 4, earlier.kind == HostLogic.undoneByHand { return nil }
        // The same number for something else: a terminal that lost its memory, or two that share an identity. It is not 94:
        // that says of an advice that this host has it.
        guard earlier.isOfSameMoney(as: incoming), earlier.kind == incoming.kind.name else {
            return Decision(
                "12", notes: ["trace number \(trace) was used in this batch for another transaction: refused"])
        }
        // An enquiry moves nothing: it is looked up again.
        guard incoming.kind != .balance else { return nil }
        return Decision(repeating: earlier, note: "repeated request: answered as before")
    }

    /// Twelve digits: month, day, hour, and a running number.
    func newReference(_ session: Store.Session, _ now: ClockTime) throws -> String {
        let number = UInt64(try session.nextReference() % 1_000_000)
        return now.date.monthDay + String(now.hourMinuteSecond.prefix(2)) + paddedDecimal(number, width: 6)
    }

    private func audit(_ request: HostRequest, _ decision: Decision, _ session: Store.Session) throws {
        let incoming = request.incoming
        try session.append(
            AnsweredMessage(
                terminalID: request.terminal.terminalID, batch: request.batch, trace: request.trace ?? 0,
                mti: incoming.mti.description, kind: incoming.kind.name, minorUnits: incoming.minorUnits,
                card: incoming.pan?.masked, code: decision.code, reference: decision.reference,
                authorization: decision.authorization, rule: request.rule?.name, at: request.now.description))
    }
}
