/// First four bytes of a pcap file, read big-endian.
enum PCAPMagic: UInt32 {
    case bigMicroseconds = 0xA1B2_C3D4
    case littleMicroseconds = 0xD4C3_B2A1
    case bigNanoseconds = 0xA1B2_3C4D
    case littleNanoseconds = 0x4D3C_B2A1

    var isBigEndian: Bool { self == .bigMicroseconds || self == .bigNanoseconds }
    var isNanoseconds: Bool { self == .bigNanoseconds || self == .littleNanoseconds }
}

/// The classic format: a header of 24 bytes, then records of 16 bytes and a packet. Source: draft-ietf-opsawg-pcap, sections 4
/// and 5.
extension CaptureReader {
    mutating func readPCAPHeader() throws(CaptureError) {
        guard let magic = PCAPMagic(rawValue: try ByteView(bytes: view).u32(0)) else {
            throw CaptureError(.notACapture, offset: 0)
        }
        isBigEndian = magic.isBigEndian
        let bytes = bytes
        try bytes.check(0, 24, before: Int.max)
        let major = try bytes.u16(4)
        guard major == 2 else { throw CaptureError(.version(major: major, minor: try bytes.u16(6)), offset: 4) }
        // The upper bits say whether frames end with a check sequence.
        let linkType = LinkType(UInt16(truncatingIfNeeded: try bytes.u32(20)))
        var interface = CaptureInterface(section: 1, linkType: linkType, snapLength: try bytes.u32(16))
        if magic.isNanoseconds { interface.resolution = .nanoseconds }
        interfaces = [interface]
        sectionCount = 1
        offset = 24
    }

    mutating func nextRecord() throws(CaptureError) -> CapturePacket? {
        let bytes = bytes
        guard offset < bytes.count else { return nil }
        try bytes.check(offset, 16, before: Int.max)
        let seconds = UInt64(try bytes.u32(offset))
        let fraction = UInt64(try bytes.u32(offset + 4))
        let captured = try bytes.u32(offset + 8)
        let original = try bytes.u32(offset + 12)
        guard Int(captured) <= bytes.count - offset - 16 else {
            throw CaptureError(
                .truncated(needed: Int(captured), available: bytes.count - offset - 16), offset: offset + 16)
        }
        let isNanoseconds = interfaces[0].resolution == .nanoseconds
        // Both are 32 bits: the sum stays below 2^63.
        let time = Int64(seconds &* 1_000_000_000 &+ fraction &* (isNanoseconds ? 1 : 1000))
        let frame = offset + 16..<offset + 16 + Int(captured)
        offset = frame.upperBound
        return packet(interface: 0, timestamp: time, frame: frame, originalLength: original)
    }
}
