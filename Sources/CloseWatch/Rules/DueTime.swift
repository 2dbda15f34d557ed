/// When a batch that stays as it is becomes overdue, and why.
public struct DueTime: Sendable, Equatable, Codable {
    /// Why a batch is overdue.
    public enum Reason: String, Sendable, Codable, CaseIterable {
        /// The shop is past its usual close, and quiet.
        case pastUsualClose = "past-usual-close"
        /// The business day turned, and the batch still holds sales of the day before.
        case dayTurned = "day-turned"
        /// The fixed deadline has passed.
        case deadline
        /// The host closes soon by itself.
        case cutOff = "cut-off"
    }

    /// Seconds since 1970-01-01 00:00 of the shop's local time.
    public var at: Int64
    /// Why.
    public var reason: Reason
    /// What was learned of that weekday; nil when nothing counts.
    public var habit: CloseHabit.Day?
    /// Business day, in days since 1970-01-01.
    public var day: Int64
    /// Minutes past the usual close that were waited.
    public var margin: Int
    /// Minutes without a sale that were asked for.
    public var quiet: Int

    /// The hour that a shop has after its day turned.
    static let grace: Int64 = 3600
    /// The longest day of a shop of which nothing is known.
    static let longDay: Int64 = 18 * 3600

    /// The earliest moment at which one of the rules calls the batch overdue.
    ///
    /// - Returns: Nil for a batch without standing records, and for a terminal that is not watched.
    public init?(_ batch: OpenBatch, habit: CloseHabit, rules: WatchRules) {
        guard batch.count > 0, rules.isWatched else { return nil }
        let day = habit.day(of: batch.firstAt)
        let known = habit.on(day: day)
        let quiet = DueTime.quiet(habit, rules)
        let margin = known.map { DueTime.margin($0, rules) } ?? 0
        var best: (at: Int64, reason: Reason)?
        func consider(_ at: Int64, _ reason: Reason) { if at < best?.at ?? .max { best = (at, reason) } }

        let usual = known.map { day * 86_400 + Int64(($0.usual + Double(margin)) * 60) }
        let calm = batch.lastAt + Int64(quiet) * 60
        if let usual { consider(max(usual, calm), .pastUsualClose) }
        let turn = (day + (habit.turn >= 43_200 ? 0 : 1)) * 86_400 + habit.turn + DueTime.grace
        // A shop of which nothing is known may open before the day turns elsewhere, or never shut.
        consider(max(turn, usual ?? max(calm, batch.firstAt + DueTime.longDay)), .dayTurned)
        if let deadline = rules.deadline {
            consider(max(DueTime.next(deadline, after: batch.firstAt), batch.firstAt), .deadline)
        }
        if let cutOff = rules.cutOff {
            let lead = Int64(rules.cutOffLead) * 60
            consider(max(DueTime.next(cutOff, after: batch.firstAt) - lead, batch.firstAt), .cutOff)
        }
        guard let best else { return nil }
        at = best.at
        reason = best.reason
        self.habit = known
        self.day = day
        self.margin = margin
        self.quiet = quiet
    }

    private static func margin(_ day: CloseHabit.Day, _ rules: WatchRules) -> Int {
        // Few closes say little of how they scatter.
        guard day.samples >= 3 else { return rules.largestMargin }
        let doubt = 1 + 2 / Double(day.samples)
        let margin = Int((rules.marginDeviations * day.deviation * doubt).rounded(.up))
        return min(max(margin, rules.leastMargin), rules.largestMargin)
    }

    /// Minutes from the last sale to the close in a shop of which nothing is known.
    private static let lag = 30

    /// A shop that counts its till before it settles is given the time for it.
    private static func quiet(_ habit: CloseHabit, _ rules: WatchRules) -> Int {
        guard let known = habit.lag else {
            return max(rules.quiet, min(lag + rules.quietMargin, rules.largestQuiet))
        }
        let usual = known.usual + max(rules.quietDeviations * known.deviation, Double(rules.quietMargin))
        return max(rules.quiet, min(Int(usual.rounded(.up)), rules.largestQuiet))
    }

    /// The first time of the clock after a moment.
    private static func next(_ minuteOfDay: Int, after moment: Int64) -> Int64 {
        let today = floorDivide(moment, 86_400) * 86_400 + Int64(minuteOfDay) * 60
        return today > moment ? today : today + 86_400
    }
}
