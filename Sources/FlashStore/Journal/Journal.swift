/// An append-only journal of records on NOR flash.
///
/// The flash is two banks. Records are appended to the active one; `compact` copies what must stay to the other, and
/// makes that one active by programming its header last. A power cut between any two words leaves a journal that opens,
/// with every record that was acknowledged and nothing that was not written.
public struct Journal<Flash: NORFlash> {
    /// The memory.
    public private(set) var flash: Flash
    /// What opening found.
    public private(set) var recovery: RecoveryReport
    /// Number of the next record.
    public private(set) var nextNumber: UInt32
    private var header: BankHeader
    private var bank: Int
    private var end: Int

    /// Opens the journal in `flash`; blank flash is formatted.
    ///
    /// - Parameters:
    ///   - flash: The memory.
    ///   - body: Takes every record, oldest first; what `recovery` says of them is known only afterwards.
    /// - Throws: `JournalError.foreign` or `.unsupportedVersion` for other content, of which nothing is changed;
    ///   `JournalError.flash` when the memory fails.
    public init(
        opening flash: Flash, _ body: (JournalRecord) -> Void = { _ in }
    ) throws(JournalError) {
        var flash = flash
        guard flash.geometry.sectorCount >= 2, flash.geometry.sectorSize > BankHeader.byteCount else { throw .tooSmall }
        let size = Journal.bankBytes(flash.geometry)
        var active: (bank: Int, header: BankHeader)?
        for bank in 0...1 {
            let bytes = try Journal.read(flash, at: bank * size, count: BankHeader.byteCount)
            guard let header = try BankHeader(bytes) else { continue }
            if let known = active, known.header.generation >= header.generation { continue }
            active = (bank, header)
        }
        let wasFormatted = active == nil
        if active == nil { active = (0, try Journal.format(&flash)) }
        guard let active else { throw .tooSmall }
        let content = try Journal.usedContent(of: flash, bank: active.bank)
        let scan = BankScan(content, base: active.bank * size, capacity: size, header: active.header, body)
        try Journal.finishCommits(&flash, scan.unfinishedCommits, base: active.bank * size)
        self.flash = flash
        bank = active.bank
        header = active.header
        end = scan.end
        nextNumber = scan.nextNumber
        recovery = scan.report
        recovery.wasFormatted = wasFormatted
        try checkOtherBank()
    }

    /// The bank that is not active holds nothing newer, or its header has rotted: then what was opened is the past, and
    /// whatever was recorded since is missing.
    private mutating func checkOtherBank() throws(JournalError) {
        let base = (1 - bank) * capacityBytes
        guard try BankHeader(try Journal.read(flash, at: base, count: BankHeader.byteCount)) == nil else { return }
        let content = try Journal.usedContent(of: flash, bank: 1 - bank)
        let used = BankScan.usedBytes(content)
        var offset = BankHeader.byteCount
        while offset < used {
            guard case .record(let record, let byteCount, _) = RecordFormat.look(content, at: offset) else {
                offset += FlashGeometry.wordSize
                continue
            }
            // What a compaction copied has numbers from before it.
            guard record.number < nextNumber else {
                recovery.damaged.append(.init(offset: base, number: nil))
                return
            }
            offset += byteCount
        }
    }

    /// Bytes of one bank.
    public var capacityBytes: Int { Journal.bankBytes(flash.geometry) }
    /// Bytes of the active bank that are taken.
    public var usedBytes: Int { end }
    /// Bytes of the active bank that are left.
    public var freeBytes: Int { capacityBytes - end }
    /// How often the active bank was erased.
    public var eraseCount: UInt32 { header.eraseCount }

    /// Appends a record.
    ///
    /// - Returns: Its number. The record is durable then.
    /// - Throws: `JournalError.full` or `.payloadTooLong`, with nothing written; `JournalError.flash` when the memory
    ///   fails: the journal must be opened anew then.
    public mutating func append(kind: UInt8, _ payload: [UInt8]) throws(JournalError) -> UInt32 {
        try checkRoom(for: payload)
        let record = JournalRecord(number: nextNumber, kind: kind, payload: payload)
        let byteCount = RecordFormat.byteCount(payload: payload.count)
        try Journal.write(record, to: &flash, at: bank * capacityBytes + end)
        end += byteCount
        nextNumber &+= 1
        return record.number
    }

    /// Checks that a record with this payload can be appended.
    ///
    /// - Throws: `JournalError.full` or `.payloadTooLong`.
    public func checkRoom(for payload: [UInt8]) throws(JournalError) {
        guard payload.count <= RecordFormat.largestPayload else { throw .payloadTooLong(payload.count) }
        let byteCount = RecordFormat.byteCount(payload: payload.count)
        guard byteCount <= freeBytes else { throw .full(needed: byteCount, free: freeBytes) }
    }

    /// Hands every record to `body`, oldest first.
    public func forEachRecord(_ body: (JournalRecord) -> Void) throws(JournalError) {
        let content = try Journal.usedContent(of: flash, bank: bank)
        _ = BankScan(content, base: bank * capacityBytes, capacity: capacityBytes, header: header, body)
    }

    /// Drops the records for which `keeping` is false. Numbers stay as they are.
    ///
    /// A power cut on the way leaves the journal as it was, or as it is afterwards.
    ///
    /// - Throws: `JournalError.full` when the kept records fill the bank, `JournalError.flash` when the memory fails.
    public mutating func compact(keeping: (JournalRecord) -> Bool) throws(JournalError) {
        var kept: [JournalRecord] = []
        try forEachRecord { if keeping($0) { kept.append($0) } }
        let needed = kept.reduce(BankHeader.byteCount) { $0 + RecordFormat.byteCount(payload: $1.payload.count) }
        guard needed <= capacityBytes else { throw .full(needed: needed, free: capacityBytes) }
        let target = 1 - bank
        let base = target * capacityBytes
        let former = try BankHeader(try Journal.read(flash, at: base, count: BankHeader.byteCount))
        try eraseBank(target)
        var offset = BankHeader.byteCount
        for record in kept {
            try Journal.write(record, to: &flash, at: base + offset)
            offset += RecordFormat.byteCount(payload: record.payload.count)
        }
        let next = BankHeader(
            generation: header.generation &+ 1, eraseCount: (former?.eraseCount ?? header.eraseCount) &+ 1,
            firstNumber: nextNumber, copiedCount: UInt32(kept.count))
        do {
            try flash.program(at: base, next.bytes)
            try flash.synchronize()
        } catch { throw .flash(error) }
        bank = target
        header = next
        end = offset
    }

    private mutating func eraseBank(_ target: Int) throws(JournalError) {
        let sectors = flash.geometry.sectorCount / 2
        // The sector with the header goes first: a bank half erased must not look like a whole one.
        for sector in target * sectors..<(target + 1) * sectors {
            do { if try !flash.isBlank(sector: sector) { try flash.erase(sector: sector) } } catch {
                throw .flash(error)
            }
        }
        do { try flash.synchronize() } catch { throw .flash(error) }
    }

    private static func write(
        _ record: JournalRecord, to flash: inout Flash, at offset: Int
    ) throws(JournalError) {
        let body = RecordFormat.body(record)
        do {
            try flash.program(at: offset, body)
            // The commit word says *complete*, so it must not reach the memory before what it speaks of.
            try flash.synchronize()
            try flash.program(at: offset + body.count, RecordFormat.commit)
            try flash.synchronize()
        } catch { throw .flash(error) }
    }

    /// A record whose checksum is right is taken, also without its commit word: it is made as durable as the others.
    private static func finishCommits(
        _ flash: inout Flash, _ offsets: [Int], base: Int
    ) throws(JournalError) {
        for offset in offsets {
            let present = try read(flash, at: base + offset, count: RecordFormat.commit.count)
            let isPossible = zip(present, RecordFormat.commit).allSatisfy { $0 & $1 == $1 }
            guard isPossible else { continue }
            do {
                try flash.program(at: base + offset, RecordFormat.commit)
                try flash.synchronize()
            } catch { throw .flash(error) }
        }
    }

    /// Formats blank flash, or flash whose first formatting was cut short.
    private static func format(_ flash: inout Flash) throws(JournalError) -> BankHeader {
        let first = BankHeader(generation: 1, eraseCount: 0, firstNumber: 1, copiedCount: 0)
        let begun = try read(flash, at: 0, count: BankHeader.byteCount)
        let isBegun = zip(begun, first.bytes).allSatisfy { $0 & $1 == $1 }
        let step = flash.geometry.sectorSize
        for offset in stride(from: 0, to: flash.geometry.byteCount, by: step) {
            let content = try read(flash, at: offset, count: step)
            let start = offset == 0 && isBegun ? BankHeader.byteCount : 0
            if let index = content[start...].firstIndex(where: { $0 != 0xFF }) {
                throw .foreign(offset: offset + index)
            }
        }
        do {
            if begun.contains(where: { $0 != 0xFF }) { try flash.erase(sector: 0) }
            try flash.program(at: 0, first.bytes)
            try flash.synchronize()
        } catch { throw .flash(error) }
        return first
    }

    private static func read(_ flash: Flash, at offset: Int, count: Int) throws(JournalError) -> [UInt8] {
        do { return try flash.read(at: offset, count: count) } catch { throw .flash(error) }
    }

    /// The content of a bank without the blank sectors at its end.
    private static func usedContent(of flash: Flash, bank: Int) throws(JournalError) -> [UInt8] {
        let sectors = flash.geometry.sectorCount / 2
        var used = sectors
        do { while used > 0, try flash.isBlank(sector: bank * sectors + used - 1) { used -= 1 } } catch {
            throw .flash(error)
        }
        let size = used * flash.geometry.sectorSize
        let content = try read(flash, at: bank * bankBytes(flash.geometry), count: size)
        // A record that lacks its commit word only may end with the last used sector: its last words are blank, and there.
        let rest = min(bankBytes(flash.geometry) - size, RecordFormat.byteCount(payload: RecordFormat.largestPayload))
        return content + [UInt8](repeating: 0xFF, count: rest)
    }

    private static func bankBytes(_ geometry: FlashGeometry) -> Int {
        geometry.sectorCount / 2 * geometry.sectorSize
    }
}
