/// Why a flash map cannot be.
public enum FlashMapError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No power of two of 256 bytes or more.
    case sectorSize(FlashChipKind, Int)
    /// A chip without sectors.
    case noSectors(FlashChipKind)
    /// No erase cycles.
    case endurance(FlashChipKind)
    /// A kind of region is missing.
    case missing(RegionKind)
    /// A kind of region is there more than once.
    case doubled(RegionKind)
    /// It ends behind the chip, or begins before it.
    case outOfChip(RegionKind, chipSize: Int)
    /// It does not begin and end on a sector boundary.
    case unaligned(RegionKind, sectorSize: Int)
    /// Two regions share bytes.
    case overlap(RegionKind, RegionKind)
    /// Slots of different sizes cannot be swapped.
    case slotsDiffer(Int, Int)
    /// Too small for its purpose.
    case tooSmall(RegionKind, size: Int, least: Int)

    /// The region that the error is about, for the place in a file.
    public var region: RegionKind? {
        switch self {
        case .sectorSize, .noSectors, .endurance: nil
        case .missing(let kind), .doubled(let kind), .outOfChip(let kind, _), .unaligned(let kind, _),
            .overlap(_, let kind), .tooSmall(let kind, _, _):
            kind
        case .slotsDiffer: .slotB
        }
    }

    /// The chip that the error is about; nil when it is about a region.
    public var chip: FlashChipKind? {
        switch self {
        case .sectorSize(let kind, _), .noSectors(let kind), .endurance(let kind): kind
        default: nil
        }
    }

    /// What is wrong, and what would be right.
    public var description: String {
        switch self {
        case .sectorSize(let chip, let size):
            "the \(chip.name) chip has erase sectors of \(size) bytes; it must be a power of two of at least 256"
        case .noSectors(let chip): "the \(chip.name) chip is smaller than one erase sector"
        case .endurance(let chip): "the \(chip.name) chip must endure at least one erase cycle"
        case .missing(let kind): "the region \(kind.name) is missing"
        case .doubled(let kind): "the region \(kind.name) is there twice"
        case .outOfChip(let kind, let size):
            "the region \(kind.name) lies outside of the \(kind.chip.name) chip, which has \(size) bytes"
        case .unaligned(let kind, let size):
            "the region \(kind.name) does not begin and end at an erase sector of \(size) bytes"
        case .overlap(let one, let other): "the regions \(one.name) and \(other.name) overlap"
        case .slotsDiffer(let one, let other):
            "slot-a has \(one) bytes and slot-b \(other); they are swapped and must be equal"
        case .tooSmall(let kind, let size, let least):
            "the region \(kind.name) has \(size) bytes and needs \(least) at least"
        }
    }
}
