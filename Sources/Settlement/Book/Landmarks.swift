/// Numbers of the journal records at which a compaction may cut, and of those that it must keep.
struct Landmarks {
    /// Records that closed a batch, the oldest first.
    private var closes: [UInt32] = []
    private var lastSignOn: UInt32?
    private var lastReservation: UInt32?

    mutating func note(_ entry: JournalEntry, number: UInt32) {
        switch entry {
        case .batchClosed: closes.append(number)
        case .signedOn, .signOnRequired: lastSignOn = number
        case .tracesReserved: lastReservation = number
        default: break
        }
    }

    /// The record before the last closed batch: the kept journal begins with it. Nil while fewer than two are closed.
    var firstKept: UInt32? { closes.count >= 2 ? closes[closes.count - 2] : nil }

    /// True for a record whose meaning lasts beyond its batch.
    func mustStay(_ number: UInt32) -> Bool { number == lastSignOn || number == lastReservation }
}
