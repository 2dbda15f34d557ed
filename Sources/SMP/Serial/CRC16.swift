/// CRC-16/XMODEM: polynomial 0x1021, start 0, no reflection. Its check value of "123456789" is 0x31C3.
public struct CRC16: Equatable, Sendable {
    /// The checksum of what was taken so far.
    public private(set) var value: UInt16 = 0

    /// Of nothing.
    public init() {}

    /// Takes one byte.
    public mutating func take(_ byte: UInt8) {
        var crc = value >> 8 | value << 8
        crc ^= UInt16(byte)
        crc ^= (crc & 0xFF) >> 4
        crc ^= crc << 12
        crc ^= (crc & 0xFF) << 5
        value = crc
    }

    /// The checksum of bytes.
    public static func of(_ bytes: some Sequence<UInt8>) -> UInt16 {
        var crc = CRC16()
        for byte in bytes { crc.take(byte) }
        return crc.value
    }
}
