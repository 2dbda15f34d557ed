/// What a watch goes by at a terminal. Times in minutes; times of day in minutes after midnight.
public struct WatchRules: Sendable, Equatable {
    /// No sale for so long before an alarm: the least.
    public var quiet = 60
    /// What is added to the shop's usual time from its last sale to its close: so many standard deviations of it...
    public var quietDeviations = 4.0
    /// ... and not less than this.
    public var quietMargin = 120
    /// The most that is asked for without a sale.
    public var largestQuiet = 175
    /// Standard deviations past the usual close.
    public var marginDeviations = 3.0
    /// The least that an alarm waits past the usual close.
    public var leastMargin = 60
    /// The most.
    public var largestMargin = 120
    /// A fixed time of day by which batches are closed; nil for none.
    public var deadline: Int?
    /// The time of day at which the host closes by itself; nil for none.
    public var cutOff: Int?
    /// How long before the cut-off.
    public var cutOffLead = 30
    /// When each step of an alarm is taken, after it was raised; nil for never.
    public var steps: [AlarmStep: Int] = [.terminal: 0, .shop: 15, .supervisor: 60, .acquirer: 240]
    /// The terminal is told to settle by itself so long after the alarm was raised; nil for never.
    public var settleAfter: Int?
    /// False for a terminal that is not watched.
    public var isWatched = true

    /// The usual rules: few false alarms, and what was forgotten is known within three hours.
    public init() {}

    /// An alarm about an hour after the shop should have closed, for more false ones.
    public static var eager: WatchRules {
        var rules = WatchRules()
        rules.quietMargin = 30
        rules.marginDeviations = 2
        rules.leastMargin = 30
        return rules
    }
}

/// Who is told, one after the other, while nobody settles.
public enum AlarmStep: Int, Sendable, Codable, CaseIterable, Comparable {
    /// The terminal shows a reminder and prints a slip.
    case terminal = 1
    /// The shop.
    case shop
    /// The supervisor.
    case supervisor
    /// The acquirer.
    case acquirer

    /// Its name in files and reports.
    public var name: String {
        switch self {
        case .terminal: "terminal"
        case .shop: "shop"
        case .supervisor: "supervisor"
        case .acquirer: "acquirer"
        }
    }

    /// The step of that name.
    public init?(name: String) {
        guard let step = AlarmStep.allCases.first(where: { $0.name == name }) else { return nil }
        self = step
    }

    /// Order of being told.
    public static func < (left: AlarmStep, right: AlarmStep) -> Bool { left.rawValue < right.rawValue }
}
