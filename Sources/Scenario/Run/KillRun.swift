import Foundation
import Synchronization

/// Plays one day again and again, each time with a power cut (SIGKILL) at another random moment.
public struct KillRun: Sendable {
    /// How one day ended.
    public struct Outcome: Codable, Sendable, Equatable {
        /// Number of the day, from 1.
        public var number: Int
        /// Seconds from the beginning to the cut.
        public var moment: Double
        /// Why ledger and journal are not equal, or nil.
        public var failure: String?
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

    /// Plays the day once undisturbed to learn how long it takes, then `count` times with a cut.
    ///
    /// - Parameters:
    ///   - count: Number of cuts.
    ///   - seed: Decides the moments.
    ///   - jobs: Days that are played side by side.
    ///   - tell: Is told of each day as it ends.
    /// - Throws: `BenchError` when not even the undisturbed day ends well.
    public func run(
        count: Int, seed: UInt64, jobs: Int, tell: @escaping @Sendable (Outcome) -> Void
    ) throws -> [Outcome] {
        let (equality, seconds) = try day("undisturbed", cutAt: nil)
        guard equality.isEqual else {
            return [
                Outcome(number: 0, moment: 0, failure: equality.rows.flatMap(\.differences).joined(separator: "; "))
            ]
        }
        var random = SplitMix64(state: seed)
        let moments = (0..<count).map { _ in Double(random.next() >> 11) / Double(UInt64(1) << 53) * seconds }
        let next = Mutex(0)
        let outcomes = Mutex<[Outcome]>([])
        DispatchQueue.concurrentPerform(iterations: max(1, jobs)) { _ in
            while true {
                let index = next.withLock { value in
                    defer { value += 1 }
                    return value
                }
                guard index < count else { return }
                var outcome = Outcome(number: index + 1, moment: moments[index], failure: nil)
                do {
                    let (equality, _) = try day("day-\(index + 1)", cutAt: moments[index])
                    if !equality.isEqual {
                        outcome.failure = equality.rows.flatMap(\.differences).joined(separator: "; ")
                    }
                } catch {
                    outcome.failure = "\(error)"
                }
                outcomes.withLock { $0.append(outcome) }
                tell(outcome)
            }
        }
        return outcomes.withLock { $0.sorted { $0.number < $1.number } }
    }

    private func day(_ name: String, cutAt moment: Double?) throws -> (LedgerComparison, Double) {
        let place = folder.appendingPathComponent(name)
        let runner = try ScenarioRunner(
            scenario, folder: place, program: program, console: Console(.silent) { _ in })
        let (equality, seconds) = try runner.runWithPowerCut(at: moment)
        if equality.isEqual { try FileManager.default.removeItem(at: place) }
        return (equality, seconds)
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
