import Foundation
import Synchronization
import VirtualTerminal

/// Plays one day again and again, each time with processes killed (SIGKILL) at other random moments: the terminal's, the
/// host's, or both.
public struct KillRun: Sendable {
    /// How one day ended.
    public struct Outcome: Codable, Sendable, Equatable {
        /// Number of the day, from 1; 0 is the undisturbed one.
        public var number: Int
        /// Whose processes were struck; nil on a day whose strikes were given.
        public var plan: StrikePlan?
        /// When.
        public var strikes: [Strike]
        /// Receipts that came out of the printer.
        public var receipts = 0
        /// Why ledger, journal and receipts are not equal, or nil.
        public var failure: String?

        /// The strikes as `Strike.parse` reads them.
        public var moments: String { strikes.map(\.description).joined(separator: ",") }
    }

    private let scenario: ScenarioFile
    private let folder: URL
    private let program: String

    /// A run of this scenario; each day gets a folder of its own in `folder`.
    public init(_ scenario: ScenarioFile, folder: URL, program: String) {
        self.scenario = scenario
        self.folder = folder
        self.program = program
    }

    /// Plays the day once undisturbed to learn how long its steps take, then `count` times with strikes.
    ///
    /// - Parameters:
    ///   - count: Number of days.
    ///   - seed: Decides who is struck and when.
    ///   - jobs: Days that are played side by side.
    ///   - plans: Who may be struck.
    ///   - tell: Is told of each day as it ends.
    /// - Returns: The days in order; only the undisturbed one when not even that ends well.
    public func run(
        count: Int, seed: UInt64, jobs: Int, plans: [StrikePlan] = StrikePlan.allCases,
        tell: @escaping @Sendable (Outcome) -> Void
    ) throws -> [Outcome] {
        let undisturbed = try play("undisturbed", [])
        guard undisturbed.problems.isEmpty, !plans.isEmpty else {
            return [
                Outcome(number: 0, plan: nil, strikes: [], failure: undisturbed.problems.joined(separator: "; "))
            ]
        }
        var random = SplitMix64(state: seed)
        let days = (1...max(1, count)).map { number in
            let plan = plans[Int(random.next() % UInt64(plans.count))]
            return Outcome(
                number: number, plan: plan, strikes: plan.strikes(over: undisturbed.stepSeconds, &random), failure: nil)
        }
        let next = Mutex(0)
        let outcomes = Mutex<[Outcome]>([])
        DispatchQueue.concurrentPerform(iterations: max(1, jobs)) { _ in
            while true {
                let index = next.withLock { value in
                    defer { value += 1 }
                    return value
                }
                guard index < days.count else { return }
                let outcome = end(of: days[index])
                outcomes.withLock { $0.append(outcome) }
                tell(outcome)
            }
        }
        return outcomes.withLock { $0.sorted { $0.number < $1.number } }
    }

    /// Plays one day with these strikes.
    public func again(_ strikes: [Strike]) -> Outcome {
        end(of: Outcome(number: 1, plan: nil, strikes: strikes, failure: nil))
    }

    private func end(of day: Outcome) -> Outcome {
        var outcome = day
        do {
            let lived = try play("day-\(day.number)", day.strikes)
            outcome.receipts = lived.receiptCount
            if !lived.problems.isEmpty { outcome.failure = lived.problems.joined(separator: "; ") }
        } catch {
            outcome.failure = "\(error)"
        }
        return outcome
    }

    private func play(_ name: String, _ strikes: [Strike]) throws -> LivedDay {
        let place = folder.appendingPathComponent(name)
        let runner = try ScenarioRunner(
            scenario, folder: place, program: program, console: Console(.silent) { _ in }, host: .child)
        let day = try runner.live(through: strikes)
        if day.problems.isEmpty { try FileManager.default.removeItem(at: place) }
        return day
    }
}

/// A small generator that is the same everywhere. Source: Steele, Lea and Flood, *Fast splittable pseudorandom number
/// generators* (OOPSLA 2014).
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
