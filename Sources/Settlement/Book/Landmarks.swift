/// Numbers of the journal records at which a compaction may cut, and of those that it must keep or may leave out.
struct Landmarks {
    /// Records that closed a batch, the oldest first. One that carried records on is none to cut at: they lie before it.
    private var closes: [UInt32] = []
    private var lastSignOn: UInt32?
    private var lastReservation: UInt32?
    private var lastDiary: UInt32?
    /// The last records about the clock: what was found, and how it was set.
    private var lastFinding: UInt32?
    private var lastSetting: UInt32?
    /// The record that asked for the present close.
    private var request: UInt32?
    /// Records of the present attempt to close, from its begin on.
    private var attempt: [UInt32] = []
    /// Records of attempts that came to nothing.
    private var superseded: Set<UInt32> = []

    /// - Parameter carries: True for a close that carries records into the next batch.
    mutating func note(_ entry: JournalEntry, number: UInt32, carries: Bool) {
        switch entry {
        case .batchClosed:
            if !carries { closes.append(number) }
            attempt = []
            request = nil
        case .signedOn, .signOnRequired, .signedOff: lastSignOn = number
        case .tracesReserved: lastReservation = number
        case .diaryNoted:
            if let lastDiary { superseded.insert(lastDiary) }
            lastDiary = number
        case .clockNoted: lastFinding = number
        case .clockSet: lastSetting = number
        case .closeRequested: request = number
        case .closeReconciled, .uploadAdvanced: attempt.append(number)
        case .closeBegun: attempt = [number]
        case .closeRejected:
            // The close begins anew from its totals: of what came after its begin, the last refusal says all.
            superseded.formUnion(attempt.dropFirst())
            attempt = Array(attempt.prefix(1)) + [number]
        case .closeAbandoned:
            superseded.formUnion(attempt)
            superseded.insert(number)
            if let request { superseded.insert(request) }
            attempt = []
            request = nil
        default: break
        }
    }

    /// The record before the last closed batch: the kept journal begins with it. Nil while fewer than two are closed.
    var firstKept: UInt32? { closes.count >= 2 ? closes[closes.count - 2] : nil }

    /// True when a compaction would leave something out.
    var hasSomethingToDrop: Bool { firstKept != nil || superseded.count > 64 }

    /// True for a record that a compacted journal holds.
    func keeps(_ number: UInt32) -> Bool {
        let stays = [lastSignOn, lastReservation, lastDiary, lastFinding, lastSetting]
        if stays.contains(number) { return true }
        guard !superseded.contains(number) else { return false }
        return firstKept.map { number >= $0 } ?? true
    }
}
