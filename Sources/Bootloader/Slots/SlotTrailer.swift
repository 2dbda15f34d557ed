import FlashStore

/// The last bytes of a slot. Source: MCUboot, `bootutil_public.h` and the design document, with a largest alignment of 8.
///
/// ```
/// from the end of the slot:   16 magic   24 image ok   32 copy done   40 swap information   48 swap size
/// ```
/// A flag is one byte, 1 when it is set, in a field of 8. The trailer has the last sector of the slot for itself.
struct SlotTrailer: Equatable {
    enum Mark: Equatable {
        case set
        case unset
        /// Neither: power failed while it was programmed.
        case torn
    }

    static let byteCount = 48
    static let magic: [UInt8] = [
        0x77, 0xC2, 0x95, 0xF3, 0x60, 0xD2, 0xEF, 0x7F, 0x35, 0x52, 0x50, 0x0F, 0x2C, 0xB6, 0x79, 0x80,
    ]

    let magic: Mark
    let imageOK: Mark
    let copyDone: Mark

    /// Reads the trailer of a slot.
    init(_ slot: some NORFlash) throws(FlashError) {
        let end = slot.geometry.byteCount
        let bytes = try slot.read(at: end - SlotTrailer.byteCount, count: SlotTrailer.byteCount)
        let tail = [UInt8](bytes[32...])
        magic = tail == SlotTrailer.magic ? .set : tail.allSatisfy { $0 == 0xFF } ? .unset : .torn
        imageOK = SlotTrailer.mark(bytes[24])
        copyDone = SlotTrailer.mark(bytes[16])
    }

    /// A swap is asked for; only in slot B.
    var isRequest: Bool { magic == .set }

    /// The image in this slot came by a swap to test and is not confirmed; only in slot A.
    var isUnconfirmed: Bool { magic == .set && copyDone == .set && imageOK != .set }

    private static func mark(_ byte: UInt8) -> Mark { byte == 1 ? .set : byte == 0xFF ? .unset : .torn }

    /// Asks for a swap. The magic comes last: without it nothing was asked.
    static func request(_ slot: inout some NORFlash, permanent: Bool) throws(FlashError) {
        if permanent { try setFlag(&slot, fromEnd: 24) }
        try setMagic(&slot)
    }

    /// Confirms the image of slot A.
    static func confirm(_ slot: inout some NORFlash) throws(FlashError) {
        try setFlag(&slot, fromEnd: 24)
        try slot.synchronize()
    }

    /// Writes the trailer of slot A after a swap, into a sector that was erased.
    static func finish(_ slot: inout some NORFlash, _ kind: SwapKind, swapSize: Int) throws(FlashError) {
        let end = slot.geometry.byteCount
        try slot.program(at: end - 48, littleEndian(UInt32(swapSize)))
        try slot.program(at: end - 40, [kind.rawValue, 0xFF, 0xFF, 0xFF])
        try setFlag(&slot, fromEnd: 32)
        if kind != .test { try setFlag(&slot, fromEnd: 24) }
        try setMagic(&slot)
    }

    /// Erases the sector of the trailer, and with it what was asked and what was uploaded so far.
    static func erase(_ slot: inout some NORFlash) throws(FlashError) {
        try slot.erase(sector: slot.geometry.sectorCount - 1)
        try slot.synchronize()
    }

    private static func setFlag(_ slot: inout some NORFlash, fromEnd distance: Int) throws(FlashError) {
        try slot.program(at: slot.geometry.byteCount - distance, [1, 0xFF, 0xFF, 0xFF])
    }

    private static func setMagic(_ slot: inout some NORFlash) throws(FlashError) {
        try slot.program(at: slot.geometry.byteCount - magic.count, magic)
        try slot.synchronize()
    }
}
