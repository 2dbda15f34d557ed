/// One memory that several regions use at once: every copy of it is the same memory.
///
/// A memory that is a value, as `MemoryFlash`, would be copied into each region, and none would see what another wrote.
public final class SharedFlash<Base: NORFlash>: NORFlash {
    /// The memory itself.
    public var base: Base

    /// Shares a memory.
    public init(_ base: Base) { self.base = base }

    /// Sizes of the memory.
    public var geometry: FlashGeometry { base.geometry }

    /// Reads bytes.
    public func read(at offset: Int, count: Int) throws(FlashError) -> [UInt8] {
        try base.read(at: offset, count: count)
    }

    /// True when a sector holds nothing but ones.
    public func isBlank(sector: Int) throws(FlashError) -> Bool { try base.isBlank(sector: sector) }

    /// How often a sector was erased, where the part knows.
    public func eraseCount(sector: Int) throws(FlashError) -> UInt32? { try base.eraseCount(sector: sector) }

    /// Clears bits.
    public func program(at offset: Int, _ bytes: [UInt8]) throws(FlashError) {
        try base.program(at: offset, bytes)
    }

    /// Sets all bits of a sector.
    public func erase(sector: Int) throws(FlashError) { try base.erase(sector: sector) }

    /// Returns when the memory has everything.
    public func synchronize() throws(FlashError) { try base.synchronize() }
}
