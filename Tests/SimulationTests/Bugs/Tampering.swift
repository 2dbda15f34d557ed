import FlashStore
import Settlement
import Simulation

/// A hand in the flash.
struct Tampering {
    private let chip: Simulation.FlashChip
    /// The terminal's keys, for messages that are changed.
    let element: SimulatedElement
    private(set) var isDone = false

    init(_ chip: Simulation.FlashChip, _ element: SimulatedElement) {
        self.chip = chip
        self.element = element
    }

    var memory: MemoryFlash { chip.memory }

    /// Writes entries behind the last one.
    mutating func append(_ entries: JournalEntry...) throws {
        var journal = try Journal(opening: chip.memory)
        for entry in entries { _ = try journal.append(kind: entry.kind, entry.payload) }
        replace(journal.flash)
    }

    /// Writes the journal anew and leaves records out.
    mutating func drop(_ isDropped: (JournalEntry) -> Bool) throws {
        try rewrite { $0.filter { !isDropped($0) } }
    }

    /// Writes the journal anew, with other entries.
    mutating func rewrite(_ change: ([JournalEntry]) throws -> [JournalEntry]) throws {
        var entries: [JournalEntry] = []
        var failure: EntryError?
        try Journal(opening: chip.memory).forEachRecord { record in
            do throws(EntryError) {
                entries.append(try JournalEntry(kind: record.kind, payload: record.payload))
            } catch { failure = error }
        }
        if let failure { throw failure }
        var journal = try Journal(opening: MemoryFlash(geometry: chip.memory.geometry))
        for entry in try change(entries) { _ = try journal.append(kind: entry.kind, entry.payload) }
        replace(journal.flash)
    }

    /// The state of the money in flash.
    func book(at now: ClockTime = ClockTime(secondNumber: 0)) throws -> BatchBook {
        try BatchStore(opening: chip.memory, at: now).book
    }

    /// Puts another image into the chip.
    mutating func replace(_ image: MemoryFlash) {
        chip.replaceContent(image)
        isDone = true
    }
}
