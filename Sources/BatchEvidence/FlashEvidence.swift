import BatchDoctor
import FlashStore
import Settlement

/// Reads a terminal's journal for a verdict: also one that is damaged, as far as it goes.
public enum FlashEvidence {
    /// What a flash says. Nothing is written to it.
    ///
    /// - Parameters:
    ///   - flash: The memory; a copy is looked at.
    ///   - settings: The shop's settings, where they are known.
    public static func read(_ flash: MemoryFlash, settings: TerminalSettings? = nil) -> TerminalEvidence {
        var book = BatchBook()
        var lines: [JournalLine] = []
        var storage = StorageEvidence()
        func take(_ record: JournalRecord) {
            guard storage.failure == nil else { return }
            do {
                let entry = try JournalEntry(kind: record.kind, payload: record.payload)
                try book.apply(entry)
                lines.append(JournalLine(number: record.number, entry: entry))
            } catch {
                storage.failure = "\(error)"
                storage.failedRecord = record.number
            }
        }
        do {
            let journal = try Journal(opening: flash) { take($0) }
            storage.recordCount = journal.recovery.recordCount
            storage.damagedOffsets = journal.recovery.damaged.map(\.offset)
            storage.roomBytes = journal.freeBytes - BatchStore<MemoryFlash>.reserveBytes
        } catch {
            storage.failure = error.description
        }
        return TerminalEvidence(book: book, entries: lines, storage: storage, settings: settings)
    }

    /// What a flash file says.
    ///
    /// - Returns: Nil when the bytes have not the size of a terminal's flash.
    public static func read(image: [UInt8], settings: TerminalSettings? = nil) -> TerminalEvidence? {
        MemoryFlash(geometry: .terminal, image: image).map { read($0, settings: settings) }
    }
}
