/// A region of a flash memory as a memory of its own: its first byte is offset 0, and nothing outside of it is reached.
public struct RegionFlash<Base: NORFlash>: NORFlash {
    /// Sizes of the region.
    public let geometry: FlashGeometry
    /// Offset of the region in the memory.
    public let start: Int
    /// The memory that the region lies in.
    public private(set) var base: Base

    /// A region of a memory. It begins and ends on a sector boundary.
    public init(_ base: Base, offset: Int, size: Int) throws(FlashError) {
        let memory = base.geometry
        guard offset >= 0, size > 0, size <= memory.byteCount, offset <= memory.byteCount - size else {
            throw .outOfRange(offset: offset, count: size)
        }
        guard offset % memory.sectorSize == 0, size % memory.sectorSize == 0 else {
            throw .unaligned(offset: offset, count: size)
        }
        self.base = base
        start = offset
        geometry = FlashGeometry(sectorSize: memory.sectorSize, sectorCount: size / memory.sectorSize)
    }

    /// The region of this kind of the chip that `base` is.
    public init(_ base: Base, _ region: FlashRegion) throws(FlashError) {
        try self.init(base, offset: region.offset, size: region.size)
    }

    /// Reads bytes of the region.
    public func read(at offset: Int, count: Int) throws(FlashError) -> [UInt8] {
        try check(offset: offset, count: count, aligned: false)
        return try base.read(at: start + offset, count: count)
    }

    /// True when a sector of the region holds nothing but ones.
    public func isBlank(sector: Int) throws(FlashError) -> Bool {
        try base.isBlank(sector: number(of: sector))
    }

    /// How often a sector of the region was erased, where the part knows.
    public func eraseCount(sector: Int) throws(FlashError) -> UInt32? {
        try base.eraseCount(sector: number(of: sector))
    }

    /// Clears bits of the region.
    public mutating func program(at offset: Int, _ bytes: [UInt8]) throws(FlashError) {
        try check(offset: offset, count: bytes.count, aligned: true)
        do throws(FlashError) { try base.program(at: start + offset, bytes) } catch {
            // Offsets are those of the region for whoever has only the region.
            if case .needsErase(let place) = error { throw .needsErase(offset: place - start) }
            throw error
        }
    }

    /// Sets all bits of a sector of the region.
    public mutating func erase(sector: Int) throws(FlashError) {
        try base.erase(sector: number(of: sector))
    }

    /// Returns when the memory has everything.
    public mutating func synchronize() throws(FlashError) { try base.synchronize() }

    /// Number of a sector of the region in the memory.
    private func number(of sector: Int) throws(FlashError) -> Int {
        guard sector >= 0, sector < geometry.sectorCount else {
            throw .outOfRange(offset: geometry.byteCount, count: geometry.sectorSize)
        }
        return start / geometry.sectorSize + sector
    }
}

extension RegionFlash: Sendable where Base: Sendable {}
