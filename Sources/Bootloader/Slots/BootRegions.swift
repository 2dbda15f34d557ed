import FlashStore

/// The regions that the bootloader works on. They lie on one chip and must see each other's writes: regions of a
/// `SharedFlash`, or of a memory that is not a value.
public struct BootRegions<Flash: NORFlash> {
    /// The image that runs.
    public var slotA: Flash
    /// The image that was uploaded, or the one to go back to.
    public var slotB: Flash
    /// Where sectors of slot B stay while they are swapped: as many at once as it has.
    public var scratch: Flash
    /// The bootloader's memory.
    public var state: Flash

    /// Regions. The slots have the same size.
    public init(slotA: Flash, slotB: Flash, scratch: Flash, state: Flash) {
        self.slotA = slotA
        self.slotB = slotB
        self.scratch = scratch
        self.state = state
    }
}

extension BootRegions {
    /// The regions of a map on its program chip.
    public init<Base: NORFlash>(_ chip: Base, _ map: FlashMap) throws(FlashError) where Flash == RegionFlash<Base> {
        self.init(
            slotA: try RegionFlash(chip, map[.slotA]), slotB: try RegionFlash(chip, map[.slotB]),
            scratch: try RegionFlash(chip, map[.scratch]), state: try RegionFlash(chip, map[.bootState]))
    }
}
