/// How the rules did, as it is printed.
struct Summary: Codable {
    struct Row: Codable {
        var rule: String
        var falsePerMonth: Double
        var caught: Double
        var forgotten: Int
        var medianDelayHours: Double?

        init(_ score: Score) {
            rule = score.rule
            falsePerMonth = score.falsePerMonth
            caught = score.caughtShare
            forgotten = score.forgotten
            medianDelayHours = score.medianDelay
        }
    }

    var seed: UInt64
    var shops: Int
    var days: Int
    var isHarsh: Bool
    var rows: [Row]
    var firstWeeks: Row
    var kinds: [Row]
}

extension Contest.Result {
    func summary(isHarsh: Bool) -> Summary {
        Summary(
            seed: seed, shops: shops, days: days, isHarsh: isHarsh, rows: rows.map(Summary.Row.init),
            firstWeeks: Summary.Row(firstWeeks), kinds: kinds.map(Summary.Row.init))
    }
}
