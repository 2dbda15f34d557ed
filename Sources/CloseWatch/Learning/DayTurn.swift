/// When a shop's day turns into the next one: in the middle of the longest stretch of the clock in which it never sells. A bar's
/// evening that ends at three in the morning is so one day, and a bakery's that begins at four another one.
enum DayTurn {
    /// For a shop of which nothing is known.
    static let usual: Int64 = 5 * 3600

    private static let width: Int64 = 900
    private static let bins = 96

    /// Seconds after midnight.
    ///
    /// - Parameter spans: Closed batches.
    static func learned(from spans: [BatchSpan]) -> Int64 {
        // What is longer than a day holds two days' sales: it was forgotten, and says nothing of hours.
        let days = spans.filter { $0.lastAt - $0.firstAt < 25 * 3600 }
        guard !days.isEmpty else { return usual }
        var covered = [Int](repeating: 0, count: bins)
        for span in days {
            let first = floorDivide(span.firstAt, width)
            let last = max(first, floorDivide(span.lastAt, width))
            for bin in first...min(last, first + Int64(bins) - 1) { covered[Int(positive(bin, Int64(bins)))] += 1 }
        }
        let few = days.count / 10
        guard let gap = longestRun(covered.map { $0 <= few }) else { return beforeClose(days) }
        return positive((Int64(2 * gap.start + gap.length) * width) / 2, 86_400)
    }

    /// A shop that never shuts has its day from close to close. What is opened shortly before the usual close belongs to the
    /// day after it.
    private static func beforeClose(_ days: [BatchSpan]) -> Int64 {
        // Closes scatter around one time of the clock: they are counted from the opposite one.
        let anchor = days[days.count - 1].closedAt - 43_200
        let distances = days.map { Double(positive($0.closedAt - anchor, 86_400)) }
        let middle = RobustStatistics.median(distances).map { Int64($0) } ?? 43_200
        return positive(anchor + middle - 1800, 86_400)
    }

    private static func longestRun(_ isFree: [Bool]) -> (start: Int, length: Int)? {
        guard isFree.contains(true) else { return nil }
        guard let busy = isFree.firstIndex(of: false) else { return (0, isFree.count) }
        var best: (start: Int, length: Int)?
        var start = 0
        var length = 0
        for offset in 1...isFree.count {
            let bin = (busy + offset) % isFree.count
            guard isFree[bin] else {
                length = 0
                continue
            }
            if length == 0 { start = bin }
            length += 1
            if length > best?.length ?? 0 { best = (start, length) }
        }
        return best
    }
}

/// Quotient towards minus infinity.
func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}

/// Remainder that is never below zero.
func positive(_ value: Int64, _ divisor: Int64) -> Int64 {
    let rest = value % divisor
    return rest < 0 ? rest + divisor : rest
}
