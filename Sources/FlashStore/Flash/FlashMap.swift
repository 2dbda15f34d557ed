/// What a region of a board's flash is for.
public enum RegionKind: UInt8, CaseIterable, Sendable {
    /// Code that runs first and is never updated in the field.
    case bootloader
    /// The image that runs.
    case slotA
    /// The image that was uploaded, or the one to go back to.
    case slotB
    /// Where a sector stays while two are swapped.
    case scratch
    /// What the bootloader remembers: boots, security counter, a swap that is under way.
    case bootState
    /// Settings of the terminal.
    case parameters
    /// Key blocks.
    case keys
    /// Log of the terminal's own work.
    case log
    /// The journal of the batch, alone on the data chip.
    case journal

    /// The name in a board file.
    public var name: String {
        switch self {
        case .bootloader: "bootloader"
        case .slotA: "slot-a"
        case .slotB: "slot-b"
        case .scratch: "scratch"
        case .bootState: "boot-state"
        case .parameters: "parameters"
        case .keys: "keys"
        case .log: "log"
        case .journal: "journal"
        }
    }

    /// The chip that the region lies on. The journal has its own: no update of firmware can reach it.
    public var chip: FlashChipKind { self == .journal ? .data : .program }
}

/// The two flash chips of a board.
public enum FlashChipKind: UInt8, CaseIterable, Sendable {
    /// Firmware and settings.
    case program
    /// The journal.
    case data

    /// The name in a board file.
    public var name: String { self == .program ? "program" : "data" }
}

/// A flash chip.
public struct FlashChip: Equatable, Sendable {
    /// Sizes of the chip.
    public let geometry: FlashGeometry
    /// Erase cycles that the maker promises for a sector.
    public let endurance: Int

    /// A chip.
    public init(geometry: FlashGeometry, endurance: Int) {
        self.geometry = geometry
        self.endurance = endurance
    }
}

/// A stretch of a chip with one purpose.
public struct FlashRegion: Equatable, Sendable {
    /// What it is for, and with it the chip.
    public let kind: RegionKind
    /// First byte on the chip.
    public let offset: Int
    /// Bytes.
    public let size: Int

    /// A region.
    public init(_ kind: RegionKind, offset: Int, size: Int) {
        self.kind = kind
        self.offset = offset
        self.size = size
    }

    /// The byte after the last one.
    public var end: Int { offset + size }
}

/// The flash of a board: two chips, and on them one region of each kind.
public struct FlashMap: Equatable, Sendable {
    /// Firmware and settings.
    public let program: FlashChip
    /// The journal.
    public let data: FlashChip
    /// In the order of `RegionKind`.
    private let regions: [FlashRegion]

    /// A map.
    ///
    /// - Throws: What in it cannot be; the first that is found, chips before regions.
    public init(program: FlashChip, data: FlashChip, regions: [FlashRegion]) throws(FlashMapError) {
        self.program = program
        self.data = data
        for (kind, chip) in [(FlashChipKind.program, program), (.data, data)] { try FlashMap.check(kind, chip) }
        var sorted: [FlashRegion] = []
        for kind in RegionKind.allCases {
            let found = regions.filter { $0.kind == kind }
            guard let region = found.first else { throw .missing(kind) }
            guard found.count == 1 else { throw .doubled(kind) }
            sorted.append(region)
        }
        self.regions = sorted
        for region in sorted { try check(region) }
        for (index, one) in sorted.enumerated() {
            for other in sorted[(index + 1)...]
            where one.kind.chip == other.kind.chip && one.offset < other.end && other.offset < one.end {
                throw .overlap(one.kind, other.kind)
            }
        }
        guard self[.slotA].size == self[.slotB].size else {
            throw .slotsDiffer(self[.slotA].size, self[.slotB].size)
        }
        for (kind, least) in [(RegionKind.slotA, 2), (.bootState, 2), (.journal, 2)] {
            let sectorSize = chip(kind.chip).geometry.sectorSize
            guard self[kind].size >= least * sectorSize else {
                throw .tooSmall(kind, size: self[kind].size, least: least * sectorSize)
            }
        }
    }

    /// The region of a kind.
    public subscript(kind: RegionKind) -> FlashRegion { regions[Int(kind.rawValue)] }

    /// A chip.
    public func chip(_ kind: FlashChipKind) -> FlashChip { kind == .program ? program : data }

    private static func check(_ kind: FlashChipKind, _ chip: FlashChip) throws(FlashMapError) {
        let size = chip.geometry.sectorSize
        // The smallest trailer and its upload marks need 256 bytes; a power of two is what parts have.
        guard size >= 256, size & (size - 1) == 0 else { throw .sectorSize(kind, size) }
        guard chip.geometry.sectorCount > 0 else { throw .noSectors(kind) }
        guard chip.endurance > 0 else { throw .endurance(kind) }
    }

    private func check(_ region: FlashRegion) throws(FlashMapError) {
        let geometry = chip(region.kind.chip).geometry
        // Scratch holds a sector at least, as every region must; a name of its own says why.
        if region.kind == .scratch, region.size < geometry.sectorSize {
            throw .tooSmall(.scratch, size: region.size, least: geometry.sectorSize)
        }
        guard region.size > 0 else { throw .tooSmall(region.kind, size: region.size, least: geometry.sectorSize) }
        guard region.offset >= 0, region.size <= geometry.byteCount,
            region.offset <= geometry.byteCount - region.size
        else { throw .outOfChip(region.kind, chipSize: geometry.byteCount) }
        guard region.offset % geometry.sectorSize == 0, region.size % geometry.sectorSize == 0 else {
            throw .unaligned(region.kind, sectorSize: geometry.sectorSize)
        }
    }
}
