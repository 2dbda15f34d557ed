/// Looks for the fewest faults under which an invariant still breaks.
public struct Shrinking: Sendable {
    /// What was found.
    public struct Result: Codable, Sendable, Equatable {
        /// Faults that struck in the failing run.
        public var before: Int
        /// Faults that are enough, as `kind@customers before it.opportunity`.
        public var faults: [String]
        /// What breaks with these alone.
        public var violation: Violation
        /// Runs that it took.
        public var runs: Int
    }

    private let settings: SimulationSettings

    /// Shrinks terminals of this run.
    public init(_ settings: SimulationSettings) { self.settings = settings }

    /// The fewest faults that still break the same invariant at this terminal; nil when nothing breaks there.
    ///
    /// First whole parts of the faults are left out, then ever smaller ones (delta debugging, Zeller and
    /// Hildebrandt 2002).
    ///
    /// - Parameter most: Runs after which it ends with what it has.
    /// - Throws: What the cryptography throws when it is not there.
    public func shrink(terminal: Int, most: Int = 300) throws -> Result? {
        try shrink(most: most) { only in
            let world = try World<RealFirmware, RealHost>(settings.world(terminal, only: only))
            world.run()
            return (world.violation, world.faults.record)
        }
    }

    /// The same for anything that plays faults and says what broke.
    package func shrink(
        most: Int, play: (Set<FaultEvent>?) throws -> (Violation?, [FaultEvent])
    ) rethrows -> Result? {
        let (first, all) = try play(nil)
        guard var violation = first else { return nil }
        var kept = all
        var runs = 1
        var parts = 2
        while !kept.isEmpty, runs < most {
            let size = max(1, (kept.count + parts - 1) / parts)
            var isSmaller = false
            var start = 0
            while start < kept.count, runs < most {
                let rest = Array(kept[..<start]) + Array(kept[min(start + size, kept.count)...])
                runs += 1
                let (broken, _) = try play(Set(rest))
                if let broken, broken.invariant == violation.invariant {
                    violation = broken
                    kept = rest
                    isSmaller = true
                } else {
                    start += size
                }
            }
            if size == 1, !isSmaller { break }
            parts = isSmaller ? max(2, parts / 2) : min(parts * 2, kept.count)
        }
        return Result(
            before: all.count,
            faults: kept.map(\.name),
            violation: violation,
            runs: runs)
    }
}
