import AcquirerHost
import TerminalFirmware

/// The people at the counter: they look at the display, and press what they believe is right.
struct Clerk {
    /// What hands do.
    enum Act: Equatable {
        case key(Key)
        case swipe(card: Int)
        case insert(card: Int)
        case misread
    }

    /// What is wanted at the moment.
    var intent: Intent?
    /// What is remembered, or on paper.
    var memory = ClerkMemory()
    /// True while somebody is in the shop.
    var isPresent = true
    /// True when somebody will sign off once the batch is settled.
    var signsOff = false
    /// True when nobody sells on with a close that is not finished.
    var isPatient = false
    /// What the supervisor types; nil in a shop that has none.
    let supervisorPassword: String?
    var chance: ChanceStream
    let faults: FaultInjector
    private let seed: UInt64

    init(seed: UInt64, faults: FaultInjector, supervisorPassword: String?) {
        self.seed = seed
        self.supervisorPassword = supervisorPassword
        chance = ChanceStream(seed: seed, stream: 2)
        self.faults = faults
    }

    /// Sales of the open batch that were seen approved.
    var sold: [Sold] { memory.sold }

    /// Another customer: what chance decides from here on does not follow from how it went with the last one.
    mutating func begin(customer: Int) { chance = ChanceStream(seed: seed, stream: 1 << 41 | UInt64(customer)) }

    /// The power went, or the customer did.
    mutating func drop() { intent = nil }

    /// True when the clerk looks again after a while, without the display changing.
    func staysAttentive(_ screen: String) -> Bool { intent != nil || Clerk.complaints.contains(screen) }

    private static let complaints: Set<String> = [
        "reversal-pending", "advice-pending", "close-interrupted", "close-unfinished", "close-refused", "no-answer",
        "sign-on-failed", "batch-full", "memory-full", "printer-stopped", "settle-first", "confirm-trade-on",
        "advice-refused", "too-many-stored",
        "settle-reminder", "settle-now", "supervisor", "batch-too-old", "clock-wrong",
    ]

    /// Looks at the display, and acts.
    mutating func look(at content: DisplayContent, now: Int64) -> [Act] {
        guard isPresent else { return [] }
        if let wanted = intent, now > wanted.deadline, content.screen != "busy" {
            intent = nil
            if Clerk.entries.contains(content.screen) { return [.key(.cancel)] }
        }
        if content.screen == "idle" { return begin() }
        if Clerk.entries.contains(content.screen) { return goOn(content.screen) }
        return answer(content)
    }

    static let entries: Set<String> = [
        "amount", "original-date", "original-reference", "authorization", "void-trace", "tip-trace", "confirm-void",
        "card", "pin", "confirm-settle",
    ]

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
        case .sale: return amount()
        case .reprint, .reprintSlip, .hostTest: intent = nil
        default: break
        }
        return [.key(.function)] + wanted.kind.menu.map { .key(.digit($0)) }
    }

    private func digits(_ number: UInt64, count: Int = 1) -> [Act] {
        let text = String(number)
        return typed(String(repeating: "0", count: max(0, count - text.utf8.count)) + text)
    }

    func typed(_ text: String) -> [Act] { text.utf8.map { .key(.digit($0 - 0x30)) } }

    private mutating func amount() -> [Act] {
        guard let wanted = intent else { return [.key(.cancel)] }
        let keys = digits(UInt64(wanted.amount))
        guard wanted.cancelsAt != "amount" else {
            intent = nil
            return keys + [.key(.clear), .key(.cancel)]
        }
        if wanted.isAmountTyped { return [.key(.enter)] }
        intent?.isAmountTyped = true
        return keys + [.key(.enter)]
    }

    /// The terminal asks for something.
    private mutating func goOn(_ screen: String) -> [Act] {
        guard let wanted = intent, wanted.cancelsAt != screen || screen == "amount" else {
            intent = nil
            return [.key(.cancel)]
        }
        switch screen {
        case "amount": return amount()
        case "original-reference": return digits(wanted.reference, count: 12) + [.key(.enter)]
        case "original-date": return typed(wanted.monthDay) + [.key(.enter)]
        case "authorization": return typed(wanted.authorization) + [.key(.enter)]
        case "void-trace", "tip-trace": return digits(UInt64(wanted.trace)) + [.key(.enter)]
        case "card": return present(wanted)
        case "pin":
            let pin = TestCard.all[wanted.card].pin ?? "0000"
            return typed(wanted.hasWrongPIN ? "9999" : pin) + [.key(.enter)]
        default: return [.key(.enter)]
        }
    }

    private mutating func present(_ wanted: Intent) -> [Act] {
        if wanted.isMisread {
            intent?.isMisread = false
            return [.misread]
        }
        let act = wanted.isChip ? Act.insert(card: wanted.card) : .swipe(card: wanted.card)
        return wanted.isSwipedTwice ? [act, act] : [act]
    }
}

extension Intent.Kind {
    /// Keys behind FUNC that lead to it.
    fileprivate var menu: [UInt8] {
        switch self {
        case .sale: [1]
        case .void: [2]
        case .refund: [3]
        case .settle: [4]
        case .signOn: [5]
        case .reprint: [6]
        case .reprintSlip: [7]
        case .preAuthorization: [8, 1]
        case .preAuthorizationVoid: [8, 2]
        case .completion: [8, 3]
        case .completionVoid: [8, 4]
        case .offlineSale: [9, 1]
        case .tip: [9, 2]
        case .balance: [9, 3]
        case .signOff: [9, 4]
        case .sendStored: [9, 5]
        case .hostTest: [9, 6]
        }
    }
}
