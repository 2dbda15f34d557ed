/// How packets stand on a serial console: lines that a person's terminal program survives.
///
/// The bytes of a packet, with their count before and their checksum behind them, go in base64 over lines of limited length;
/// two bytes at the start of a line tell it from text. Source: Zephyr, SMP over console; `mcumgr/transport/serial_util.h`.
public enum ConsoleFraming {
    /// First line of a packet.
    public static let start: (UInt8, UInt8) = (0x06, 0x09)
    /// Each further line.
    public static let next: (UInt8, UInt8) = (0x04, 0x14)
    /// End of a line.
    public static let end: UInt8 = 0x0A
    /// Bytes of a line, with its first two and its last.
    public static let lineLength = 127
    /// Bytes of the count before and of the checksum behind a packet.
    public static let extra = 4

    /// The lines of a packet.
    ///
    /// - Parameters:
    ///   - packet: At most 65,533 bytes.
    ///   - lineLength: Bytes of a line at most, 7 or more.
    /// - Returns: Nil for a packet that is too long.
    public static func lines(_ packet: [UInt8], lineLength: Int = ConsoleFraming.lineLength) -> [UInt8]? {
        guard packet.count <= 0xFFFF - 2 else { return nil }
        let count = UInt16(packet.count + 2)
        let crc = CRC16.of(packet)
        let body =
            [UInt8(count >> 8), UInt8(truncatingIfNeeded: count)] + packet
            + [UInt8(crc >> 8), UInt8(truncatingIfNeeded: crc)]
        let characters = Base64.encode(body)
        // Whole groups of four, so that a peer may decode line by line.
        let room = max(4, (lineLength - 3) / 4 * 4)
        var lines: [UInt8] = []
        lines.reserveCapacity(characters.count + (characters.count / room + 1) * 3)
        var position = 0
        while position < characters.count {
            let mark = position == 0 ? start : next
            lines.append(mark.0)
            lines.append(mark.1)
            let stop = min(position + room, characters.count)
            lines += characters[position..<stop]
            lines.append(end)
            position = stop
        }
        return lines
    }

    /// Bytes that go over the line for a packet of this many.
    public static func byteCount(packet: Int, lineLength: Int = ConsoleFraming.lineLength) -> Int {
        let characters = (packet + extra + 2) / 3 * 4
        let room = max(4, (lineLength - 3) / 4 * 4)
        return characters + (characters + room - 1) / room * 3
    }
}
