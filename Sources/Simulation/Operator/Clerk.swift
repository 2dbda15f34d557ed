import AcquirerHost
import TerminalFirmware

/// The people at the counter: they look at the display, and press what they believe is right.
struct Clerk {
    /// What hands do.
    enum Act: Equatable {
        case key(Key)
        case swipe(card: Int)
        case misread
    }

    /// What is wanted at the moment.
    var intent: Intent?
    /// Sales of the open batch that were seen approved.
    private(set) var sold: [Sold] = []
    /// True while somebody is in the shop.
    var isPresent = true
    private var chance: ChanceStream
    private let faults: FaultInjector

    private let seed: UInt64

    init(seed: UInt64, faults: FaultInjector) {
        self.seed = seed
        chance = ChanceStream(seed: seed, stream: 2)
        self.faults = faults
    }

    /// Another customer: what chance decides from here on does not follow from how it went with the last one.
    mutating func begin(customer: Int) { chance = ChanceStream(seed: seed, stream: 1 << 41 | UInt64(customer)) }

    /// The power went, or the customer did.
    mutating func drop() { intent = nil }

    /// True when the clerk looks again after a while, without the display changing.
    func staysAttentive(_ screen: String) -> Bool { intent != nil || Clerk.complaints.contains(screen) }

    private static let complaints: Set<String> = [
        "reversal-pending", "advice-pending", "close-interrupted", "close-unfinished", "close-refused", "no-answer",
        "sign-on-failed", "batch-full", "memory-full", "printer-stopped", "settle-first",
        "settle-reminder", "settle-now", "batch-too-old", "clock-wrong",
    ]

    /// Looks at the display, and acts.
    mutating func look(at content: DisplayContent, now: Int64) -> [Act] {
        guard isPresent else { return [] }
        if let wanted = intent, now > wanted.deadline, content.screen != "busy" {
            intent = nil
            if content.screen == "card" || content.screen == "pin" || content.screen == "amount" {
                return [.key(.cancel)]
            }
        }
        switch content.screen {
        case "idle": return begin()
        case "amount", "original-date", "original-reference", "void-trace", "confirm-void", "card", "pin",
            "confirm-settle":
            return goOn(content.screen)
        case "menu": return [.key(.cancel)]
        default: return answer(content)
        }
    }

    private mutating func begin() -> [Act] {
        guard var wanted = intent else { return [] }
        if wanted.isBegun {
            // Back at the start without an outcome: somebody pressed cancel, or the power went.
            intent = nil
            return []
        }
        wanted.isBegun = true
        intent = wanted
        switch wanted.kind {
        case .sale: return amount(wanted)
        case .void: return keys(function: 2) + digits(UInt64(wanted.trace)) + [.key(.enter)]
        case .refund: return keys(function: 3) + amount(wanted)
        case .settle: return keys(function: 4)
        case .signOn: return keys(function: 5)
        case .reprint:
            intent = nil
            return keys(function: 6)
        case .reprintSlip:
            intent = nil
            return keys(function: 7)
        }
    }

    private func keys(function: UInt8) -> [Act] { [.key(.function), .key(.digit(function))] }

    private func digits(_ number: UInt64, count: Int = 1) -> [Act] {
        let text = String(number)
        let zeros = [UInt8](repeating: 0x30, count: max(0, count - text.utf8.count))
        return (zeros + text.utf8).map { .key(.digit($0 - 0x30)) }
    }

    private mutating func amount(_ wanted: Intent) -> [Act] {
        guard wanted.cancelsAt != "amount" else {
            intent = nil
            return digits(UInt64(wanted.amount)) + [.key(.clear), .key(.cancel)]
        }
        return digits(UInt64(wanted.amount)) + [.key(.enter)]
    }

    /// The terminal asks for something.
    private mutating func goOn(_ screen: String) -> [Act] {
        guard let wanted = intent, wanted.cancelsAt != screen else {
            intent = nil
            return [.key(.cancel)]
        }
        switch screen {
        case "original-reference": return digits(wanted.reference, count: 12) + [.key(.enter)]
        case "void-trace": return digits(UInt64(wanted.trace)) + [.key(.enter)]
        case "card": return swipe(wanted)
        case "pin":
            let pin = TestCard.all[wanted.card].pin ?? "0000"
            let typed = wanted.hasWrongPIN ? "9999" : pin
            return typed.utf8.map { .key(.digit($0 - 0x30)) } + [.key(.enter)]
        default: return [.key(.enter)]
        }
    }

    private mutating func swipe(_ wanted: Intent) -> [Act] {
        if wanted.isMisread {
            intent?.isMisread = false
            return [.misread]
        }
        return wanted.isSwipedTwice
            ? [.swipe(card: wanted.card), .swipe(card: wanted.card)] : [.swipe(card: wanted.card)]
    }

    /// The terminal says something.
    private mutating func answer(_ content: DisplayContent) -> [Act] {
        switch content.screen {
        case "approved":
            if intent?.kind == .sale, let trace = Oracle.lastNumber(content.lines[2]) {
                sold.append(Sold(trace: trace))
            }
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
            intent?.isBegun = false
            return [.key(.cancel)]
        case "declined", "already-voided", "no-such-sale", "nothing-to-settle", "signed-on": intent = nil
        case "settled":
            sold = []
            intent = nil
        case "settle-now": return [.key(.enter)]
        case "clock-wrong":
            // Ask the host, then take its time.
            intent?.isBegun = false
            return [.key(.enter)]
        case "settle-first", "settle-reminder":
            intent?.isBegun = false
            return [.key(faults.strikes(.settlementPutOff) ? .cancel : .enter)]
        case "printer-stopped": return [.key(chance.perMille(850) ? .enter : .cancel)]
        case "close-unfinished": return [.key(.enter)]
        case "reversal-pending", "advice-pending", "close-interrupted", "no-answer":
            intent?.isBegun = false
            if chance.perMille(600) { return [.key(.enter)] }
        case "close-refused":
            // Somebody calls the acquirer first.
            intent?.isBegun = false
            if chance.perMille(40) { return [.key(.enter)] }
        case "sign-on-failed":
            intent?.isBegun = false
            return [.key(.enter)]
        case "batch-full", "batch-too-old", "memory-full":
            intent = Intent(kind: .settle, deadline: Int64.max)
            return [.key(.cancel)]
        default: break
        }
        return []
    }
}
