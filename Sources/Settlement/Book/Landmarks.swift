/// Numbers of the journal records at which a compaction may cut, and of those that it must keep or may leave out.
///
/// The rule behind it: a journal without the records that are left out adds up to the same book, but for the closed
/// batches that are dropped.
struct Landmarks {
    /// Records that closed a batch, the oldest first. One that carried records on is none to cut at: they lie before it.
    private var closes: [UInt32] = []
    /// The first record that a cut can drop.
    private var oldest: UInt32?
    private var lastReservation: UInt32?
    private var day = DayLandmarks()
    private var signOns = SignOnLandmarks()
    /// The record that asked for the present close.
    private var request: UInt32?
    /// Records of the present attempt to close, from its begin on.
    private var attempt: [UInt32] = []
    /// The last record that moved the cursor of this attempt's upload; those before it say less.
    private var cursor: UInt32?
    /// Records that say nothing any more: attempts that came to nothing, earlier sign-ons, reservations, reminders and
    /// findings about the clock.
    private var superseded: Set<UInt32> = []

    /// - Parameter carries: True when the open batch holds records after this entry.
    mutating func note(_ entry: JournalEntry, number: UInt32, carries: Bool) {
        superseded.formUnion(signOns.note(entry, number: number, isBatchEmpty: !carries))
        if let before = day.note(entry, number: number) { superseded.insert(before) }
        switch entry {
        case .tracesReserved:
            if let lastReservation { superseded.insert(lastReservation) }
            lastReservation = number
            return
        case .signedOn, .signOnRequired, .signedOff, .diaryNoted, .clockNoted, .clockSet: return
        case .batchClosed:
            if !carries { closes.append(number) }
            attempt = []
            cursor = nil
            request = nil
            if let firstKept { superseded = superseded.filter { $0 >= firstKept } }
        case .closeRequested: request = number
        case .closeReconciled: attempt.append(number)
        case .uploadAdvanced:
            if let cursor { superseded.insert(cursor) }
            cursor = number
            attempt.append(number)
        case .closeBegun:
            // Begun again, after a refusal or amid an upload: with the same totals.
            superseded.formUnion(attempt)
            attempt = [number]
            cursor = nil
        case .closeRejected:
            // The close begins anew from its totals: of what came after its begin, the last refusal says all.
            superseded.formUnion(attempt.dropFirst())
            attempt = Array(attempt.prefix(1)) + [number]
            cursor = nil
        case .closeAbandoned:
            superseded.formUnion(attempt)
            superseded.insert(number)
            if let request { superseded.insert(request) }
            attempt = []
            cursor = nil
            request = nil
        default: break
        }
        if oldest == nil { oldest = number }
    }

    /// The record before the last closed batch: the kept journal begins with it. Nil while fewer than two are closed.
    private var firstKept: UInt32? { closes.count >= 2 ? closes[closes.count - 2] : nil }

    /// True when a compaction would make room worth its erases.
    var hasSomethingToDrop: Bool {
        if superseded.count > 64 { return true }
        guard let firstKept, let oldest else { return false }
        return oldest < firstKept
    }

    /// True for a record that a compacted journal holds.
    func keeps(_ number: UInt32) -> Bool {
        if number == lastReservation || signOns.keeps(number) || day.keeps(number) { return true }
        guard !superseded.contains(number) else { return false }
        return firstKept.map { number >= $0 } ?? true
    }
}

/// Which sign-ons and sign-offs still say something.
struct SignOnLandmarks {
    private var lastSignOn: UInt32?
    /// True when a later entry follows from the last sign-on: it stays in its place then.
    private var isNeeded = false
    /// The batch number that the host said last, in the open batch.
    private var hostBatch: BatchNumber?
    /// What has ended the last sign-on.
    private var ending: UInt32?

    func keeps(_ number: UInt32) -> Bool { number == lastSignOn || number == ending }

    /// - Returns: Records that this entry makes meaningless.
    mutating func note(_ entry: JournalEntry, number: UInt32, isBatchEmpty: Bool) -> Set<UInt32> {
        var superseded: Set<UInt32> = []
        switch entry {
        case .signedOn(let said, _):
            if let lastSignOn, !isNeeded { superseded.insert(lastSignOn) }
            if let ending { superseded.insert(ending) }
            lastSignOn = number
            ending = nil
            // An empty batch may have taken the host's number over: the records after it are of that batch.
            isNeeded = isBatchEmpty && said != hostBatch
            hostBatch = said
        case .signOnRequired:
            // After a sign-off it changes nothing.
            if ending == nil { ending = number } else { superseded.insert(number) }
        case .signedOff:
            if let ending { superseded.insert(ending) }
            ending = number
        case .closeBegun(let snapshot): isNeeded = isNeeded || snapshot.reason == .closedByHost
        case .closeConfirmed(let confirmation): isNeeded = isNeeded || confirmation.evidence.restsOnSignOn
        case .batchClosed:
            isNeeded = true
            hostBatch = nil
        default: break
        }
        return superseded
    }
}
