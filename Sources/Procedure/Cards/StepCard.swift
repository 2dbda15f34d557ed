import Settlement

/// What a member of staff does in one situation, step by step, on one small card.
public struct StepCard: Equatable, Sendable {
    /// Stable name, for example `close-the-day`.
    public let id: String
    /// What the card is for.
    public let title: Bilingual
    /// When to take it out.
    public let when: Bilingual
    /// Screens on which it is the right card.
    public let screens: [String]
    /// What to do, in order.
    public let steps: [CardStep]
    /// What must not be done, and why.
    public let never: [Bilingual]
    /// States of charts that say what the terminal does by itself meanwhile.
    public let states: [CardState]
    /// Whom to call.
    public let contacts: [CardContact]

    init(
        _ id: String, _ title: Bilingual, when: Bilingual, screens: [String] = [], steps: [CardStep],
        never: [Bilingual] = [], states: [CardState] = [], contacts: [CardContact] = []
    ) {
        self.id = id
        self.title = title
        self.when = when
        self.screens = screens
        self.steps = steps
        self.never = never
        self.states = states
        self.contacts = contacts
    }
}

/// One step of a card.
public struct CardStep: Equatable, Sendable {
    /// What happens around the terminal until the step is done.
    public enum World: Equatable, Sendable {
        /// The host answers everything with 00.
        case hostAnswers
        /// The host does not answer.
        case hostIsSilent
        /// The host refuses the close.
        case hostRefuses
        /// Paper is put in.
        case paperIn
        /// Power comes back.
        case powerBack
    }

    /// What to do.
    public let action: Bilingual
    /// Keys to press, as they are printed on the keypad, one after the other; nil when none is pressed.
    public let keys: String?
    /// Name of the screen that is shown then, or nil.
    public let screen: String?
    /// Words that stand on that screen.
    public let shows: Bilingual?
    /// What happens around the terminal meanwhile.
    public let world: World?

    init(
        _ action: Bilingual, keys: String? = nil, screen: String? = nil, shows: Bilingual? = nil, world: World? = nil
    ) {
        self.action = action
        self.keys = keys
        self.screen = screen
        self.shows = shows
        self.world = world
    }
}

/// A state of a chart that a card leans on.
public struct CardState: Equatable, Sendable {
    /// Name of the chart.
    public let chart: String
    /// Name of the state.
    public let state: String

    init(_ chart: String, _ state: String) {
        self.chart = chart
        self.state = state
    }

    /// The state with all that its chart says of it; nil when there is none of that name.
    public var found: ChartState? { StateChart.all.first { $0.id == chart }?.state(state) }
}

/// Somebody to call; the number is written in by hand.
public struct CardContact: Equatable, Sendable {
    /// Who.
    public let role: Bilingual
    /// When.
    public let when: Bilingual

    init(_ role: Bilingual, when: Bilingual) {
        self.role = role
        self.when = when
    }

    static let lead = CardContact(
        Bilingual("Shift lead", "当班主管"), when: Bilingual("first, always", "任何问题先找"))
    static let acquirer = CardContact(
        Bilingual("Acquirer hotline", "收单机构热线"),
        when: Bilingual("settlement or reversal refused, batch numbers differ", "结算或冲正被拒, 批次号不符"))
    static let service = CardContact(
        Bilingual("Terminal service", "终端维修"),
        when: Bilingual("TERMINAL STOPPED, secure element, printer", "终端停用、安全模块、打印机"))
    static let network = CardContact(
        Bilingual("Network provider", "网络服务商"), when: Bilingual("line down for over 15 minutes", "线路中断超过 15 分钟"))
}

extension StepCard {
    /// Every card, in the order of a day.
    public static var all: [StepCard] {
        [
            .closeTheDay, .settlementForgotten, .settlementInterrupted, .settlementRefused, .paperOutAtSlip,
            .reversalPending, .storedSales, .lineDown, .powerCut, .changePaper, .endOfShift, .escalation,
        ]
    }
}
