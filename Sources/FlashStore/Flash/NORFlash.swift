/// Sizes of a flash memory.
public struct FlashGeometry: Equatable, Sendable {
    /// Smallest unit that can be erased, in bytes.
    public let sectorSize: Int
    /// Number of sectors.
    public let sectorCount: Int
    /// Smallest unit that can be programmed, in bytes.
    public static let wordSize = 4

    /// A geometry. The sector size is a multiple of the word size.
    public init(sectorSize: Int, sectorCount: Int) {
        self.sectorSize = sectorSize
        self.sectorCount = sectorCount
    }

    /// All bytes of the memory.
    public var byteCount: Int { sectorSize * sectorCount }

    /// The journal memory of the virtual terminal: 256 sectors of 4 KiB.
    public static let terminal = FlashGeometry(sectorSize: 4096, sectorCount: 256)
}

/// NOR flash: erasing a sector sets all its bits, programming can only clear bits.
///
/// Power may fail between any two words. An implementation programs the words of one call in ascending order.
public protocol NORFlash {
    /// Sizes of the memory.
    var geometry: FlashGeometry { get }

    /// Reads `count` bytes from `offset`.
    func read(at offset: Int, count: Int) throws(FlashError) -> [UInt8]

    /// True when a sector holds nothing but ones. A memory that knows without reading may say so at once.
    func isBlank(sector: Int) throws(FlashError) -> Bool

    /// Clears the bits that are zero in `bytes`; a bit that is already zero and should be one is `FlashError.needsErase`.
    ///
    /// - Parameters:
    ///   - offset: A multiple of the word size.
    ///   - bytes: A multiple of the word size.
    mutating func program(at offset: Int, _ bytes: [UInt8]) throws(FlashError)

    /// Sets all bits of a sector.
    mutating func erase(sector: Int) throws(FlashError)

    /// How often a sector was erased; nil for a part that keeps no count, as real NOR flash.
    func eraseCount(sector: Int) throws(FlashError) -> UInt32?

    /// Returns when everything programmed and erased so far would survive a power cut. Real NOR flash has nothing to do.
    mutating func synchronize() throws(FlashError)
}

extension NORFlash {
    /// Reads the sector and looks.
    public func isBlank(sector: Int) throws(FlashError) -> Bool {
        let content = try read(at: sector * geometry.sectorSize, count: geometry.sectorSize)
        return content.allSatisfy { $0 == 0xFF }
    }

    /// The part keeps no count.
    public func eraseCount(sector: Int) throws(FlashError) -> UInt32? { nil }

    /// Refuses what lies outside of the memory or between words.
    public func check(offset: Int, count: Int, aligned: Bool) throws(FlashError) {
        guard offset >= 0, count >= 0, offset <= geometry.byteCount - count else {
            throw .outOfRange(offset: offset, count: count)
        }
        guard !aligned || (offset % FlashGeometry.wordSize == 0 && count % FlashGeometry.wordSize == 0) else {
            throw .unaligned(offset: offset, count: count)
        }
    }
}

/// Why a flash operation failed.
public enum FlashError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Beyond the end of the memory.
    case outOfRange(offset: Int, count: Int)
    /// Not on a word boundary.
    case unaligned(offset: Int, count: Int)
    /// A bit at this offset would have to become one.
    case needsErase(offset: Int)
    /// Power failed.
    case powerLost
    /// The memory itself failed; the number is the system's error number.
    case device(Int32)

    /// What failed, where, and what to do.
    public var description: String {
        switch self {
        case .outOfRange(let offset, let count): "\(count) bytes at flash offset \(offset) lie outside of the memory"
        case .unaligned(let offset, let count):
            "\(count) bytes at flash offset \(offset) do not begin and end at a word"
        case .needsErase(let offset): "flash offset \(offset) must be erased before it is programmed"
        case .powerLost: "power failed during a flash operation"
        case .device(let code): "the flash device failed with system error \(code); check disk space and permissions"
        }
    }
}
