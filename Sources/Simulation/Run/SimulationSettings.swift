/// What is simulated.
public struct SimulationSettings: Sendable {
    /// Terminals of the whole run.
    public var terminals: Int
    /// Days that each trades.
    public var days: Int
    /// Customers of each terminal on each day.
    public var transactions: Int
    /// Decides everything.
    public var seed: UInt64
    /// How often what goes wrong.
    public var profile: FaultProfile
    /// Threads.
    public var jobs = 1
    /// This part of the run, counted from 1, of so many.
    public var shard = (index: 1, count: 1)
    /// Only this terminal, counted from 0; nil for all of the shard.
    public var only: Int?
    /// Nothing but these faults strikes; nil for what the profile says.
    public var faults: Set<FaultEvent>?
    /// Numbers of customers who stay away, counted from 0 over all days of a terminal.
    public var absent: Set<Int> = []

    /// Settings of a run.
    public init(terminals: Int, days: Int, transactions: Int, seed: UInt64, profile: FaultProfile) {
        self.terminals = terminals
        self.days = days
        self.transactions = transactions
        self.seed = seed
        self.profile = profile
    }

    /// Numbers of the terminals that this part runs.
    var chosen: [Int] {
        if let only { return [only] }
        return (0..<terminals).filter { $0 % shard.count == shard.index - 1 }
    }

    /// The settings of one terminal's world.
    package func world(_ terminal: Int, only: Set<FaultEvent>? = nil) -> WorldSettings {
        var world = WorldSettings(
            seed: seed, terminal: terminal, days: days, transactions: transactions, profile: profile,
            only: only ?? faults)
        world.absent = absent
        return world
    }
}
