import FlashStore

/// Writes an upload into slot B, and can go on after a reset where it stopped.
///
/// The header is checked before anything is erased but the record of the upload before. Every `step` bytes a mark is
/// programmed; after a reset everything before the last mark is held. Bytes behind it may be in flash as well: the same bytes
/// come again and are programmed again, which changes nothing.
public struct SlotWriter<Flash: NORFlash, Verifier: ImageVerifier> {
    /// The slot, as it is left.
    public private(set) var slot: Flash
    private let verifier: Verifier
    private let marks: UploadMarks
    private var record: UploadRecord?
    /// Bytes that were taken, from the first one: the next one that is wanted.
    public private(set) var held = 0
    /// Bytes that were taken and are not in flash: less than a word, or the header until it is checked.
    private var pending: [UInt8] = []
    /// The end of a padded image: only the slot trailer, which is not programmed.
    private var tail: [UInt8] = []
    private var nextMark = 0

    /// The writer of a slot; what is held there of an upload is known at once.
    public init(slot: Flash, verifier: Verifier) throws(FlashError) {
        self.slot = slot
        self.verifier = verifier
        marks = UploadMarks(slot.geometry)
        record = UploadRecord(try slot.read(at: marks.sectorStart, count: UploadRecord.byteCount))
        guard let record else { return }
        let found = try marks.read(slot)
        nextMark = found.next
        held = found.isWhole ? record.total : min(found.steps * marks.step, dataEnd(record.total))
        // The last step is there and the hash was not compared: it comes again, so that it is.
        if !found.isWhole, held == record.total { held -= min(held, marks.step) }
    }

    /// Most bytes of an image with its padding.
    public var limit: Int { slot.geometry.byteCount }

    /// Most bytes of an image without padding.
    public var imageLimit: Int { marks.sectorStart }

    /// The upload that is held: the hash that was announced, all bytes, and how many of them are here.
    public var upload: (hash: [UInt8], total: Int, held: Int)? { record.map { ($0.hash, $0.total, held) } }

    /// Begins an upload, or goes on with the one of the same hash and size.
    ///
    /// - Parameters:
    ///   - hash: SHA-256 of all bytes; without one (empty) nothing can go on later, and nothing is compared at the end.
    ///   - total: All bytes that will come.
    /// - Returns: The offset from which bytes are wanted.
    public mutating func begin(hash: [UInt8], total: Int) throws(UploadError) -> Int {
        guard (1...limit).contains(total) else { throw .size(total, limit: limit) }
        guard let fresh = UploadRecord(hash: hash, total: total) else { throw .hashLength(hash.count) }
        if fresh == record, !hash.isEmpty { return held }
        try drop()
        do throws(FlashError) { try slot.program(at: marks.sectorStart, fresh.bytes) } catch { throw .flash(error) }
        record = fresh
        return 0
    }

    /// Takes bytes of the upload.
    ///
    /// - Returns: The offset from which bytes are wanted next. Bytes that begin elsewhere are not taken.
    /// - Throws: `UploadError`. After `differs`, `hashDiffers` and `image` the upload begins again.
    public mutating func write(_ bytes: [UInt8], at offset: Int) throws(UploadError) -> Int {
        guard let record else { throw .notBegun }
        guard offset == held else { return held }
        guard bytes.count <= record.total - held else { throw .tooMany(announced: record.total) }
        let end = dataEnd(record.total)
        let data = min(bytes.count, max(0, end - held))
        try keepTail(bytes[data...], at: held + data)
        pending += bytes[..<data]
        held += bytes.count
        let isLast = held >= end
        if held - tailCount(end) == pending.count {
            // Nothing of it is in flash yet: the header first.
            guard pending.count >= ImageHeader.byteCount || isLast else { return held }
            do throws(ImageError) { _ = try ImageHeader(pending, limit: min(record.total, imageLimit)) } catch {
                try drop()
                throw .image(error)
            }
        }
        try program(end: end, isLast: isLast)
        if held == record.total { try complete(record) }
        return held
    }

    /// All bytes are here, and they have the announced hash.
    public var isWhole: Bool { record.map { held == $0.total } ?? false }

    /// Forgets the upload; what was in the slot is no request any more.
    public mutating func drop() throws(UploadError) {
        record = nil
        held = 0
        pending = []
        tail = []
        nextMark = 0
        do throws(FlashError) { try SlotTrailer.erase(&slot) } catch { throw .flash(error) }
    }

    /// Bytes that go to flash: a padded image ends with the slot's trailer, which is only looked at.
    private func dataEnd(_ total: Int) -> Int { min(total, marks.sectorStart) }

    private func tailCount(_ end: Int) -> Int { max(0, held - end) }

    /// The last sector of a padded image may hold nothing but ones and a trailer. What the trailer asks is not heard: a swap is
    /// asked for by a command, which the terminal can refuse.
    private mutating func keepTail(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(UploadError) {
        let trailer = slot.geometry.byteCount - SlotTrailer.byteCount
        for (index, byte) in bytes.enumerated() {
            let place = offset + index
            guard place >= trailer || byte == 0xFF else { throw .notPadding(offset: place) }
        }
        tail += bytes
    }

    private mutating func program(end: Int, isLast: Bool) throws(UploadError) {
        let sectorSize = slot.geometry.sectorSize
        let inFlash = min(held, end) - pending.count
        var offset = inFlash
        if isLast { while pending.count % FlashGeometry.wordSize != 0 { pending.append(0xFF) } }
        var index = 0
        while pending.count - index >= FlashGeometry.wordSize {
            // Up to the end of the sector or of the step, whichever comes first.
            let room = min(sectorSize - offset % sectorSize, marks.step - offset % marks.step)
            let count = min(room, (pending.count - index) / FlashGeometry.wordSize * FlashGeometry.wordSize)
            let piece = [UInt8](pending[index..<index + count])
            let start = offset
            do throws(FlashError) {
                if start % sectorSize == 0 { try slot.erase(sector: start / sectorSize) }
                try slot.program(at: start, piece)
                index += count
                offset += count
                if offset % marks.step == 0 { try mark(StateWord(.uploadStep, UInt32(offset / marks.step))) }
            } catch {
                if case .needsErase(let place) = error {
                    try drop()
                    throw .differs(offset: place)
                }
                throw .flash(error)
            }
        }
        pending.removeFirst(index)
    }

    private mutating func mark(_ word: StateWord) throws(FlashError) {
        // Without room for a mark an upload goes on all the same; after a reset it goes on from an earlier place.
        guard nextMark < marks.capacity else { return }
        let place = marks.sectorStart + UploadRecord.marksOffset + nextMark * FlashGeometry.wordSize
        nextMark += 1
        try slot.program(at: place, littleEndian(word.bits))
    }

    /// Reads everything back from flash, and compares the hash.
    private mutating func complete(_ record: UploadRecord) throws(UploadError) {
        var hasher = verifier.makeHasher()
        do throws(FlashError) {
            try slot.synchronize()
            try feed(&hasher, SlotSource(slot: slot), count: dataEnd(record.total))
        } catch { throw .flash(error) }
        hasher.update(tail)
        let isRight = record.hash.count < UploadRecord.longestHash || hasher.finish() == record.hash
        guard isRight else {
            try drop()
            throw .hashDiffers
        }
        do throws(FlashError) {
            try mark(StateWord(.uploadWhole, 0))
            try slot.synchronize()
        } catch { throw .flash(error) }
    }
}
