/// Modem lines and how often they changed, at one moment.
struct ModemState: Equatable, Sendable {
    var lines: ModemLines
    /// Nil where the device does not count.
    var counters: LineCounters?

    /// What changed among `wanted` since `earlier`; nil when nothing did.
    func change(of wanted: ModemLines, since earlier: ModemState) -> ModemChange? {
        var changed = lines.symmetricDifference(earlier.lines).intersection(wanted)
        if let counters, let before = earlier.counters {
            changed.formUnion(counters.changes(of: wanted, since: before))
        }
        return changed.isEmpty ? nil : ModemChange(lines: lines, changed: changed)
    }
}

/// When to look at modem lines while waiting for a change of them.
struct ModemWatch {
    /// The lines when the wait began.
    let before: ModemState
    private var turn = 0

    init(_ before: ModemState) { self.before = before }

    /// Counters cost nothing to read, the lines of a USB adapter cost a transfer: they are read when counters say so, and
    /// now and then, since not every driver counts every change.
    mutating func mustReadLines(_ counters: LineCounters?) -> Bool {
        turn += 1
        guard let counters, let earlier = before.counters else { return true }
        return turn % 4 == 0 || !counters.changes(of: .inputs, since: earlier).isEmpty
    }

    /// How long to wait before looking again.
    var pause: Duration { before.counters == nil ? .milliseconds(10) : .milliseconds(5) }
}
