import FlashStore
import Testing
import VirtualTerminal

@testable import Bootloader

typealias Chip = SharedFlash<WordByWord>
typealias Slots = ImageSlots<RegionFlash<Chip>, SoftwareVerifier>

/// A board with a small program chip: slots of 2 KiB, sectors of 256 bytes.
struct Bench {
    let chip: Chip
    let regions: BootRegions<RegionFlash<Chip>>
    let identity: BootIdentity

    /// Sectors of the chip: slot A, slot B, two of scratch, three of boot state.
    static let geometry = FlashGeometry(sectorSize: 256, sectorCount: 8 + 8 + 2 + 3)
    /// First sector of boot state.
    static let stateSector = 18

    /// A board with this flash; a blank one without.
    init(_ flash: WordByWord = WordByWord(MemoryFlash(geometry: geometry)), journalFormat: UInt16? = 1) throws {
        chip = SharedFlash(flash)
        func region(_ sector: Int, _ count: Int, _ chip: Chip) throws -> RegionFlash<Chip> {
            try RegionFlash(chip, offset: sector * 256, size: count * 256)
        }
        regions = BootRegions(
            slotA: try region(0, 8, chip), slotB: try region(8, 8, chip), scratch: try region(16, 2, chip),
            state: try region(Bench.stateSector, 3, chip))
        identity = BootIdentity(
            board: SignedImages.board, keys: try SignedImages.all.get().keys, journalFormat: journalFormat)
    }

    /// A board that left the factory with an image in slot A.
    init(factory image: [UInt8], journalFormat: UInt16? = 1) throws {
        try self.init(journalFormat: journalFormat)
        var slot = regions.slotA
        try slot.program(at: 0, image + [UInt8](repeating: 0xFF, count: -image.count & 3))
    }

    /// The same board with a journal of another format.
    init(_ other: Bench, journalFormat: UInt16) {
        chip = other.chip
        regions = other.regions
        identity = BootIdentity(board: other.identity.board, keys: other.identity.keys, journalFormat: journalFormat)
    }

    /// Boots once.
    func boot(_ reason: BootReason = .power) throws -> BootReport {
        var loader = Bootloader(regions: regions, verifier: SoftwareVerifier(), identity: identity)
        return try loader.boot(reason)
    }

    /// What the firmware has of the slots.
    func slots() throws -> Slots { try ImageSlots(regions: regions, verifier: SoftwareVerifier(), identity: identity) }

    /// The check that a boot makes.
    func check(reached: UInt32 = 0) -> ImageCheck<SoftwareVerifier> {
        ImageCheck(verifier: SoftwareVerifier(), identity: identity, reachedCounter: reached)
    }

    /// Uploads an image from wherever it is wanted, and returns the first offset that was asked for.
    @discardableResult func upload(_ image: [UInt8], piece: Int = 100, announced hash: [UInt8]? = nil) throws -> Int {
        var slots = try slots()
        let first = try slots.beginUpload(hash: hash ?? Bench.hash(image), total: image.count)
        var offset = first
        while offset < image.count {
            offset = try slots.continueUpload([UInt8](image[offset..<min(offset + piece, image.count)]), at: offset)
        }
        return first
    }

    /// SHA-256.
    static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var hasher = SoftwareVerifier().makeHasher()
        hasher.update(bytes)
        return hasher.finish()
    }

    /// The bytes of a slot.
    func content(_ slot: RegionFlash<Chip>, count: Int) throws -> [UInt8] { try slot.read(at: 0, count: count) }
}

extension BootReport {
    /// Version of the image that runs; nil in recovery.
    var version: ImageVersion? {
        if case .start(let manifest) = outcome { manifest.header.version } else { nil }
    }
}

extension ImageVersion {
    static let old = ImageVersion(1, 0, 0)
    static let new = ImageVersion(2, 0, 0, build: 7)
}
