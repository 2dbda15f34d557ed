import BenchSupport
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
        /// Processes that a strike found alive: one that falls while the process is off kills nobody.
        public var killed = KillCount()
        /// Receipts that came out of the printer.
        public var receipts = 0
        /// How long the day took, in seconds.
        public var seconds = 0.0
        /// Why ledger, journal and receipts are not equal, or nil.
        public var failure: String?

        /// The strikes as `Strike.parse` reads them.
        public var moments: String { strikes.map(\.description).joined(separator: ",") }
    }

    /// When a run has played enough.
    public enum Goal: Sendable, Equatable {
        /// So many days.
        case days(Int)
        /// As many days as it takes to kill so many terminals; days that are under way by then are played to their end.
        case terminalKills(Int)
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

    /// Plays the day once undisturbed to learn how long its steps take, then with strikes until the goal is reached.
    ///
    /// - Parameters:
    ///   - goal: When it is enough.
    ///   - seed: Decides who is struck and when.
    ///   - jobs: Days that are played side by side. A day waits most of the time: more than there are cores is well.
    ///   - plans: Who may be struck.
    ///   - tell: Is told of each day as it ends.
    /// - Returns: The days in order; only the undisturbed one when not even that ends well.
    public func run(
        _ goal: Goal, seed: UInt64, jobs: Int, plans: [StrikePlan] = StrikePlan.allCases,
        tell: @escaping @Sendable (Outcome) -> Void
    ) throws -> [Outcome] {
        let undisturbed = try play("undisturbed", [], StrikeTally())
        guard undisturbed.problems.isEmpty, !plans.isEmpty else {
            return [
                Outcome(number: 0, plan: nil, strikes: [], failure: undisturbed.problems.joined(separator: "; "))
            ]
        }
        let state = Mutex(Days(goal, plans: plans, steps: undisturbed.stepSeconds, seed: seed))
        let finished = DispatchSemaphore(value: 0)
        // Threads of their own: a pool has no more of them than the machine has cores.
        for _ in 0..<max(1, jobs) {
            Thread.detachNewThread {
                while let day = state.withLock({ $0.next() }) {
                    let outcome = end(of: day)
                    state.withLock { $0.ended.append(outcome) }
                    tell(outcome)
                }
                finished.signal()
            }
        }
        for _ in 0..<max(1, jobs) { finished.wait() }
        return state.withLock { $0.ended.sorted { $0.number < $1.number } }
    }

    /// Plays one day with these strikes.
    public func again(_ strikes: [Strike]) -> Outcome {
        end(of: Outcome(number: 1, plan: nil, strikes: strikes, failure: nil))
    }

    private func end(of day: Outcome) -> Outcome {
        var outcome = day
        let tally = StrikeTally()
        let begun = Date()
        do {
            let lived = try play("day-\(day.number)", day.strikes, tally)
            outcome.receipts = lived.receiptCount
            if !lived.problems.isEmpty { outcome.failure = lived.problems.joined(separator: "; ") }
        } catch {
            outcome.failure = "\(error)"
        }
        outcome.killed = tally.count
        outcome.seconds = -begun.timeIntervalSinceNow
        return outcome
    }

    private func play(_ name: String, _ strikes: [Strike], _ tally: StrikeTally) throws -> LivedDay {
        let place = folder.appendingPathComponent(name)
        let runner = try ScenarioRunner(
            scenario, folder: place, program: program, console: Console(.silent) { _ in }, host: .child)
        let day = try runner.live(through: strikes, tally: tally)
        if day.problems.isEmpty { try FileManager.default.removeItem(at: place) }
        return day
    }
}

extension KillRun {
    /// The days of a run, one after another by chance, and how they ended.
    struct Days {
        private let goal: Goal
        private let plans: [StrikePlan]
        private let steps: [Double]
        private var random: SplitMix64
        private var begun = 0
        var ended: [Outcome] = []

        init(_ goal: Goal, plans: [StrikePlan], steps: [Double], seed: UInt64) {
            self.goal = goal
            self.plans = plans
            self.steps = steps
            random = SplitMix64(state: seed)
        }

        /// The next day, or nil when it is enough.
        mutating func next() -> Outcome? {
            switch goal {
            case .days(let count): guard begun < max(1, count) else { return nil }
            case .terminalKills(let count):
                // Strikes that never find a terminal alive must not go on for ever.
                let killed = ended.reduce(0) { $0 + $1.killed.terminal }
                guard killed < count, begun < 10 * count + 10 else { return nil }
            }
            begun += 1
            let plan = plans[Int(random.next() % UInt64(plans.count))]
            return Outcome(number: begun, plan: plan, strikes: plan.strikes(over: steps, &random), failure: nil)
        }
    }
}
