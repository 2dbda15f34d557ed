/// Walks through the records of a bank.
///
/// What is no record is either a record that a power cut left unfinished, or one that rotted. The numbers tell the two
/// apart: an unfinished record never used its number up, so the next record has it; a rotten one took its number along.
struct BankScan {
    /// Where the next record goes, in bytes from the start of the bank.
    private(set) var end = BankHeader.byteCount
    /// Number of the next record.
    private(set) var nextNumber: UInt32
    /// Commit words that a power cut left out, in bytes from the start of the bank.
    private(set) var unfinishedCommits: [Int] = []
    private(set) var report = RecoveryReport()

    private let base: Int
    private let capacity: Int
    private let header: BankHeader
    private var copiedSeen: UInt32 = 0
    private var lastNumber: UInt32?
    private var gap: (start: Int, wasComplete: Bool)?

    /// Scans `bank`, which starts at `base` in the flash, and hands every valid record to `body`. Blank sectors at the end
    /// of its capacity may have been left out.
    init(_ bank: [UInt8], base: Int, capacity: Int, header: BankHeader, _ body: (JournalRecord) -> Void) {
        self.base = base
        self.capacity = capacity
        self.header = header
        nextNumber = header.firstNumber
        let used = BankScan.usedBytes(bank)
        var offset = BankHeader.byteCount
        while offset < used {
            let found = RecordFormat.look(bank, at: offset)
            if case .record(let record, let byteCount, let isCommitted) = found, isPlausible(record) {
                take(record, at: offset, in: bank)
                if !isCommitted { unfinishedCommits.append(offset + byteCount - RecordFormat.commit.count) }
                body(record)
                offset += byteCount
                end = offset
            } else {
                if gap == nil {
                    if case .nothing(let wasComplete) = found {
                        gap = (offset, wasComplete)
                    } else {
                        gap = (offset, true)
                    }
                }
                offset += FlashGeometry.wordSize
            }
        }
        finish(bank, used)
    }

    /// A payload may hold bytes that look like a record; its number would be out of order.
    private func isPlausible(_ record: JournalRecord) -> Bool {
        if let lastNumber, record.number <= lastNumber { return false }
        guard record.number >= header.firstNumber else { return copiedSeen < header.copiedCount }
        return record.number >= nextNumber && record.number - nextNumber < UInt32(clamping: capacity)
    }

    private mutating func take(_ record: JournalRecord, at offset: Int, in bank: [UInt8]) {
        report.recordCount += 1
        lastNumber = record.number
        if record.number < header.firstNumber {
            copiedSeen += 1
            return
        }
        checkCopies(before: offset)
        if record.number > nextNumber {
            noteDamage(at: gap?.start ?? offset, count: record.number - nextNumber)
        } else if let gap {
            noteTorn(gap.start..<offset, in: bank)
        }
        gap = nil
        nextNumber = record.number &+ 1
    }

    /// Copies were whole when the bank was made active: one that is missing has rotted.
    private mutating func checkCopies(before offset: Int) {
        guard copiedSeen < header.copiedCount else { return }
        for _ in copiedSeen..<min(header.copiedCount, copiedSeen + RecoveryReport.mostDamages) {
            report.damaged.append(.init(offset: base + (gap?.start ?? offset), number: nil))
        }
        copiedSeen = header.copiedCount
        gap = nil
    }

    private mutating func noteDamage(at offset: Int, count: UInt32) {
        for step in 0..<min(count, RecoveryReport.mostDamages) {
            report.damaged.append(.init(offset: base + offset, number: nextNumber + step))
        }
    }

    /// What power cuts leave is the beginning of a record, or of several that were tried one after the other. More than that
    /// was written by nobody: a sector has failed, and may have taken the last records along.
    private mutating func noteTorn(_ place: Range<Int>, in bank: [UInt8]) {
        let strays = TornRecord.strays(in: bank, place, number: nextNumber)
        if strays > TornRecord.mostStrays {
            report.damaged.append(.init(offset: base + place.lowerBound, number: nil))
        } else {
            report.tornBytes += place.count
        }
    }

    private mutating func finish(_ bank: [UInt8], _ used: Int) {
        checkCopies(before: used)
        if let gap, gap.start >= end {
            // The length may be what rotted; a commit word at the very end still says that the record was complete.
            if gap.wasComplete || [UInt8](bank[max(0, used - 4)..<used]) == RecordFormat.commit {
                noteDamage(at: gap.start, count: 1)
                nextNumber &+= 1
            } else {
                noteTorn(gap.start..<used, in: bank)
            }
        }
        end = max(end, used)
    }

    /// Bytes up to the last word that is not blank.
    static func usedBytes(_ bank: [UInt8]) -> Int {
        var last = bank.count
        while last > 0, bank[last - 1] == 0xFF { last -= 1 }
        return (last + FlashGeometry.wordSize - 1) / FlashGeometry.wordSize * FlashGeometry.wordSize
    }
}
