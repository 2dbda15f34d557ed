import ISO8583
import PaymentCrypto
import Settlement

/// The rules of an acquirer's centre for UnionPay-style terminals: one request and the time in, one answer out.
///
/// It has no socket and no clock, so that the same rules serve a TCP host and a simulation.
public struct HostLogic<Store: LedgerStore> {
    let store: Store
    let configuration: HostConfiguration
    let random: RandomSource
    private var rules: RuleBook

    /// The rules over a ledger.
    ///
    /// - Parameters:
    ///   - store: The ledger.
    ///   - configuration: Terminals, cards and rules.
    ///   - random: Where working keys come from; a simulation that must come out the same again has its own source.
    public init(store: Store, configuration: HostConfiguration, random: RandomSource = .system) {
        self.store = store
        self.configuration = configuration
        self.random = random
        rules = RuleBook(configuration.rules)
    }

    /// Answers one request.
    ///
    /// - Parameters:
    ///   - payload: What came in one frame: TPDU, header, message.
    ///   - now: Host time.
    /// - Throws: When the ledger fails; nothing was booked then, and nothing must be answered.
    public mutating func answer(_ payload: [UInt8], at now: ClockTime) throws -> HostAnswer {
        var answer = HostAnswer()
        let envelope: Envelope
        let message: Message
        do {
            envelope = try Envelope(parsing: payload)
            message = try Dialect.unionPay.decode(envelope.body)
        } catch {
            answer.request = "undecodable request of \(payload.count) bytes"
            answer.notes = [error.description]
            answer.closesConnection = true
            return answer
        }
        answer.request = MessageView(message).summary()
        guard message.mti.isRequest else {
            answer.notes = ["a terminal sent a response; ignored"]
            return answer
        }
        let rule = rules.match(message, pan: message.pan)
        answer.rule = rule?.name
        if rule?.action == .dropBeforeBooking {
            answer.closesConnection = true
            return answer
        }
        let (decision, macKey) = try store.inTransaction { session in
            try decide(message, rule: rule, session: session, now: now)
        }
        answer.notes = decision.notes
        let response = try respond(
            to: message, decision, now: now, macKey: macKey, isMACWrong: rule?.action == .wrongMAC)
        switch rule?.action {
        case .withholdResponse: return answer
        case .dropConnection:
            answer.closesConnection = true
            return answer
        case .delay(let milliseconds): answer.delay = milliseconds
        default: break
        }
        answer.response = MessageView(response).summary()
        let back = Envelope(
            tpdu: envelope.tpdu.swapped, header: envelope.header, body: try Dialect.unionPay.encode(response))
        answer.reply = back.bytes
        return answer
    }

    /// Decides within one transaction, and writes the audit.
    private func decide(
        _ message: Message, rule: HostRule?, session: Store.Session, now: ClockTime
    ) throws -> (Decision, macKey: SecretKey?) {
        let terminalID = message[text: 41] ?? ""
        guard let known = configuration.terminals.first(where: { $0.terminalID == terminalID }) else {
            var decision = Decision("97", notes: ["unknown terminal"])
            decision.reference = try newReference(session, now)
            return (decision, nil)
        }
        let state =
            try session.terminal(terminalID)
            ?? TerminalState(terminalID: terminalID, openBatch: message.batch ?? 1, workingKeys: nil)
        let keys = try WorkingKeys(state.workingKeys, masterKey: known.masterKey)
        var request = HostRequest(message: message, terminal: state, keys: keys, now: now, rule: rule)
        var decision: Decision
        if known.merchantID != message[text: 42] {
            decision = Decision("03", notes: ["merchant of another terminal"])
        } else if !(try hasRightMAC(message, keys)) {
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

    private func dispatch(
        _ request: inout HostRequest, _ known: HostTerminal, _ session: Store.Session
    ) throws -> Decision {
        switch request.message.mti {
        case .networkRequest: return try signOn(&request, known, session)
        case .networkAdvice: return Decision("00")
        case .financialRequest, .financialAdvice: return try book(request, session)
        case .reversalRequest: return try reverse(request, session)
        case .reconciliationRequest: return try reconcile(request, session)
        case .batchUpload: return try upload(request, session)
        default: return Decision("12", notes: ["this host does not know \(request.message.mti)"])
        }
    }

    private func hasRightMAC(_ message: Message, _ keys: WorkingKeys?) throws -> Bool {
        guard Dialect.unionPay.carriesMAC(message.mti) else { return true }
        guard let keys, let given = message[bytes: Dialect.macField] else { return false }
        let right = try UnionPayMAC.compute(key: keys.macKey, over: try Dialect.unionPay.macInput(of: message))
        return Authentication.areEqual(right, given)
    }

    /// A request that moves money and was answered before is answered the same again, and booked only once.
    private func repetition(of request: HostRequest, _ session: Store.Session) throws -> Decision? {
        guard Dialect.unionPay.carriesMAC(request.message.mti), let batch = request.message.batch,
            let trace = request.message.trace,
            let earlier = try session.answered(
                request.terminal.terminalID, batch, trace, mti: request.message.mti.description),
            // What was reversed in the meantime is not approved again, however late its repetition comes.
            try request.message.mti.messageClass == 4
                || session.answered(request.terminal.terminalID, batch, trace, mti: "0400") == nil
        else { return nil }
        // The same number for something else: a terminal that lost its memory, or two that share an identity.
        guard earlier.minorUnits == request.message[number: 4].flatMap({ Int64(exactly: $0) }),
            earlier.card == request.message.pan?.masked, earlier.kind == TransactionType(request.message).name(.english)
        else {
            return Decision(
                "94", notes: ["trace number \(trace) was used in this batch for another transaction: refused"])
        }
        var decision = Decision(earlier.code, notes: ["repeated request: answered as before"])
        decision.reference = earlier.reference
        decision.authorization = earlier.authorization
        decision.isRepetition = true
        return decision
    }

    /// Twelve digits: month, day, hour, and a running number.
    private func newReference(_ session: Store.Session, _ now: ClockTime) throws -> String {
        let number = UInt64(try session.nextReference() % 1_000_000)
        return now.date.monthDay + String(now.hourMinuteSecond.prefix(2)) + paddedDecimal(number, width: 6)
    }

    private func audit(_ request: HostRequest, _ decision: Decision, _ session: Store.Session) throws {
        let message = request.message
        try session.append(
            AnsweredMessage(
                terminalID: request.terminal.terminalID, batch: message.batch ?? 0, trace: message.trace ?? 0,
                mti: message.mti.description, kind: TransactionType(message).name(.english),
                minorUnits: message[number: 4].flatMap { Int64(exactly: $0) }, card: message.pan?.masked,
                code: decision.code, reference: decision.reference, authorization: decision.authorization,
                rule: request.rule?.name, at: request.now.description))
    }

    private func respond(
        to message: Message, _ decision: Decision, now: ClockTime, macKey: SecretKey?, isMACWrong: Bool
    ) throws -> Message {
        var response = Message(message.mti.response)
        for field in [3, 4, 11, 25, 41, 42, 48, 49, 60] { response[bytes: field] = message[bytes: field] }
        // An upload's field 48 holds account numbers; the answer has no use for them.
        if message.mti == .batchUpload { response[bytes: 48] = nil }
        response[text: 12] = now.hourMinuteSecond
        response[text: 13] = now.date.monthDay
        response[text: 37] = decision.reference
        response[text: 39] = decision.code
        if !decision.authorization.isEmpty { response[text: 38] = decision.authorization }
        for (field, bytes) in decision.fields { response[bytes: field] = bytes }
        if Dialect.unionPay.carriesMAC(response.mti), let macKey {
            var mac = try UnionPayMAC.compute(key: macKey, over: try Dialect.unionPay.macInput(of: response))
            if isMACWrong { mac[0] = mac[0] == 0x30 ? 0x31 : 0x30 }
            response[bytes: Dialect.macField] = mac
        }
        return response
    }
}

/// A request with what the host knows about its sender.
struct HostRequest {
    let message: Message
    var terminal: TerminalState
    var keys: WorkingKeys?
    let now: ClockTime
    let rule: HostRule?
}

extension Message {
    /// The card, from field 2 or track 2.
    var pan: PAN? { self[text: 2].flatMap { PAN($0) } ?? self[text: 35].flatMap { Track2($0)?.pan } }
    /// Batch number of field 60.2.
    var batch: UInt32? { self[text: 60].flatMap { ReservedField60($0)?.batchNumber } }
    /// Trace number.
    var trace: UInt32? { self[number: 11].flatMap { UInt32(exactly: $0) } }
    /// Network code of field 60.3.
    var networkCode: String { self[text: 60].flatMap { ReservedField60($0)?.networkCode } ?? "" }
    /// Transaction type code of field 60.1.
    var typeCode: String { self[text: 60].flatMap { ReservedField60($0)?.typeCode } ?? "" }
}
