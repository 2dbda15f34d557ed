import FlashStore
import Foundation
import Synchronization

/// Plays the canonical day again and again, each time with a fault at another place, or at two.
package struct SweepRun<
    Firmware: SimulatedFirmware & SendableMetatype, Host: SimulatedHost & SendableMetatype
>: Sendable {
    private let settings: SweepSettings
    private let flash: MemoryFlash

    /// A sweep.
    ///
    /// - Throws: `SweepError` when the flash for it cannot be made.
    package init(_ settings: SweepSettings) throws(SweepError) {
        self.settings = settings
        do { flash = try UsedFlash.image() } catch { throw SweepError(what: "no flash for the day: \(error)") }
    }

    /// Plays the day with these faults alone.
    ///
    /// - Parameter log: Takes what happens, line by line.
    /// - Throws: What the cryptography throws when it is not there.
    package func play(_ plan: FaultPlan, log: ((String) -> Void)? = nil) throws -> SweepOutcome {
        let world = try World<Firmware, Host>(settings.world(plan, flash))
        world.log = log
        world.run()
        guard let planned = world.faults.plan else { throw SweepError(what: "the day has no plan") }
        return SweepOutcome(
            violation: world.violation, struck: planned.struck, operations: world.chip.memory.operationCount,
            erases: planned.erases,
            messages: planned.passed, hash: world.hash.value, messagesAtStrike: planned.passedAtStrike,
            operationsAtStrike: planned.operationsAtStrike, recoveredAt: planned.recoveredAt, counts: world.counts)
    }

    /// Plays everything that the settings ask for.
    ///
    /// - Parameter progress: Is told now and then how many days are played, and of how many.
    /// - Throws: `SweepError` when not even the undisturbed day ends well; what the cryptography throws.
    package func run(progress: (Int, Int) -> Void = { _, _ in }) throws -> SweepReport {
        let begun = Date()
        let whole = try play(FaultPlan([]))
        if let violation = whole.violation {
            throw SweepError(what: "the undisturbed day breaks \(violation.invariant.rawValue): \(violation.what)")
        }
        var report = SweepReport(settings, whole)
        var hash = Chance.mix(whole.hash)
        let singles = settings.singles(of: whole)
        var ways = PairKind.allCases.map { SecondFaults($0, settings) }
        try playAll(singles.count, progress, of: { FaultPlan([singles[$0]]) }) { place, plan, outcome in
            report.add(plan, outcome)
            hash = Chance.mix(hash ^ outcome.hash)
            guard settings.pairs != .none else { return }
            for way in ways.indices { ways[way].append(singles[place], outcome) }
        }
        for way in settings.pairs == .none ? [] : ways {
            let pairs = PairChoice(way.counts, settings, way.kind)
            report.pairsPossible += pairs.possible
            try playAll(
                pairs.count, progress,
                of: { number in
                    let (first, second) = pairs[number]
                    return FaultPlan([singles[first]] + [way[first, second]].compactMap { $0 })
                }
            ) { _, plan, outcome in
                report.add(plan, outcome)
                hash = Chance.mix(hash ^ outcome.hash)
            }
        }
        report.hash = SimulationReport.text(hash)
        report.seconds = -begun.timeIntervalSinceNow
        return report
    }

    /// Plays many days on the threads of the settings, and takes the outcomes in order.
    private func playAll(
        _ count: Int, _ progress: (Int, Int) -> Void, of plan: @escaping @Sendable (Int) -> FaultPlan,
        take: (Int, FaultPlan, SweepOutcome) -> Void
    ) throws {
        // In pieces, so that not all outcomes of a full sweep lie in memory at once.
        let piece = 4096
        for start in stride(from: 0, to: count, by: piece) {
            let numbers = start..<min(start + piece, count)
            for (offset, outcome) in try side(by: numbers, progress, count, plan).enumerated() {
                take(start + offset, plan(start + offset), outcome)
            }
        }
        progress(count, count)
    }

    private func side(
        by numbers: Range<Int>, _ progress: (Int, Int) -> Void, _ total: Int,
        _ plan: @escaping @Sendable (Int) -> FaultPlan
    ) throws -> [SweepOutcome] {
        let outcomes = Mutex([SweepOutcome?](repeating: nil, count: numbers.count))
        try Crew.share(
            numbers.count, among: settings.jobs,
            { place in
                let outcome = try play(plan(numbers.lowerBound + place))
                outcomes.withLock { $0[place] = outcome }
            }, watch: { progress(numbers.lowerBound + $0, total) })
        return outcomes.withLock { $0 }.compactMap { $0 }
    }
}

/// How one day went.
package struct SweepOutcome: Sendable {
    /// What broke, or nil.
    package var violation: Violation?
    /// Planned faults that struck.
    package var struck: [PlannedFault]
    /// Flash operations of the day.
    package var operations: Int
    /// How many of them erase a sector.
    package var erases: Int
    /// Messages of the day.
    package var messages: MessageCounts
    /// Hash over everything that happened.
    package var hash: UInt64
    /// Messages when the last fault struck.
    var messagesAtStrike: MessageCounts
    /// Flash operations when the last fault struck.
    var operationsAtStrike: Int
    /// The flash operation at which the terminal was ready again.
    var recoveredAt: Int?
    /// What happened, counted.
    package var counts: WorldCounts
}

/// A sweep that cannot be made.
package struct SweepError: Error, Equatable, CustomStringConvertible {
    /// What is wrong.
    package let what: String
    /// What is wrong, and what to do.
    package var description: String { what + "; play it alone with --only and --trace FILE to see what happens" }
}
