import Settlement

/// How long a soak runs, and how busy it is.
public struct SoakPlan: Sendable, Codable, Equatable {
    /// Terminals, each a process on a pseudo-terminal of its own.
    public var terminals: Int
    /// How long the shops are open, in seconds; what is begun then is finished, and every batch is settled.
    public var seconds: Double
    /// The longest pause of a clerk between two customers, in seconds; each pause is drawn by chance up to it.
    public var pause: Double
    /// Customers between two settlements, on average.
    public var settleAfter: Int
    /// Line rate.
    public var baud: Int
    /// Decides cards, amounts, pauses and settlements.
    public var seed: UInt64

    /// A plan.
    public init(
        terminals: Int = 50, seconds: Double = 600, pause: Double = 1, settleAfter: Int = 25, baud: Int = 115_200,
        seed: UInt64
    ) {
        self.terminals = terminals
        self.seconds = seconds
        self.pause = pause
        self.settleAfter = settleAfter
        self.baud = baud
        self.seed = seed
    }

    /// What all clocks show at the beginning: a Monday morning, so that no night falls into a run.
    static let start = ClockTime(secondNumber: 1_795_424_400)
}
