/// NOR flash in memory: for simulation, for tests, and for looking at an image without touching its file.
public struct MemoryFlash: NORFlash, Sendable {
    /// Where in an operation the power fails.
    public enum CutPoint: Equatable, Sendable {
        /// Nothing of it is done.
        case before
        /// Part of it: whole words up to one that is half done; the seed says which.
        case torn(seed: UInt64)
        /// All of it, but the caller is not told.
        case after
    }

    /// Sizes of the memory.
    public let geometry: FlashGeometry
    /// One for each sector, empty while the sector is blank: most of a memory is, and thousands of them shall be held.
    private var sectors: [[UInt8]]
    /// Programs and erases so far.
    public private(set) var operationCount = 0
    private var cut: (operation: Int, point: CutPoint)?
    private var isPowered = true

    /// A blank memory.
    public init(geometry: FlashGeometry) {
        self.geometry = geometry
        sectors = Array(repeating: [], count: geometry.sectorCount)
    }

    /// A memory with the content of an image.
    ///
    /// - Returns: Nil when the image has another size than the geometry.
    public init?(geometry: FlashGeometry, image: [UInt8]) {
        guard image.count == geometry.byteCount else { return nil }
        self.geometry = geometry
        sectors = (0..<geometry.sectorCount).map { sector in
            let content = image[sector * geometry.sectorSize..<(sector + 1) * geometry.sectorSize]
            return content.contains { $0 != 0xFF } ? [UInt8](content) : []
        }
    }

    /// The whole content.
    public var bytes: [UInt8] { content(0, geometry.byteCount) }

    /// Lets the power fail at the operation that is counted as `operation` (the first one is 1).
    public mutating func cutPower(at operation: Int, _ point: CutPoint) { cut = (operation, point) }

    /// Power is back.
    public mutating func restorePower() {
        isPowered = true
        cut = nil
    }

    /// Changes bits as age or radiation does.
    public mutating func flip(bit: Int, at offset: Int) {
        let sector = offset / geometry.sectorSize
        fillIfBlank(sector)
        sectors[sector][offset % geometry.sectorSize] ^= 1 << UInt8(bit & 7)
    }

    /// Reads bytes.
    public func read(at offset: Int, count: Int) throws(FlashError) -> [UInt8] {
        guard isPowered else { throw .powerLost }
        try check(offset: offset, count: count, aligned: false)
        return content(offset, count)
    }

    /// True when a sector holds nothing but ones.
    public func isBlank(sector: Int) throws(FlashError) -> Bool {
        guard isPowered else { throw .powerLost }
        try check(offset: sector * geometry.sectorSize, count: geometry.sectorSize, aligned: true)
        return sectors[sector].allSatisfy { $0 == 0xFF }
    }

    /// Programs words in ascending order, as far as the power lasts.
    public mutating func program(at offset: Int, _ new: [UInt8]) throws(FlashError) {
        guard isPowered else { throw .powerLost }
        try check(offset: offset, count: new.count, aligned: true)
        if let index = firstConflict(offset, new) { throw .needsErase(offset: offset + index) }
        let (words, mask) = try beginOperation(wordCount: new.count / FlashGeometry.wordSize)
        let whole = min(words * FlashGeometry.wordSize, new.count)
        clear(offset, new[..<whole], mask: 0)
        if mask != 0, whole < new.count {
            clear(offset + whole, new[whole..<whole + FlashGeometry.wordSize], mask: mask)
        }
        try endOperation()
    }

    /// Erases words in ascending order, as far as the power lasts.
    public mutating func erase(sector: Int) throws(FlashError) {
        guard isPowered else { throw .powerLost }
        try check(offset: sector * geometry.sectorSize, count: geometry.sectorSize, aligned: true)
        let (words, mask) = try beginOperation(wordCount: geometry.sectorSize / FlashGeometry.wordSize)
        let whole = words * FlashGeometry.wordSize
        if whole >= geometry.sectorSize {
            sectors[sector] = []
        } else if !sectors[sector].isEmpty {
            for index in 0..<whole { sectors[sector][index] = 0xFF }
            for index in whole..<whole + FlashGeometry.wordSize { sectors[sector][index] |= mask }
        }
        try endOperation()
    }

    /// Index of the first of these bytes that has a one where the memory has a zero.
    private func firstConflict(_ offset: Int, _ new: [UInt8]) -> Int? {
        for (sector, start, range) in pieces(offset, new.count) where !sectors[sector].isEmpty {
            let hasConflict = sectors[sector].withUnsafeBufferPointer { old in
                new.withUnsafeBufferPointer { new in
                    range.reduce(0) { $0 | new[$1] & ~old[start + $1 - range.lowerBound] } != 0
                }
            }
            guard hasConflict else { continue }
            return range.first { new[$0] & ~sectors[sector][start + $0 - range.lowerBound] != 0 }
        }
        return nil
    }

    /// Clears the bits that are zero in `new`, and of those not the ones of the mask.
    private mutating func clear(_ offset: Int, _ new: ArraySlice<UInt8>, mask: UInt8) {
        for (sector, start, range) in pieces(offset, new.count) {
            fillIfBlank(sector)
            sectors[sector].withUnsafeMutableBufferPointer { old in
                for step in 0..<range.count {
                    old[start + step] &= new[new.startIndex + range.lowerBound + step] | mask
                }
            }
        }
    }

    private mutating func fillIfBlank(_ sector: Int) {
        if sectors[sector].isEmpty { sectors[sector] = [UInt8](repeating: 0xFF, count: geometry.sectorSize) }
    }

    private func content(_ offset: Int, _ count: Int) -> [UInt8] {
        var content: [UInt8] = []
        content.reserveCapacity(count)
        for (sector, start, range) in pieces(offset, count) {
            if sectors[sector].isEmpty {
                content.append(contentsOf: repeatElement(0xFF, count: range.count))
            } else {
                content.append(contentsOf: sectors[sector][start..<start + range.count])
            }
        }
        return content
    }

    /// The sectors that a stretch of the memory lies in: number, offset within the sector, and range of the stretch.
    private func pieces(_ offset: Int, _ count: Int) -> Pieces {
        Pieces(offset: offset, count: count, sectorSize: geometry.sectorSize)
    }

    private struct Pieces: Sequence, IteratorProtocol {
        let offset: Int
        let count: Int
        let sectorSize: Int
        private var done = 0

        init(offset: Int, count: Int, sectorSize: Int) {
            self.offset = offset
            self.count = count
            self.sectorSize = sectorSize
        }

        mutating func next() -> (sector: Int, start: Int, range: Range<Int>)? {
            guard done < count else { return nil }
            let start = (offset + done) % sectorSize
            let range = done..<done + Swift.min(sectorSize - start, count - done)
            defer { done = range.upperBound }
            return ((offset + done) / sectorSize, start, range)
        }
    }

    /// Nothing to do: memory is as durable as it will ever be.
    public mutating func synchronize() throws(FlashError) {
        guard isPowered else { throw .powerLost }
    }

    /// How many words are done, and which bits of the next one are not (as a byte mask; zero means none).
    private mutating func beginOperation(wordCount: Int) throws(FlashError) -> (words: Int, mask: UInt8) {
        operationCount += 1
        guard let cut, cut.operation == operationCount else { return (wordCount, 0) }
        switch cut.point {
        case .before:
            isPowered = false
            throw .powerLost
        case .after: return (wordCount, 0)
        case .torn(let seed):
            return MemoryFlash.torn(seed: seed, operation: operationCount, wordCount: wordCount)
        }
    }

    /// How far an operation of so many words comes that is torn with this seed: whole words that are done, and the bits of
    /// the next one that are not, as a byte mask.
    public static func torn(seed: UInt64, operation: Int, wordCount: Int) -> (words: Int, mask: UInt8) {
        var mixed = seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(operation)
        mixed ^= mixed >> 31
        mixed = mixed &* 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed >> 27
        return (Int(mixed % UInt64(max(1, wordCount))), UInt8(truncatingIfNeeded: mixed >> 40) | 1)
    }

    private mutating func endOperation() throws(FlashError) {
        guard let cut, cut.operation == operationCount else { return }
        isPowered = false
        throw .powerLost
    }
}
