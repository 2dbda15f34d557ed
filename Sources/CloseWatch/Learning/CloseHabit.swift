/// What a shop's past closes say about when it closes, for each day of the week.
///
/// Minutes count from the midnight on which the business day begins: a close at 01:30 of the next morning is minute 1530.
public struct CloseHabit: Sendable, Equatable {
    /// What is known of one day of the week.
    public struct Day: Sendable, Equatable, Codable {
        /// Median of the closes, moved by a shift of hours where there is one; minutes.
        public var usual: Double
        /// Standard deviation by the median of the distances; minutes.
        public var deviation: Double
        /// Closes that say so.
        public var samples: Int
        /// True when they are all of this day of the week; false when all days are taken together.
        public var isOwn: Bool
        /// Minutes by which the last closes shifted all of them; zero for no shift.
        public var shift: Double
    }

    /// Days of the past that count.
    public static let window: Int64 = 70 * 86_400

    /// When the day turns, seconds after midnight.
    public let turn: Int64
    /// Monday first; nil where too little is known.
    public let days: [Day?]
    /// Minutes from the last record to the close: median and deviation; nil where too little is known.
    public let lag: (usual: Double, deviation: Double)?
    /// Business days that were learned from.
    public let sampleCount: Int

    /// A shop of which nothing is known.
    public static let none = CloseHabit(learningFrom: [])

    /// Learns.
    ///
    /// - Parameter spans: Batches that were closed by the terminal, in any order; older ones than ``window`` before the
    ///   newest count no more.
    public init(learningFrom spans: [BatchSpan]) {
        let newest = spans.map(\.closedAt).max() ?? 0
        let recent = spans.filter { $0.closedAt > newest - CloseHabit.window }.sorted { $0.closedAt < $1.closedAt }
        turn = DayTurn.learned(from: recent)
        // The last close of a business day counts: who settles at noon as well closes twice.
        var closes: [Int64: BatchSpan] = [:]
        for span in recent { closes[CloseHabit.day(of: span.firstAt, turn: turn)] = span }
        let samples = closes.sorted { $0.key < $1.key }.map {
            Sample(day: $0.key, minute: Double($0.value.closedAt - $0.key * 86_400) / 60)
        }
        sampleCount = samples.count
        days = CloseHabit.learn(samples)
        let lags = closes.values.map { Double($0.closedAt - $0.lastAt) / 60 }.filter { $0 >= 0 && $0 < 360 }
        if lags.count >= 3, let usual = RobustStatistics.median(lags) {
            let spread = RobustStatistics.spread(lags, around: usual) ?? 0
            lag = (usual, spread * RobustStatistics.toDeviation)
        } else {
            lag = nil
        }
    }

    /// The business day of a moment, in days since 1970-01-01.
    public func day(of moment: Int64) -> Int64 { CloseHabit.day(of: moment, turn: turn) }

    /// What is known of the weekday of a business day.
    public func on(day: Int64) -> Day? { days[CloseHabit.weekday(day)] }

    /// Monday is 0.
    public static func weekday(_ day: Int64) -> Int { Int(positive(day + 3, 7)) }

    private static func day(of moment: Int64, turn: Int64) -> Int64 {
        // A day that turns in the evening bears the date of its morning.
        floorDivide(moment - turn, 86_400) + (turn >= 43_200 ? 1 : 0)
    }

    /// Equal when everything that was learned is.
    public static func == (left: CloseHabit, right: CloseHabit) -> Bool {
        left.turn == right.turn && left.days == right.days && left.sampleCount == right.sampleCount
            && left.lag?.usual == right.lag?.usual && left.lag?.deviation == right.lag?.deviation
    }
}

extension CloseHabit {
    private struct Sample {
        let day: Int64
        let minute: Double
    }

    /// Closes of one weekday that are enough to stand for themselves.
    private static let ownSamples = 3
    /// Closes of a weekday whose own deviation counts.
    private static let ownDeviation = 6
    /// Closes that in a row point to new hours.
    private static let shiftRun = 4

    private static func learn(_ samples: [Sample]) -> [Day?] {
        let minutes = samples.map(\.minute)
        guard let pooled = RobustStatistics.median(minutes) else {
            return [Day?](repeating: nil, count: 7)
        }
        let own = (0..<7).map { weekday in
            samples.filter { CloseHabit.weekday($0.day) == weekday }.map(\.minute)
        }
        let usual = own.map { $0.count >= ownSamples ? RobustStatistics.median($0) ?? pooled : pooled }
        let rests = samples.map { $0.minute - usual[CloseHabit.weekday($0.day)] }
        let common = (RobustStatistics.spread(rests, around: 0) ?? 0) * RobustStatistics.toDeviation
        let shift = shift(rests, beyond: max(20, common))
        return (0..<7).map { weekday in
            let count = own[weekday].count
            var deviation = common
            if count >= ownDeviation, let spread = RobustStatistics.spread(own[weekday], around: usual[weekday]) {
                deviation = max(deviation, spread * RobustStatistics.toDeviation)
            }
            let isOwn = count >= ownSamples
            return Day(
                usual: usual[weekday] + shift, deviation: deviation, samples: isOwn ? count : samples.count,
                isOwn: isOwn, shift: shift)
        }
    }

    /// Hours were shifted when the last closes all lie on one side of what was usual.
    private static func shift(_ rests: [Double], beyond: Double) -> Double {
        let last = rests.suffix(shiftRun)
        guard rests.count > 2 * shiftRun, last.allSatisfy({ $0 > beyond }) || last.allSatisfy({ $0 < -beyond }) else {
            return 0
        }
        return RobustStatistics.median(Array(last)) ?? 0
    }
}
