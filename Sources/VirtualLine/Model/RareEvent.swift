import Glibc

/// Tells of each trial whether something rare happens in it, at the cost of a countdown.
///
/// How many trials pass before the next event has a geometric distribution, so one random number serves many trials.
struct RareEvent: Sendable, Equatable {
    private(set) var probability: Double
    private var numbers: SplitMix
    private var left: UInt64 = .max

    init(probability: Double, numbers: SplitMix) {
        self.numbers = numbers
        self.probability = 0
        change(to: probability)
    }

    /// From now on with another probability; one that is already so stays as it is.
    mutating func change(to probability: Double) {
        guard probability != self.probability else { return }
        self.probability = min(1, max(0, probability))
        draw()
    }

    /// One trial.
    mutating func happens() -> Bool {
        if left == .max { return false }
        if left > 0 {
            left -= 1
            return false
        }
        draw()
        return true
    }

    /// So many trials at once, if nothing happens in any of them.
    ///
    /// - Returns: False when something happens in one; then none of them was made.
    mutating func passes(_ trials: UInt64) -> Bool {
        if left == .max { return true }
        guard left >= trials else { return false }
        left -= trials
        return true
    }

    private mutating func draw() {
        if probability <= 0 {
            left = .max
        } else if probability >= 1 {
            left = 0
        } else {
            // log1p keeps its precision where the probability is as small as that of a good line.
            let trials = log(numbers.share()) / log1p(-probability)
            left = trials < 1e18 ? UInt64(trials) : .max - 1
        }
    }
}
