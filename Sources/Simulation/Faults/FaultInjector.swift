/// One fault that struck: its kind, and its opportunity. Together with the seed it says all.
public struct FaultEvent: Hashable, Sendable {
    /// Its kind.
    public let kind: FaultKind
    /// The opportunity at which it struck: customers before it times 2^20, and opportunities since the last customer.
    public let opportunity: UInt64

    /// A fault.
    public init(kind: FaultKind, opportunity: UInt64) {
        self.kind = kind
        self.opportunity = opportunity
    }

    /// `kind@customers before it.opportunity`.
    public var name: String { "\(kind.name)@\(opportunity >> 20).\(opportunity & 0xFFFFF)" }

    /// The fault of this name; nil when there is none.
    public init?(name: String) {
        let parts = name.split(separator: "@")
        guard parts.count == 2, let kind = FaultKind(name: String(parts[0])) else { return nil }
        let numbers = parts[1].split(separator: ".").compactMap { UInt64($0) }
        guard numbers.count == 2, numbers[0] < 1 << 40, numbers[1] < 1 << 20 else { return nil }
        self.init(kind: kind, opportunity: numbers[0] << 20 | numbers[1])
    }
}

extension Array<UInt64> {
    /// The number at a place, which then is one higher: one access to an object's property, where there would be two.
    fileprivate mutating func take(_ index: Int) -> UInt64 {
        defer { self[index] &+= 1 }
        return self[index]
    }
}

/// Decides at each opportunity whether a fault strikes.
///
/// The decision depends on seed, kind and opportunity alone. Opportunities are counted anew for each customer, so that a
/// fault can be left out without moving those that come with later customers.
package final class FaultInjector {
    private let seed: UInt64
    private let thresholds: [UInt64]
    private var opportunities: [UInt64]
    private let only: Set<FaultEvent>?
    /// How often each kind struck.
    package private(set) var strikes: [Int]
    /// What struck, in order, as far as somebody wants to know.
    package private(set) var record: [FaultEvent] = []
    /// True while nothing may go wrong any more.
    package var isQuiet = false
    /// Faults at exact places of the run, in place of chance.
    package var plan: PlannedFaults?
    /// Writes down what strikes where, for somebody who wants to play it again.
    package var recorder: ReplayRecorder?
    private var lastDraw: UInt64 = 0

    /// An injector for one terminal.
    ///
    /// - Parameter only: Nothing but these faults strikes; nil for what the profile says.
    package init(seed: UInt64, profile: FaultProfile, only: Set<FaultEvent>? = nil) {
        self.seed = seed
        self.only = only
        thresholds = FaultKind.allCases.map { UInt64(profile[$0]) * (1 << 32) / 1_000_000 }
        opportunities = Array(repeating: 0, count: thresholds.count)
        strikes = Array(repeating: 0, count: thresholds.count)
    }

    /// Counts the opportunities anew: so many customers came before.
    package func begin(customers: Int) {
        for index in opportunities.indices { opportunities[index] = UInt64(customers) << 20 }
    }

    /// True when faults of this kind may strike at all.
    package func canStrike(_ kind: FaultKind) -> Bool { thresholds[kind.rawValue] > 0 && !isQuiet }

    /// True when a fault of this kind strikes now.
    package func strikes(_ kind: FaultKind) -> Bool {
        let index = kind.rawValue
        guard thresholds[index] > 0, !isQuiet else { return false }
        let opportunity = opportunities.take(index)
        let draw = Chance.value(seed: seed, stream: UInt64(index) &+ 1, place: opportunity)
        if let only {
            guard only.contains(FaultEvent(kind: kind, opportunity: opportunity)) else { return false }
        } else if draw >> 32 >= thresholds[index] {
            return false
        }
        strikes[index] += 1
        record.append(FaultEvent(kind: kind, opportunity: opportunity))
        lastDraw = Chance.mix(draw)
        return true
    }

    /// How the fault that struck last looks: a number from 0 to `bound` - 1, another one at each call.
    package func detail(below bound: Int) -> Int {
        lastDraw = Chance.mix(lastDraw)
        return Int(lastDraw % UInt64(max(1, bound)))
    }
}
