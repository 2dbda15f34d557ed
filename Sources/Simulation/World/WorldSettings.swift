import AcquirerHost
import FlashStore
import Settlement

/// What a world is made from. The same settings give the same world.
package struct WorldSettings: Sendable {
    /// Seed of the whole run.
    package var seed: UInt64
    /// Number of the terminal in the run, from 0.
    package var terminal: Int
    /// Days that it trades.
    package var days: Int
    /// Customers on each day.
    package var transactions: Int
    /// How often what goes wrong.
    package var profile: FaultProfile
    /// Nothing but these faults strikes; nil for what the profile says.
    package var only: Set<FaultEvent>?
    /// Numbers of customers who stay away, counted from 0 over all days.
    package var absent: Set<Int> = []
    /// Faults at exact places, beside the profile; nil for none.
    package var plan: FaultPlan?
    /// A day that is written down, in place of customers by chance.
    package var day: CanonicalDay?
    /// What terminal and host speak and how the host settles; nil for the one of the seed, or the usual one on a day that
    /// is written down.
    package var house: House?
    /// What the host does wrong by rule.
    package var rules: [HostRule] = []
    /// What terminal and host speak; nil for what the seed says.
    package var style: SettlementStyle?
    /// What the shop has set up for evening, night and morning; nil for what the seed says, or the usual on a day that is
    /// written down.
    package var habits: ShopHabits?
    /// Records at which a batch is full; nil for what the firmware takes by itself.
    package var batchLimit: Int?
    /// What is in the terminal's flash at the beginning; nil for a blank one of 256 KiB.
    package var flash: MemoryFlash?

    /// Settings.
    package init(
        seed: UInt64, terminal: Int, days: Int, transactions: Int, profile: FaultProfile,
        only: Set<FaultEvent>? = nil
    ) {
        self.seed = seed
        self.terminal = terminal
        self.days = days
        self.transactions = transactions
        self.profile = profile
        self.only = only
    }

    /// Seed of this terminal.
    var terminalSeed: UInt64 { Chance.value(seed: seed, stream: 0x7465_726D, place: UInt64(terminal)) }
}

/// What happened in a world, counted.
public struct WorldCounts: Codable, Sendable, Equatable {
    /// Days that were simulated to their end.
    public var days = 0
    /// Events that a terminal took in.
    public var events = 0
    /// Customers who came to the counter.
    public var customers = 0
    /// Requests that reached the host.
    public var requests = 0
    /// Transactions that cardholders saw approved.
    public var approved = 0
    /// Batches that the terminals closed.
    public var closes = 0
    /// Programs and erases of flash.
    public var flashOperations = 0
    /// Times that a terminal lost its power.
    public var powerCuts = 0
    /// Papers that came out whole.
    public var papers = 0
    /// Terminals whose flash rotted so that they stopped and said so.
    public var stoppedByRot = 0
    /// Faults that struck, by name.
    public var faults: [String: Int] = [:]

    /// Nothing yet.
    public init() {}

    /// Adds the counts of another world.
    public mutating func add(_ other: WorldCounts) {
        days += other.days
        events += other.events
        customers += other.customers
        requests += other.requests
        approved += other.approved
        closes += other.closes
        flashOperations += other.flashOperations
        powerCuts += other.powerCuts
        papers += other.papers
        stoppedByRot += other.stoppedByRot
        faults.merge(other.faults, uniquingKeysWith: +)
    }
}
