import Settlement
import TerminalFirmware

/// What a shop has set up for the evening, the night and the next morning. By seed, so that every combination is played.
///
/// Times are minutes after midnight on the shop's wall.
package struct ShopHabits: Sendable, Equatable {
    /// When the terminal settles by itself.
    package struct Window: Sendable, Equatable {
        let from: Int
        let to: Int

        /// A window; an end that is not after the begin lies in the next calendar day.
        package init(from: Int, to: Int) {
            self.from = from
            self.to = to
        }

        /// Minutes that it is open.
        var length: Int { (to - from + 1439) % 1440 + 1 }
    }

    /// When an open batch is reminded of first; nil for never.
    package var remindFrom: Int?
    /// Minutes between two reminders.
    package var remindEvery = 15
    /// Number of the reminder that takes the whole screen; nil for none.
    package var screenFrom: Int?
    /// Number of the reminder that is printed; nil for none.
    package var slipFrom: Int?
    /// Number of the reminder from which nothing new is sold; nil for none.
    package var refuseFrom: Int?
    /// How often a day the clerk may put a reminder off.
    package var mostPutOffs = 3
    /// Opens what only a supervisor may put off; nil where nobody can.
    package var supervisorPassword: String?
    /// When the terminal settles by itself; nil for never.
    package var window: Window?
    /// What happens with a batch that a night has passed over.
    package var morning = MorningPolicy.ask
    /// When the business day begins.
    package var cutOver = 0

    /// Minutes for which a reminder that was put off keeps quiet.
    static let putOffMinutes = 20

    /// No reminder, no automatic settlement, a question in the morning.
    package init() {}

    /// The habits of most shops.
    package static let usual = ShopHabits()

    /// Those that belong to a seed: half of the shops have something set up.
    init(seed: UInt64) {
        var chance = ChanceStream(seed: seed, stream: 13)
        func one<Choice>(of choices: [Choice]) -> Choice { choices[chance.below(choices.count)] }
        guard chance.perMille(500) else { return }
        remindFrom = one(of: [nil, 20 * 60, 20 * 60 + 45, 21 * 60 + 20])
        remindEvery = one(of: [10, 15, 25])
        screenFrom = one(of: [nil, 1, 2])
        slipFrom = one(of: [nil, 2, 4])
        window = one(of: [
            nil, nil, Window(from: 14 * 60, to: 15 * 60), Window(from: 22 * 60 + 30, to: 23 * 60 + 30),
            Window(from: 23 * 60 + 30, to: 60), Window(from: 2 * 60, to: 4 * 60),
        ])
        morning = one(of: MorningPolicy.allCases)
        cutOver = one(of: [0, 4 * 60])
        refuseFrom = one(of: [nil, nil, 3, 5])
        mostPutOffs = one(of: [3, 3, 1])
        supervisorPassword = one(of: [nil, "0815", "271828"])
    }

    /// True when the terminal does something at a time of day, beside the morning's question.
    var isTimed: Bool { remindFrom != nil || window != nil || morning == .automatic }

    /// Puts them into a terminal's parameters.
    func apply(to parameters: inout TerminalParameters) {
        var policy = SettlementPolicy()
        policy.remindFrom = remindFrom.flatMap(TimeOfDay.init(minute:))
        policy.remindEvery = remindEvery
        policy.screenFrom = screenFrom
        policy.slipFrom = slipFrom
        policy.refuseFrom = refuseFrom
        policy.putOffMinutes = ShopHabits.putOffMinutes
        policy.mostPutOffs = mostPutOffs
        if let window, let from = TimeOfDay(minute: window.from), let to = TimeOfDay(minute: window.to) {
            policy.automatic = SettlementWindow(from: from, to: to)
        }
        policy.morning = morning
        parameters.settlement = policy
        parameters.supervisorPassword = supervisorPassword ?? ""
        parameters.businessDay = BusinessDay(cutOverMinute: cutOver) ?? .calendar
    }

    /// Words for the log.
    var words: String {
        func time(_ minute: Int) -> String { TimeOfDay(minute: minute)?.description ?? "?" }
        return "reminded from \(remindFrom.map(time) ?? "never"), settles by itself "
            + "\(window.map { time($0.from) + "-" + time($0.to) } ?? "never"), in the morning \(morning), "
            + "day begins at \(time(cutOver)), sells nothing from reminder \(refuseFrom.map(String.init) ?? "never"), "
            + (supervisorPassword == nil ? "no supervisor" : "a supervisor")
    }
}

extension ShopHabits {
    /// Number of the business day of a moment, in seconds.
    func day(at second: Int64) -> Int64 {
        let shifted = second - Int64(cutOver) * 60
        return shifted >= 0 ? shifted / 86_400 : (shifted - 86_399) / 86_400
    }

    /// The moment of a time of day within a business day, in seconds.
    func moment(_ minute: Int, of day: Int64) -> Int64 {
        day * 86_400 + Int64((minute - cutOver + 1440) % 1440 + cutOver) * 60
    }

    /// Begin and end of the window of a business day, in seconds; nil in a shop that has none.
    func window(of day: Int64) -> Range<Int64>? {
        guard let window else { return nil }
        let begin = moment(window.from, of: day)
        return begin..<begin + Int64(window.length) * 60
    }
}
