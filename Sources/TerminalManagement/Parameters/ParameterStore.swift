import FlashStore
import SMP

/// Settings that were changed on the service port, in a region of flash: what is not among them has its value of the factory.
///
/// The region is two banks that take turns. A bank counts with a whole header, which is programmed last; of two the one with
/// the higher generation counts. So a power cut leaves the settings as they were, or as they are to be.
///
/// ```
/// 0 magic "TBP1"   4 generation u32   8 bytes of content u32   12 CRC-32 of bytes 4 to 11 and of the content   16 content
/// ```
/// Little-endian; the content is a map of CBOR, names to texts.
public struct ParameterStore<Flash: NORFlash> {
    /// The changed settings.
    public private(set) var values: [SettingChange] = []
    private var flash: Flash
    private var bank = 1
    private var generation: UInt32 = 0

    /// Opens the region; a blank one holds no changes.
    public init(opening flash: Flash) throws(FlashError) {
        self.flash = flash
        for bank in 0...1 {
            guard let found = try ParameterStore.read(flash, bank) else { continue }
            if generation > 0, found.generation <= generation { continue }
            (self.bank, generation, values) = (bank, found.generation, found.values)
        }
    }

    /// Bytes that settings may take.
    public var limit: Int { ParameterStore.bankSize(flash) - ParameterHeader.byteCount }

    /// Applies changes to what is kept, and keeps that. A value of nil takes a setting back to its factory's.
    ///
    /// - Returns: False when there is no room; nothing was written then.
    public mutating func keep(_ changes: [SettingChange]) throws(FlashError) -> Bool {
        var next = values
        for change in changes {
            next.removeAll { $0.name.utf8.elementsEqual(change.name.utf8) }
            if change.value != nil { next.append(change) }
        }
        var map = CBORMap()
        for setting in next { if let value = setting.value { map[setting.name] = .text(value) } }
        let content = map.encoded
        guard content.count <= limit else { return false }
        let target = 1 - bank
        let sectors = flash.geometry.sectorCount / 2
        // The sector with the header goes first.
        for sector in target * sectors..<(target + 1) * sectors { try flash.erase(sector: sector) }
        let base = target * ParameterStore.bankSize(flash)
        let padding = [UInt8](repeating: 0xFF, count: -content.count & (FlashGeometry.wordSize - 1))
        try flash.program(at: base + ParameterHeader.byteCount, content + padding)
        try flash.synchronize()
        try flash.program(at: base, ParameterHeader(generation: generation &+ 1, content: content).bytes)
        try flash.synchronize()
        (bank, generation, values) = (target, generation &+ 1, next)
        return true
    }

    private static func bankSize(_ flash: Flash) -> Int { flash.geometry.sectorCount / 2 * flash.geometry.sectorSize }

    private static func read(
        _ flash: Flash, _ bank: Int
    ) throws(FlashError) -> (generation: UInt32, values: [SettingChange])? {
        let base = bank * bankSize(flash)
        let head = try flash.read(at: base, count: ParameterHeader.byteCount)
        guard let count = ParameterHeader.contentCount(head), count <= bankSize(flash) - ParameterHeader.byteCount
        else {
            return nil
        }
        let content = try flash.read(at: base + ParameterHeader.byteCount, count: count)
        let generation = ParameterHeader.word(head, 4)
        guard ParameterHeader(generation: generation, content: content).bytes == head else { return nil }
        let map: CBORMap
        do throws(CBORError) { map = try CBORMap(decoding: content) } catch { return nil }
        var values: [SettingChange] = []
        for entry in map.entries {
            guard case .text(let text) = entry.value else { return nil }
            values.append(SettingChange(name: entry.key, value: text))
        }
        return (generation, values)
    }
}

/// The first bytes of a bank of settings.
struct ParameterHeader {
    static let byteCount = 16
    static let magic: [UInt8] = [0x54, 0x42, 0x50, 0x31]

    let bytes: [UInt8]

    init(generation: UInt32, content: [UInt8]) {
        let numbers = ParameterHeader.bytes(generation) + ParameterHeader.bytes(UInt32(content.count))
        bytes = ParameterHeader.magic + numbers + ParameterHeader.bytes(CRC32.of(numbers + content))
    }

    /// Bytes of content that a header tells of; nil when it is none.
    static func contentCount(_ bytes: [UInt8]) -> Int? {
        guard [UInt8](bytes[..<4]) == magic else { return nil }
        return Int(exactly: word(bytes, 8))
    }

    static func word(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
    }

    private static func bytes(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
    }
}
