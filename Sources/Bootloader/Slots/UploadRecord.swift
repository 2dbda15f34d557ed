import FlashStore

/// What the trailer's sector of slot B tells of an upload: whose bytes are held, and how many.
///
/// ```
/// 0 hash, 32 bytes, zeros behind a shorter one    32 length of the hash u32    36 size u32    40 CRC-32 of bytes 0 to 39
/// 64 a `StateWord` for each step that is in flash, up to the slot trailer
/// ```
struct UploadRecord: Equatable {
    static let byteCount = 44
    static let marksOffset = 64
    static let longestHash = 32

    let hash: [UInt8]
    let total: Int

    init?(hash: [UInt8], total: Int) {
        guard hash.count <= UploadRecord.longestHash, total > 0 else { return nil }
        self.hash = hash
        self.total = total
    }

    /// Reads a record; nil when there is none.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= UploadRecord.byteCount, word(bytes, 40) == CRC32.of(bytes[0..<40]) else { return nil }
        let length = Int(truncatingIfNeeded: word(bytes, 32))
        guard (0...UploadRecord.longestHash).contains(length), word(bytes, 36) <= UInt32(Int32.max) else { return nil }
        hash = [UInt8](bytes[..<length])
        total = Int(word(bytes, 36))
    }

    var bytes: [UInt8] {
        var bytes = hash + [UInt8](repeating: 0, count: UploadRecord.longestHash - hash.count)
        bytes += littleEndian(UInt32(hash.count)) + littleEndian(UInt32(total))
        return bytes + littleEndian(CRC32.of(bytes))
    }
}

/// Where marks of an upload go in the trailer's sector of a slot.
struct UploadMarks {
    /// Offset of the sector in the slot.
    let sectorStart: Int
    /// Words that there is room for.
    let capacity: Int
    /// Bytes of the image for each mark: so many that all marks fit, and as many again for torn ones.
    let step: Int

    init(_ geometry: FlashGeometry) {
        sectorStart = geometry.byteCount - geometry.sectorSize
        // A large sector has room for more than anybody wants to read.
        capacity = min(
            1024, (geometry.sectorSize - UploadRecord.marksOffset - SlotTrailer.byteCount) / FlashGeometry.wordSize)
        var step = 256
        while (sectorStart / step + 2) * 2 > capacity, step < sectorStart { step *= 2 }
        self.step = step
    }

    /// Reads the marks: steps that are in flash, whether the upload is whole, and the index of the next free word.
    func read(_ slot: some NORFlash) throws(FlashError) -> (steps: Int, isWhole: Bool, next: Int) {
        let bytes = try slot.read(
            at: sectorStart + UploadRecord.marksOffset, count: capacity * FlashGeometry.wordSize)
        var marks = (steps: 0, isWhole: false, next: 0)
        for index in 0..<capacity {
            let bits = word(bytes, index * FlashGeometry.wordSize)
            if bits != StateWord.blank { marks.next = index + 1 }
            guard let mark = StateWord(bits) else { continue }
            if mark.kind == .uploadStep { marks.steps = Int(mark.value) }
            if mark.kind == .uploadWhole { marks.isWhole = true }
        }
        return marks
    }
}
