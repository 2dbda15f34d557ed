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
    /// The content.
    public private(set) var bytes: [UInt8]
    /// Programs and erases so far.
    public private(set) var operationCount = 0
    private var cut: (operation: Int, point: CutPoint)?
    private var isPowered = true

    /// A blank memory.
    public init(geometry: FlashGeometry) {
        self.geometry = geometry
        bytes = [UInt8](repeating: 0xFF, count: geometry.byteCount)
    }

    /// A memory with the content of an image.
    ///
    /// - Returns: Nil when the image has another size than the geometry.
    public init?(geometry: FlashGeometry, image: [UInt8]) {
        guard image.count == geometry.byteCount else { return nil }
        self.geometry = geometry
        bytes = image
    }

    /// Lets the power fail at the operation that is counted as `operation` (the first one is 1).
    public mutating func cutPower(at operation: Int, _ point: CutPoint) { cut = (operation, point) }

    /// Power is back.
    public mutating func restorePower() {
        isPowered = true
        cut = nil
    }

    /// Changes bits as age or radiation does.
    public mutating func flip(bit: Int, at offset: Int) { bytes[offset] ^= 1 << UInt8(bit & 7) }

    /// Reads bytes.
    public func read(at offset: Int, count: Int) throws(FlashError) -> [UInt8] {
        guard isPowered else { throw .powerLost }
        try check(offset: offset, count: count, aligned: false)
        return [UInt8](bytes[offset..<offset + count])
    }

    /// Programs words in ascending order, as far as the power lasts.
    public mutating func program(at offset: Int, _ new: [UInt8]) throws(FlashError) {
        guard isPowered else { throw .powerLost }
        try check(offset: offset, count: new.count, aligned: true)
        for index in new.indices where bytes[offset + index] & new[index] != new[index] {
            throw .needsErase(offset: offset + index)
        }
        let (words, mask) = try beginOperation(wordCount: new.count / FlashGeometry.wordSize)
        for index in new.indices {
            let word = index / FlashGeometry.wordSize
            if word < words {
                bytes[offset + index] &= new[index]
            } else if word == words, mask != 0 {
                bytes[offset + index] &= new[index] | mask
            }
        }
        try endOperation()
    }

    /// Erases words in ascending order, as far as the power lasts.
    public mutating func erase(sector: Int) throws(FlashError) {
        guard isPowered else { throw .powerLost }
        let start = sector * geometry.sectorSize
        try check(offset: start, count: geometry.sectorSize, aligned: true)
        let (words, mask) = try beginOperation(wordCount: geometry.sectorSize / FlashGeometry.wordSize)
        for index in 0..<geometry.sectorSize {
            let word = index / FlashGeometry.wordSize
            if word < words {
                bytes[start + index] = 0xFF
            } else if word == words, mask != 0 {
                bytes[start + index] |= mask
            }
        }
        try endOperation()
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
