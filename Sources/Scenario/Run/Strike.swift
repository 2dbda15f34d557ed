import BenchSupport
import VirtualTerminal

/// A SIGKILL at one moment of a day.
public struct Strike: Sendable, Equatable, Codable, CustomStringConvertible {
    /// Who is struck.
    public enum Target: String, Sendable, Codable, CaseIterable {
        /// The terminal's process: its power fails.
        case terminal
        /// The host's process; it comes back on its ledger.
        case host
    }

    /// Who is struck.
    public var target: Target
    /// Step of the scenario, from 1; one more than there are is the settling at the end.
    public var step: Int
    /// Seconds after the step began.
    public var seconds: Double
    /// Seconds until a host is started again. A terminal is switched on again by whoever needs it next.
    public var down: Double

    /// A strike.
    public init(_ target: Target, step: Int, seconds: Double, down: Double = 0) {
        self.target = target
        self.step = step
        self.seconds = seconds
        self.down = down
    }

    /// `terminal@7+0.412`, or `host@7+0.412/0.800` for a host that is down for 0.8 seconds.
    public var description: String {
        "\(target.rawValue)@\(step)+\(Strike.text(seconds))" + (target == .host ? "/\(Strike.text(down))" : "")
    }

    /// Reads strikes as `description` writes them, with commas between them.
    ///
    /// - Throws: `BenchError.file` when the text is none.
    public static func parse(_ text: String) throws(BenchError) -> [Strike] {
        var strikes: [Strike] = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let strike = Strike(word) else {
                throw BenchError(
                    .file, "\"\(word)\" is no moment", why: "",
                    next: "write it as the run printed it, for example terminal@7+0.412,host@9+0.100/0.800")
            }
            strikes.append(strike)
        }
        return strikes
    }

    private init?(_ word: Substring) {
        let parts = word.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let target = Target(rawValue: String(parts[0])) else { return nil }
        let place = parts[1].split(separator: "+", omittingEmptySubsequences: false)
        guard place.count == 2, let step = Int(place[0]), step >= 1 else { return nil }
        let times = place[1].split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(times.count), let seconds = Double(times[0]), (0...600).contains(seconds) else {
            return nil
        }
        var down = 0.0
        if times.count == 2 {
            guard target == .host, let given = Double(times[1]), (0...600).contains(given) else { return nil }
            down = given
        }
        self.init(target, step: step, seconds: seconds, down: down)
    }

    /// Milliseconds are exact enough to hit the same place again.
    private static func text(_ seconds: Double) -> String {
        let milliseconds = Int((seconds * 1000).rounded())
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}

/// Whose processes are struck on a day.
public enum StrikePlan: String, Sendable, Codable, CaseIterable {
    /// The terminal's.
    case terminal
    /// The host's.
    case host
    /// Both, at the same moment.
    case both
    /// Both, each at a moment of its own.
    case each
}

extension StrikePlan {
    /// The strikes of one day, by chance.
    ///
    /// - Parameter steps: How long each step of the undisturbed day took, in seconds; not empty.
    func strikes(over steps: [Double], _ random: inout SplitMix64) -> [Strike] {
        // Always the same count of numbers, so that one day's plan does not shift the next day's moments.
        let moments = (0..<2).map { _ in Strike.place(over: steps, &random) }
        let down = random.fraction() * 1.5
        let terminal = Strike(.terminal, step: moments[0].step, seconds: moments[0].seconds)
        let host = Strike(.host, step: moments[0].step, seconds: moments[0].seconds, down: down)
        switch self {
        case .terminal: return [terminal]
        case .host: return [host]
        case .both: return [terminal, host]
        case .each: return [terminal, Strike(.host, step: moments[1].step, seconds: moments[1].seconds, down: down)]
        }
    }
}

extension Strike {
    /// A moment of the day by chance: one time in two any moment is as likely as any other, else any step is. A day waits
    /// most of the time, and what happens in between must be struck too.
    static func place(over steps: [Double], _ random: inout SplitMix64) -> (step: Int, seconds: Double) {
        let (isStep, fraction, within) = (random.fraction() < 0.5, random.fraction(), random.fraction())
        if isStep {
            let index = min(Int(fraction * Double(steps.count)), steps.count - 1)
            return (index + 1, within * steps[index])
        }
        var left = fraction * steps.reduce(0, +)
        for (index, step) in steps.enumerated() {
            if left < step { return (index + 1, left) }
            left -= step
        }
        return (steps.count, 0)
    }
}

extension SplitMix64 {
    /// A number from 0 up to 1.
    mutating func fraction() -> Double { Double(next() >> 11) / Double(UInt64(1) << 53) }
}
