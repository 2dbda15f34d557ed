import Foundation
import Synchronization

/// Runs the terminals of a simulation, on as many threads as are wanted.
public struct SimulationRun: Sendable {
    /// How far a run has come.
    public struct Progress: Sendable {
        /// Terminals that are done, and of how many.
        public let done: Int
        /// Terminals in all.
        public let total: Int
        /// Terminal-days so far.
        public let days: Int
        /// Seconds since the start.
        public let seconds: Double
        /// Invariants that broke so far.
        public let violations: Int

        /// Terminal-days in each second.
        public var rate: Double { seconds > 0 ? Double(days) / seconds : 0 }
        /// Seconds that are left, judged by what is done.
        public var secondsLeft: Double { done > 0 ? seconds / Double(done) * Double(total - done) : 0 }
    }

    private let settings: SimulationSettings

    /// A run.
    public init(_ settings: SimulationSettings) { self.settings = settings }

    /// Simulates everything.
    ///
    /// - Parameters:
    ///   - trace: Takes the lines of each terminal, in order of the terminals, when somebody wants to read them.
    ///   - progress: Called a few times a second.
    /// - Throws: What the cryptography throws when it is not there.
    public func run(
        trace: ((String) throws -> Void)? = nil, progress: (Progress) -> Void = { _ in }
    ) throws -> SimulationReport {
        let start = Date()
        let processorStart = SimulationRun.processorSeconds
        let chosen = settings.chosen
        let state = Mutex(State(report: SimulationReport(settings)))
        let wantsLines = trace != nil
        var written = 0
        try Crew.share(
            chosen.count, among: settings.jobs,
            { place in
                let (outcome, lines) = try play(chosen[place], wantsLines)
                state.withLock { state in
                    state.report.add(outcome)
                    if wantsLines { state.lines[chosen[place]] = lines }
                }
            },
            watch: { _ in
                try writeLines(trace, chosen, state, &written)
                progress(state.withLock { $0.progress(total: chosen.count, since: start) })
            })
        try writeLines(trace, chosen, state, &written)
        var report = state.withLock { $0.report }
        report.violations.sort { $0.terminal < $1.terminal }
        report.seconds = -start.timeIntervalSinceNow
        report.processorSeconds = SimulationRun.processorSeconds - processorStart
        return report
    }

    /// Processor time of this process, in seconds.
    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private struct State {
        var report: SimulationReport
        var lines: [Int: [String]] = [:]

        func progress(total: Int, since start: Date) -> Progress {
            Progress(
                done: report.ran, total: total, days: report.counts.days, seconds: -start.timeIntervalSinceNow,
                violations: report.violations.count)
        }
    }

    private func writeLines(
        _ trace: ((String) throws -> Void)?, _ chosen: [Int], _ state: borrowing Mutex<State>, _ written: inout Int
    ) throws {
        guard let trace else { return }
        while written < chosen.count, let lines = state.withLock({ $0.lines.removeValue(forKey: chosen[written]) }) {
            for line in lines { try trace(line) }
            written += 1
        }
    }

    private func play(_ terminal: Int, _ wantsLines: Bool) throws -> (WorldOutcome, [String]) {
        let world = try World<RealFirmware, RealHost>(settings.world(terminal))
        var lines: [String] = []
        if wantsLines { world.log = { lines.append("terminal \(terminal) \($0)") } }
        world.run()
        let outcome = WorldOutcome(
            terminal: terminal, counts: world.counts, hash: world.hash.value, violation: world.violation)
        return (outcome, lines)
    }
}
