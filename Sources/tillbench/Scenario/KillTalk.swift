import Foundation
import Scenario
import Synchronization

/// What `scenario kill` tells while it runs: days that failed, and how long it still takes.
final class KillTalk: Sendable {
    private struct State {
        var days = 0
        var failed = 0
        var killed = 0
        var toldAt = 0.0
    }

    private let goal: KillRun.Goal
    private let file: String
    private let begun = Date()
    private let bar = ProgressBar()
    private let state = Mutex(State())

    init(_ goal: KillRun.Goal, file: String) {
        self.goal = goal
        self.file = file
    }

    /// A day has ended.
    func tell(_ outcome: KillRun.Outcome) {
        // The lock also keeps lines of two days apart.
        state.withLock { state in
            state.days += 1
            state.killed += outcome.killed.terminal
            if let failure = outcome.failure {
                state.failed += 1
                bar.clear()
                Talk.error("day \(outcome.number): \(failure)")
                Talk.error("  again: tillbench scenario kill \(file) --again \(outcome.moments)")
            }
            let seconds = -begun.timeIntervalSinceNow
            let (done, total, unit) =
                switch goal {
                case .days(let count): (state.days, count, "days")
                case .terminalKills(let count): (min(state.killed, count), count, "terminals killed")
                }
            let left = done > 0 ? "\(Int(seconds * Double(total - done) / Double(done))) s left" : "no end in sight yet"
            let text = "\(unit), \(left)" + (state.failed > 0 ? ", \(state.failed) FAILED" : "")
            if bar.isShown {
                bar.show(done, of: total, text)
            } else if seconds >= state.toldAt + 30 {
                state.toldAt = seconds
                Talk.error("\(done) of \(total) \(text)")
            }
        }
    }

    /// The run is over.
    func end() { bar.clear() }
}
