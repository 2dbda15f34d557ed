import FlashStore
import Settlement

/// A flash that was in use for long: its journal must be moved to the other bank at the first close, and that bank must be
/// erased for it. On a blank flash a day would neither erase nor move anything.
enum UsedFlash {
    static let geometry = FlashGeometry(sectorSize: 4096, sectorCount: 20)

    /// Bytes that a day may write before its first close, without being crowded before it.
    private static let roomForDay = 1_500

    /// The content at the beginning of a day.
    static func image() throws -> MemoryFlash {
        var journal = try Journal(opening: MemoryFlash(geometry: geometry))
        let opened = JournalEntry.batchOpened(.first, at: ClockTime(secondNumber: 1_798_761_600))
        let number = try journal.append(kind: opened.kind, opened.payload)
        var trace = TraceNumber.first
        // Once round: the other bank then holds what was moved away, and has to be erased.
        for _ in 0..<2 {
            try journal.compact { $0.number == number }
            while journal.freeBytes > journal.capacityBytes / 4 + roomForDay {
                let entry = JournalEntry.tracesReserved(upTo: trace)
                _ = try journal.append(kind: entry.kind, entry.payload)
                trace = trace.next
            }
        }
        return MemoryFlash(geometry: geometry, image: journal.flash.bytes) ?? journal.flash
    }
}
