import CloseWatch
import Settlement

/// How a rule did.
struct Score: Codable {
    var rule: String
    var falseAlarms = 0
    var forgotten = 0
    var caught = 0
    var days = 0
    var delays: [Double] = []

    var falsePerMonth: Double { days == 0 ? 0 : Double(falseAlarms) / (Double(days) / 30) }
    var caughtShare: Double { forgotten == 0 ? 0 : Double(caught) / Double(forgotten) }
    var medianDelay: Double? { delays.isEmpty ? nil : delays.sorted()[delays.count / 2] }

    /// - Parameter alarm: When the first alarm of that batch came; nil for none.
    mutating func count(_ batch: TrueBatch, alarm: Int64?) {
        if batch.forgottenAt != nil { forgotten += 1 }
        guard let alarm, alarm < batch.closedAt else { return }
        guard let should = batch.forgottenAt, alarm >= should else {
            // An alarm before the time at which the staff would have settled is as false as one on an honest night.
            falseAlarms += 1
            return
        }
        delays.append(Double(alarm - should) / 3600)
        if alarm - should <= 3 * 3600 { caught += 1 }
    }
}

/// A rule that looks at one batch.
enum RivalRule {
    /// An alarm at the first time of the clock after the first record.
    static func fixed(_ minute: Int64, _ batch: TrueBatch) -> Int64 {
        let today = batch.firstAt / 86_400 * 86_400 + minute * 60
        return today > batch.firstAt ? today : today + 86_400
    }
}

/// All rules on the same shops.
enum Contest {
    struct Result: Codable {
        var seed: UInt64
        var shops: Int
        var days: Int
        var rows: [Score]
        var firstWeeks: Score
        var kinds: [Score]
    }

    static func run(seed: UInt64, shops: Int, days: Int, rates: ShopDays.Rates) -> Result {
        var ours = Score(rule: "learned")
        var eager = Score(rule: "learned, eager")
        var early = Score(rule: "learned, its first four weeks")
        let fixed = [1439, 120, 360].map { minute in
            (minute, ["1439": "fixed 23:59", "120": "fixed 02:00", "360": "fixed 06:00"]["\(minute)"] ?? "")
        }
        var rivals = fixed.map { Score(rule: $0.1) } + [Score(rule: "24 hours old")]
        var kinds: [String: Score] = [:]
        for number in 0..<shops {
            var chance = Chance(seed: seed, shop: number)
            let key = TerminalKey(merchantID: "shop", terminalID: "\(number)")
            let played = ShopDays(key: key, days: days, rates: rates, &chance)
            let kind = played.kind
            let alarms = learned(key, played, WatchRules())
            let eagerAlarms = learned(key, played, .eager)
            ours.days += days
            eager.days += days
            early.days += min(28, days)
            kinds[kind, default: Score(rule: kind)].days += days
            for index in rivals.indices { rivals[index].days += days }
            for batch in played.batches {
                ours.count(batch, alarm: alarms[batch.number])
                eager.count(batch, alarm: eagerAlarms[batch.number])
                if batch.day < 28 { early.count(batch, alarm: alarms[batch.number]) }
                kinds[kind]?.count(batch, alarm: alarms[batch.number])
                for (index, rule) in fixed.enumerated() {
                    rivals[index].count(batch, alarm: RivalRule.fixed(Int64(rule.0), batch))
                }
                rivals[fixed.count].count(batch, alarm: batch.firstAt + 86_400)
            }
        }
        return Result(
            seed: seed, shops: shops, days: days, rows: [ours, eager] + rivals, firstWeeks: early,
            kinds: kinds.sorted { $0.key < $1.key }.map(\.value))
    }

    /// When the watch raised its alarm of each batch.
    private static func learned(_ key: TerminalKey, _ played: ShopDays, _ rules: WatchRules) -> [UInt32: Int64] {
        var watch = CloseWatch { _ in rules }
        var alarms: [UInt32: Int64] = [:]
        for event in played.events {
            while let next = watch.nextLook(), next < event.at.secondNumber {
                for case .raised(let alarm) in watch.look(at: ClockTime(secondNumber: next)) {
                    alarms[alarm.batch.number] = alarms[alarm.batch.number] ?? alarm.raisedAt
                }
            }
            _ = watch.take(event)
        }
        return alarms
    }
}
