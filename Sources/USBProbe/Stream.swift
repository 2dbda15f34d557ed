/// Bytes that both sides can make from a seed, and their checksum; the host's half is `Tests/USBBench/stream.py`.
enum Stream {
    /// `count` bytes of xorshift32, each word in little-endian order. Source: Marsaglia, "Xorshift RNGs", triple 13, 17, 5.
    static func bytes(_ count: Int, seed: UInt32) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 3)
        var state = seed
        while bytes.count < count {
            state ^= state << 13
            state ^= state >> 17
            state ^= state << 5
            withUnsafeBytes(of: state.littleEndian) { bytes.append(contentsOf: $0) }
        }
        return Array(bytes.prefix(count))
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
    }

    /// CRC-32 as eight hexadecimal digits. Source: IEEE 802.3, section 3.2.9, in its reflected form.
    static func checksum(_ bytes: [UInt8]) -> String {
        let crc = bytes.reduce(0xFFFF_FFFF as UInt32) { crc, byte in
            table[Int((crc ^ UInt32(byte)) & 0xFF)] ^ (crc >> 8)
        }
        let digits = String(~crc, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
