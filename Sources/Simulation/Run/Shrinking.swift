/// Looks for the smallest run in which an invariant still breaks: few faults, few days, few customers.
public struct Shrinking: Sendable {
    /// What was found.
    public struct Result: Codable, Sendable, Equatable {
        /// Faults that struck in the failing run.
        public var before: Int
        /// Faults that are enough, as `kind@customers before it.opportunity`.
        public var faults: [String]
        /// Days that are enough.
        public var days: Int
        /// Customers of these days who may stay away, as `3,5-9`.
        public var absent: String
        /// Customers who are left.
        public var customers: Int
        /// What breaks with these alone.
        public var violation: Violation
        /// Runs that it took.
        public var runs: Int
    }

    /// A run that may still break.
    package struct Attempt: Sendable, Equatable {
        /// Nothing but these faults strikes; nil for what the profile says.
        package var faults: [FaultEvent]?
        /// Days.
        package var days: Int
        /// Customers who stay away.
        package var absent: Set<Int> = []
    }

    private let settings: SimulationSettings

    /// Shrinks terminals of this run.
    public init(_ settings: SimulationSettings) { self.settings = settings }

    /// The fewest faults, days and customers with which the same invariant still breaks at this terminal; nil when nothing
    /// breaks there.
    ///
    /// First whole parts of the faults are left out, then ever smaller ones (delta debugging, Zeller and
    /// Hildebrandt 2002); then the days after the one on which it breaks; then customers, like the faults.
    ///
    /// - Parameter most: Runs after which it ends with what it has.
    /// - Throws: What the cryptography throws when it is not there.
    public func shrink(terminal: Int, most: Int = 600) throws -> Result? {
        try shrink(most: most) { attempt in
            let world = try World<RealFirmware, RealHost>(world(terminal, attempt))
            world.run()
            return (world.violation, world.faults.record)
        }
    }

    /// The settings of a terminal's world for an attempt.
    package func world(_ terminal: Int, _ attempt: Attempt) -> WorldSettings {
        var smaller = settings
        smaller.days = attempt.days
        smaller.faults = attempt.faults.map { Set($0) } ?? settings.faults
        smaller.absent = settings.absent.union(attempt.absent)
        return smaller.world(terminal)
    }

    /// The same for anything that plays a run and says what broke.
    package func shrink(
        most: Int, play: (Attempt) throws -> (Violation?, [FaultEvent])
    ) rethrows -> Result? {
        var best = Attempt(faults: nil, days: settings.days)
        let (first, all) = try play(best)
        guard var violation = first else { return nil }
        var runs = 1
        func breaks(_ attempt: Attempt) throws -> Bool {
            runs += 1
            guard let broken = try play(attempt).0, broken.invariant == violation.invariant else { return false }
            violation = broken
            best = attempt
            return true
        }
        best.faults = all
        // Half of the runs at most for the faults, so that days and customers have their share.
        _ = try Shrinking.fewest(all, isOver: { runs >= most / 2 }) { kept in
            var attempt = best
            attempt.faults = kept
            return try breaks(attempt)
        }
        // It may take days for the end of a run, or break on the last day only: the day itself first, then one more.
        for days in [violation.day, violation.day + 1] where (1..<best.days).contains(days) && runs < most {
            var attempt = best
            attempt.days = days
            if try breaks(attempt) { break }
        }
        let came = (0..<best.days * settings.transactions).filter { !settings.absent.contains($0) }
        let left = try Shrinking.fewest(came, isOver: { runs >= most }) { kept in
            var attempt = best
            attempt.absent = Set(came).subtracting(kept)
            return try breaks(attempt)
        }
        return Result(
            before: all.count, faults: (best.faults ?? []).map(\.name), days: best.days,
            absent: NumberList.text(
                best.absent.union(settings.absent).filter { $0 < best.days * settings.transactions }),
            customers: left.count, violation: violation, runs: runs)
    }

    /// Leaves out whatever is not needed: halves first, then ever smaller parts.
    private static func fewest<Element>(
        _ all: [Element], isOver: () -> Bool, isEnough: ([Element]) throws -> Bool
    ) rethrows -> [Element] {
        var kept = all
        var parts = 2
        while !kept.isEmpty, !isOver() {
            let size = max(1, (kept.count + parts - 1) / parts)
            var isSmaller = false
            var start = 0
            while start < kept.count, !isOver() {
                let rest = Array(kept[..<start]) + Array(kept[min(start + size, kept.count)...])
                if try isEnough(rest) {
                    kept = rest
                    isSmaller = true
                } else {
                    start += size
                }
            }
            if size == 1, !isSmaller { break }
            parts = isSmaller ? max(2, parts / 2) : min(parts * 2, kept.count)
        }
        return kept
    }
}

extension Shrinking.Result {
    /// The settings with which the smallest run is played again.
    public func apply(to settings: inout SimulationSettings) {
        settings.days = days
        settings.faults = Set(faults.compactMap { FaultEvent(name: $0) })
        settings.absent = NumberList.numbers(absent, most: days * settings.transactions) ?? []
        settings.only = violation.terminal
    }

    /// The options that `tillbench simulate` needs to play the smallest run again.
    ///
    /// - Parameter profile: The profile as it was named on the command line.
    public func command(_ report: SimulationReport, profile: String) -> String {
        var words = [
            "tillbench simulate --seed \(report.seed) --terminals \(report.terminals) --days \(days)",
            "--transactions \(report.transactions) --faults \(profile) --terminal \(violation.terminal)",
            "--only \(faults.isEmpty ? "none" : faults.joined(separator: ","))",
        ]
        if !absent.isEmpty { words.append("--absent \(absent)") }
        return words.joined(separator: " ")
    }
}
