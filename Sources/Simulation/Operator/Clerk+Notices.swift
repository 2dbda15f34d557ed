import AcquirerHost
import TerminalFirmware

extension Clerk {
    /// The terminal says something.
    mutating func answer(_ content: DisplayContent) -> [Act] {
        switch content.screen {
        case "approved":
            remember(content)
            let isImpatient = intent?.cancelsAt == "approved"
            intent = nil
            return isImpatient ? [.key(.cancel)] : []
        case "not-completed":
            // The customer still wants to pay; some try once more at once.
            guard intent?.isRetried == false, chance.perMille(500) else {
                intent = nil
                return []
            }
            intent?.isRetried = true
            intent?.beginAnew()
            return [.key(.cancel)]
        case "settled": return settled()
        case "signed-off": return signedOff()
        case "signed-on":
            if intent?.kind == .signOn { intent = nil } else { intent?.beginAnew() }
            return []
        case "declined", "already-voided", "no-such-sale", "nothing-to-settle", "balance", "over-limit",
            "offline-not-allowed", "nothing-to-send", "all-sent", "no-close-running", "trading-on", "nothing-to-print",
            "host-reached":
            intent = nil
            return []
        case "busy", "halted": return []
        default: return complained(content.screen)
        }
    }

    private mutating func settled() -> [Act] {
        memory.sold = []
        memory.completed = []
        guard let wanted = intent else { return [] }
        if wanted.kind == .settle {
            intent = nil
            guard signsOff else { return [] }
            signsOff = false
            intent = Intent(kind: .signOff, deadline: wanted.deadline)
        } else {
            // The batch came first; the customer still waits.
            intent?.beginAnew()
        }
        return []
    }

    private mutating func signedOff() -> [Act] {
        guard let wanted = intent, wanted.kind != .signOff else {
            intent = nil
            return []
        }
        intent?.beginAnew()
        return [.key(.enter)]
    }

    /// The terminal wants somebody to do something about it.
    private mutating func complained(_ screen: String) -> [Act] {
        switch screen {
        case "clock-wrong":
            // Ask the host, then take its time.
            intent?.beginAnew()
            return [.key(.enter)]
        case "settle-first", "settle-reminder", "settle-now":
            intent?.beginAnew()
            return [.key(faults.strikes(.settlementPutOff) ? .cancel : .enter)]
        case "supervisor": return supervise()
        case "printer-stopped": return [.key(chance.perMille(850) ? .enter : .cancel)]
        case "close-unfinished":
            intent?.beginAnew()
            return [.key(sellsOn ? .function : .enter)]
        case "reversal-pending", "advice-pending", "close-interrupted", "no-answer":
            intent?.beginAnew()
            if screen == "close-interrupted", sellsOn { return [.key(.function)] }
            return chance.perMille(600) ? [.key(.enter)] : []
        case "close-refused":
            // Somebody calls the acquirer first.
            intent?.beginAnew()
            if sellsOn { return [.key(.function)] }
            return chance.perMille(40) ? [.key(.enter)] : []
        case "confirm-trade-on": return [.key(chance.perMille(800) ? .enter : .cancel)]
        case "sign-on-failed":
            intent?.beginAnew()
            return [.key(.enter)]
        case "batch-full", "batch-too-old", "memory-full":
            intent = Intent(kind: .settle, deadline: Int64.max)
            return [.key(.cancel)]
        case "too-many-stored":
            intent = Intent(kind: .sendStored, deadline: Int64.max)
            return [.key(.cancel)]
        case "advice-refused": return [.key(.cancel)]
        default:
            // A page of the menu, or a word that this clerk has never read.
            if !screen.hasPrefix("menu") { intent?.beginAnew() }
            return [.key(screen.hasPrefix("menu") || chance.perMille(500) ? .cancel : .enter)]
        }
    }

    /// The supervisor's password is asked for: mostly the supervisor comes, sometimes somebody guesses, or leaves it.
    private mutating func supervise() -> [Act] {
        let words = chance.perMille(850) ? supervisorPassword : chance.perMille(500) ? "1234" : nil
        return words.map { typed($0) + [.key(.enter)] } ?? [.key(.cancel)]
    }

    /// Some clerks would rather sell on than wait for a close.
    private var sellsOn: Bool {
        mutating get { !isPatient && chance.perMille(60) }
    }

    /// Something was approved: what can be voided, or given a tip, is remembered by its trace number.
    private mutating func remember(_ content: DisplayContent) {
        guard let wanted = intent, content.lines.count > 2, let trace = Oracle.lastNumber(content.lines[2]) else {
            return
        }
        switch wanted.kind {
        case .sale: memory.sold.append(Sold(trace: trace, amount: wanted.amount))
        case .offlineSale: memory.sold.append(Sold(trace: trace, amount: wanted.amount, takesTip: false))
        case .completion:
            memory.completed.append(Sold(trace: trace, amount: wanted.amount))
            if let index = memory.held.firstIndex(where: { $0.authorization == wanted.authorization }) {
                memory.held[index].isCompleted = true
            }
        case .preAuthorizationVoid: memory.held.removeAll { $0.authorization == wanted.authorization }
        default: break
        }
    }

    /// A receipt came out: that of a pre-authorization is kept until the customer comes back.
    mutating func takePaper(_ lines: [String]) {
        func last(_ words: PaperWords) -> Substring? {
            lines.first(where: words.begin)?.words.last
        }
        guard let type = lines.first(where: PaperWords.type.begin)?.words.dropFirst(),
            type.count == 1, let name = type.first, PaperWords.preAuthorization.words.contains(String(name)),
            let code = last(.authorization), let line = lines.first(where: PaperWords.amount.begin),
            let amount = Oracle.amount(line), let date = lines.first(where: PaperWords.date.begin),
            let masked = last(.card),
            let card = TestCard.all.firstIndex(where: { $0.track2.prefix(6) == masked.prefix(6) && $0.isMasked(masked) }
            )
        else { return }
        let day = date.words.dropFirst().first?.filter(\.isNumber).suffix(4) ?? ""
        guard !memory.held.contains(where: { $0.authorization == code }) else { return }
        memory.held.append(
            HeldPaper(authorization: String(code), amount: amount, monthDay: String(day), card: card))
        if memory.held.count > 12 { memory.held.removeFirst() }
    }
}

extension TestCard {
    fileprivate func isMasked(_ masked: Substring) -> Bool {
        track2.prefix(while: { $0 != "=" }).suffix(4) == masked.suffix(4)
    }
}
