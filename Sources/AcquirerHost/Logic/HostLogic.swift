import ISO8583
import PaymentCrypto
import Settlement

/// The rules of an acquirer's centre: one request and the time in, one answer out.
///
/// It speaks the dialect of its profile. It has no socket and no clock, so that the same rules serve a TCP host and a
/// simulation.
public struct HostLogic<Store: LedgerStore> {
    let store: Store
    let configuration: HostConfiguration
    let random: RandomSource
    let tongue: Tongue
    let terminals: [String: HostTerminal]
    let cards: [PAN: TestCard]
    private var rules: RuleBook
    /// Opened working keys, by terminal: every request needs them, and they change at a sign-on only.
    var openedKeys: [String: (sent: [UInt8], keys: WorkingKeys)] = [:]
    /// Answers that rules keep back, by terminal.
    private var keptBack: [String: [UInt8]] = [:]
    /// False where nobody reads the lines of request and response: they stay empty then.
    public var describesMessages = true
    /// The day cut that was done last.
    var lastCut: ClockTime?

    /// The rules over a ledger.
    ///
    /// - Parameters:
    ///   - store: The ledger.
    ///   - configuration: Terminals, cards, rules and profile.
    ///   - random: Where working keys come from; a simulation that must come out the same again has its own source.
    public init(store: Store, configuration: HostConfiguration, random: RandomSource = .system) {
        self.store = store
        self.configuration = configuration
        self.random = random
        tongue = Tongue(configuration.profile.dialect)
        terminals = Dictionary(configuration.terminals.map { ($0.terminalID, $0) }) { first, _ in first }
        cards = Dictionary(configuration.cards.compactMap { card in card.pan.map { ($0, card) } }) { first, _ in first }
        rules = RuleBook(configuration.rules)
    }

    /// How the host settles.
    public var profile: HostProfile { configuration.profile }

    /// Answers one request.
    ///
    /// - Parameters:
    ///   - payload: What came in one frame: TPDU, header where the dialect has one, message.
    ///   - now: Host time.
    /// - Throws: When the ledger fails; nothing was booked then, and nothing must be answered.
    public mutating func answer(_ payload: [UInt8], at now: ClockTime) throws -> HostAnswer {
        var answer = HostAnswer()
        let envelope: Envelope
        let message: Message
        do {
            envelope = try Envelope(parsing: payload, hasHeader: tongue.hasHeader)
            message = try tongue.dialect.decode(envelope.body)
        } catch {
            answer.request = "undecodable request of \(payload.count) bytes"
            answer.notes = [error.description]
            answer.closesConnection = true
            return answer
        }
        let incoming = tongue.read(message)
        answer.request = summary(message, incoming)
        guard message.mti.isRequest else {
            answer.notes = ["a terminal sent a response; ignored"]
            return answer
        }
        let rule = rules.match(incoming)
        answer.rule = rule?.name
        if rule?.action == .dropBeforeBooking {
            answer.closesConnection = true
            return answer
        }
        if rule?.action == .forceClose, let forced = try forceClose(incoming.terminalID, at: now) {
            answer.notes += [forced.request] + forced.notes
        }
        let ledger = store
        let (decision, macKey) = try ledger.inTransaction { session in
            try decide(incoming, message, rule: rule, session: session, now: now)
        }
        answer.notes += decision.notes
        let response = try respond(
            to: incoming, message, decision, now: now, macKey: macKey, isMACWrong: rule?.action == .wrongMAC)
        switch rule?.action {
        case .withholdResponse: return answer
        case .dropConnection:
            answer.closesConnection = true
            return answer
        case .delay(let milliseconds): answer.delay = milliseconds
        default: break
        }
        let back = Envelope(
            tpdu: envelope.tpdu.swapped, header: envelope.header, body: try tongue.dialect.encode(response))
        let late = keptBack.removeValue(forKey: incoming.terminalID)
        if let late { answer.followers = [HostAnswer.Follower(payload: late, delay: 0)] }
        if case .answerAfterNext = rule?.action {
            keptBack[incoming.terminalID] = back.bytes
            return answer
        }
        if case .answerTwice(let milliseconds) = rule?.action {
            answer.followers.append(HostAnswer.Follower(payload: back.bytes, delay: milliseconds))
        }
        answer.response = summary(response, incoming)
        answer.reply = back.bytes
        return answer
    }

    private func summary(_ message: Message, _ incoming: Incoming) -> String {
        describesMessages ? tongue.summary(message, incoming) : ""
    }

    private func respond(
        to incoming: Incoming, _ message: Message, _ decision: Decision, now: ClockTime, macKey: SecretKey?,
        isMACWrong: Bool
    ) throws -> Message {
        var response = try tongue.response(to: incoming, message, decision, now: now)
        if tongue.carriesMAC(response.mti), let macKey {
            var mac = try UnionPayMAC.compute(key: macKey, over: try tongue.dialect.macInput(of: response))
            if isMACWrong { mac[0] = mac[0] == 0x30 ? 0x31 : 0x30 }
            response[bytes: Dialect.macField] = mac
        }
        return response
    }
}
