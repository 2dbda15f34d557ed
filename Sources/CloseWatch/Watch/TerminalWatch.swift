import Settlement

/// What the watch knows of one terminal.
public struct TerminalWatch: Sendable, Equatable {
    /// Its batches that are not closed, by number. More than one, when a close was not seen.
    public private(set) var open: [UInt32: OpenBatch]
    /// Batches that the terminal closed, oldest first.
    public private(set) var history: [BatchSpan]
    /// What was learned from them.
    public private(set) var habit: CloseHabit
    /// Transactions that wait for a reversal in it.
    public private(set) var pendingReversals: Int
    /// Stored advices that its host has not answered.
    public private(set) var pendingAdvices: Int
    /// The last sale; nil before the first.
    public private(set) var lastSaleAt: Int64?
    /// The last close; nil before the first.
    public private(set) var lastCloseAt: Int64?
    /// The batches that were closed last: what is told of them comes too late to be watched.
    public private(set) var closed: [UInt32]

    /// Closed batches that are kept.
    static let historyLimit = 140

    /// A terminal as it was before a restart.
    public init(
        open: [OpenBatch] = [], history: [BatchSpan] = [], closed: [UInt32] = [], pendingReversals: Int = 0,
        pendingAdvices: Int = 0
    ) {
        self.open = Dictionary(open.map { ($0.number, $0) }) { _, last in last }
        self.history = history.suffix(TerminalWatch.historyLimit)
        self.closed = closed
        self.pendingReversals = pendingReversals
        self.pendingAdvices = pendingAdvices
        habit = CloseHabit(learningFrom: self.history)
        lastSaleAt = open.map(\.lastAt).max() ?? history.map(\.lastAt).max()
        lastCloseAt = history.map(\.closedAt).max()
    }

    /// Takes in what happened, and says which batches are over.
    mutating func take(_ event: WatchEvent) -> [UInt32] {
        let at = event.at.secondNumber
        switch event.kind {
        case .booked(let batch, _, let money):
            guard !closed.contains(batch) else { return [] }
            open[batch, default: OpenBatch(number: batch, firstAt: at, lastAt: at)].take(money, at: at)
            lastSaleAt = max(lastSaleAt ?? at, at)
            return []
        case .undone(let batch, _, let money):
            open[batch]?.drop(money)
            return []
        case .reused(let batch):
            closed.removeAll { $0 == batch }
            return []
        case .closed(let batch, let closer):
            close(batch, at: at, closer)
            return [batch]
        case .present(let batch):
            // Numbers wrap: what is far above is older as well.
            let others = open.keys.filter { $0 != batch && ($0 < batch || $0 &- batch > 500_000) }.sorted()
            for other in others { close(other, at: at, .found) }
            return others
        case .waiting(let reversals, let advices):
            pendingReversals = reversals
            pendingAdvices = advices
            return []
        }
    }

    private mutating func close(_ number: UInt32, at: Int64, _ closer: WatchEvent.Closer) {
        lastCloseAt = max(lastCloseAt ?? at, at)
        closed.append(number)
        if closed.count > 8 { closed.removeFirst(closed.count - 8) }
        guard let batch = open.removeValue(forKey: number), batch.count > 0, closer != .host else { return }
        history.append(BatchSpan(firstAt: batch.firstAt, lastAt: batch.lastAt, closedAt: max(at, batch.lastAt)))
        if history.count > TerminalWatch.historyLimit { history.removeFirst() }
        habit = CloseHabit(learningFrom: history)
    }
}
