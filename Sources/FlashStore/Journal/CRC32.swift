/// CRC-32 as in IEEE 802.3: polynomial 0x04C11DB7, reflected, initial value and final exclusive-or all ones.
public struct CRC32: Sendable {
    private var register: UInt32 = 0xFFFF_FFFF

    /// A check over no bytes yet.
    public init() {}

    /// Takes bytes in, four bits at a time: a 16-entry table fits into any terminal.
    public mutating func update(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            register = CRC32.step(register ^ UInt32(byte))
        }
    }

    private static func step(_ value: UInt32) -> UInt32 {
        let once = (value >> 4) ^ nibble(value & 0x0F)
        return (once >> 4) ^ nibble(once & 0x0F)
    }

    /// The table as a switch, of which the compiler makes one without a global that has to be set up.
    @inline(__always)
    private static func nibble(_ index: UInt32) -> UInt32 {
        switch index {
        case 0: 0x0000_0000
        case 1: 0x1DB7_1064
        case 2: 0x3B6E_20C8
        case 3: 0x26D9_30AC
        case 4: 0x76DC_4190
        case 5: 0x6B6B_51F4
        case 6: 0x4DB2_6158
        case 7: 0x5005_713C
        case 8: 0xEDB8_8320
        case 9: 0xF00F_9344
        case 10: 0xD6D6_A3E8
        case 11: 0xCB61_B38C
        case 12: 0x9B64_C2B0
        case 13: 0x86D3_D2D4
        case 14: 0xA00A_E278
        default: 0xBDBD_F21C
        }
    }

    /// The check value.
    public var value: UInt32 { ~register }

    /// The check value of `bytes`.
    public static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var check = CRC32()
        check.update(bytes)
        return check.value
    }
}
