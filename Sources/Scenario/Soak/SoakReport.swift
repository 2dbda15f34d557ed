/// What came of a soak.
public struct SoakReport: Codable, Sendable, Equatable {
    /// Version of this form.
    public var schema = 1
    /// What was planned.
    public var plan: SoakPlan
    /// How long the shops were open, in seconds.
    public var seconds = 0.0
    /// True when it was broken off before its time.
    public var isInterrupted = false
    /// Financial messages that the host answered (0210 and 0230).
    public var transactions = 0
    /// All messages that the bridge carried, both ways.
    public var messages = 0
    /// Batches that were closed.
    public var settlements = 0
    /// Transactions that a clerk saw approved.
    public var approved = 0
    /// Receipts that were printed.
    public var receipts = 0
    /// Bookings that stand in the ledger.
    public var postings = 0
    /// From a request whole on the line to its response on the way back, as the bridge sees it.
    public var response = Latency([])
    /// From a clerk's first key to the receipt in the customer's hand; looked at every 50 milliseconds.
    public var counter = Latency([])
    /// What the links put right by themselves: on a machine that is too busy a frame may be acknowledged late and sent again.
    public var lineNotes: [String] = []
    /// Everything that is not as it must be.
    public var problems: [String] = []

    init(_ plan: SoakPlan) { self.plan = plan }

    /// True when nothing was lost and nothing went wrong.
    public var isPassed: Bool { problems.isEmpty }
    /// Transactions in a second while the shops were open.
    public var transactionsPerSecond: Double { seconds > 0 ? Double(transactions) / seconds : 0 }
}

/// How long something took, many times over, in milliseconds.
public struct Latency: Codable, Sendable, Equatable {
    /// How often.
    public var count: Int
    /// Half of them took at most this long.
    public var p50: Double
    /// 95 of 100 took at most this long.
    public var p95: Double
    /// 99 of 100 took at most this long.
    public var p99: Double
    /// The longest.
    public var max: Double

    /// Of measured times in seconds. Percentiles by nearest rank: each is a time that was measured.
    public init(_ seconds: [Double]) {
        let sorted = seconds.sorted()
        func rank(_ percent: Int) -> Double {
            guard !sorted.isEmpty else { return 0 }
            let rank = (sorted.count * percent + 99) / 100
            return (sorted[Swift.max(0, rank - 1)] * 1e6).rounded() / 1e3
        }
        count = sorted.count
        p50 = rank(50)
        p95 = rank(95)
        p99 = rank(99)
        max = rank(100)
    }
}
