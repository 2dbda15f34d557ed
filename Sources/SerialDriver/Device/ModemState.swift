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

    /// How long to wait before looking again. Counters cost nothing to read; lines of a USB adapter cost a transfer.
    var pause: Duration { counters == nil ? .milliseconds(10) : .milliseconds(5) }
}
