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

    private static func nibble(_ index: UInt32) -> UInt32 {
        var value = index
        for _ in 0..<4 { value = value & 1 == 1 ? (value >> 1) ^ 0xEDB8_8320 : value >> 1 }
        return value
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
