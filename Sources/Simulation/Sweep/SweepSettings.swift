import AcquirerHost
import FlashStore

/// What a sweep covers.
package struct SweepSettings: Sendable {
    /// Which faults.
    package enum Kind: String, Sendable, CaseIterable, Codable {
        /// The power, at each flash operation.
        case power
        /// Each message, both ways, on the line and at the host.
        case messages
        /// Both, one after the other.
        case all
    }

    /// Which pairs of faults.
    package enum Pairs: String, Sendable, CaseIterable, Codable {
        /// Single faults only.
        case none
        /// So many by chance.
        case sampled
        /// Every one.
        case full
    }

    /// Which faults.
    package var kind: Kind
    /// Which pairs.
    package var pairs: Pairs
    /// Pairs that are played when they are sampled; of mixed ones so many also when all others are played.
    package var samples: Int
    /// Of the single faults one in so many is played; the seed decides where they begin.
    package var every = 1
    /// Decides the day's chance and the sample.
    package var seed: UInt64
    /// Threads.
    package var jobs: Int
    /// The day.
    package var day: CanonicalDay
    /// What terminal and host speak, and how the host settles.
    package var profile: HostProfile

    /// Settings.
    package init(
        kind: Kind, pairs: Pairs = .none, samples: Int = 1000, seed: UInt64 = 1, jobs: Int = 1,
        day: CanonicalDay = .everyKind, profile: HostProfile = HostProfile()
    ) {
        self.kind = kind
        self.pairs = pairs
        self.samples = samples
        self.seed = seed
        self.jobs = jobs
        self.day = day
        self.profile = profile
    }

    /// Ways in which an operation is cut: not begun, half done in three ways, done and not told.
    static let cutForms: [PlannedFault.CutForm] = [
        .before, .torn(seed: 1), .torn(seed: 2), .torn(seed: 3), .after,
    ]

    /// The single faults that are played of a day.
    ///
    /// - Parameter day: The undisturbed day.
    func singles(of day: SweepOutcome) -> [PlannedFault] {
        let all = cuts(1...max(1, day.operations)) + messages(MessageCounts(), day.messages)
        var chance = ChanceStream(seed: seed, stream: 12)
        let start = every > 1 ? chance.below(every) : 0
        return stride(from: start, to: all.count, by: max(1, every)).map { all[$0] }
    }

    func world(_ plan: FaultPlan, _ flash: MemoryFlash) -> WorldSettings {
        var world = WorldSettings(
            seed: seed, terminal: 0, days: 1, transactions: day.visits.count, profile: .calm)
        world.day = day
        world.house = House(profile: profile)
        world.rules = day.rules
        world.plan = plan
        world.flash = flash
        return world
    }

    /// How many pairs of a kind are in a sample: all of them where there is one kind only, else a third of each.
    func sampleShare(_ pairs: PairKind) -> Int {
        guard kind == .all else { return samples }
        let kinds = PairKind.allCases.count
        return samples / kinds + (pairs.rawValue < samples % kinds ? 1 : 0)
    }

    /// All cuts in a range of operations.
    func cuts(_ operations: ClosedRange<Int>) -> [PlannedFault] {
        guard kind != .messages else { return [] }
        return (0..<operations.count * SweepSettings.cutForms.count).map { cut(operations, $0) }
    }

    /// The cut of this number, from 0, in a range of operations.
    func cut(_ operations: ClosedRange<Int>, _ number: Int) -> PlannedFault {
        let forms = SweepSettings.cutForms
        return .cut(operation: operations.lowerBound + number / forms.count, forms[number % forms.count])
    }

    /// All that can happen to the messages after the first counts up to the second.
    func messages(_ before: MessageCounts, _ after: MessageCounts) -> [PlannedFault] {
        guard kind != .power else { return [] }
        return MessageWay.allCases.flatMap { way in
            (before[way]..<max(before[way], after[way])).flatMap { number in
                way.faults.map { PlannedFault.message(way, number: number + 1, $0) }
            }
        }
    }

    /// How many these are.
    func messageCount(_ before: MessageCounts, _ after: MessageCounts) -> Int {
        MessageWay.allCases.reduce(0) { $0 + max(0, after[$1] - before[$1]) * $1.faults.count }
    }

    /// What happens to one message after these counts up to `after`, by number from 0.
    func message(_ before: MessageCounts, _ after: MessageCounts, _ number: Int) -> PlannedFault? {
        var left = number
        for way in MessageWay.allCases {
            let faults = way.faults
            let count = max(0, after[way] - before[way]) * faults.count
            if left < count {
                return .message(way, number: before[way] + 1 + left / faults.count, faults[left % faults.count])
            }
            left -= count
        }
        return nil
    }
}
