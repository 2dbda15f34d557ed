extension Layers {
    /// An IPv4 packet. Source: RFC 791, section 3.1.
    func ipv4(_ start: Int) throws(CaptureError) -> IPPacket {
        try view.check(start, 20, before: end)
        let first = try view.u8(start)
        let headerLength = Int(first & 0x0F) * 4
        let totalLength = Int(try view.u16(start + 2))
        // A length of zero is what a machine notes that lets its network card cut the packet.
        guard first >> 4 == 4, headerLength >= 20, totalLength >= headerLength || totalLength == 0 else {
            throw CaptureError(.malformed("IPv4"), offset: start)
        }
        try view.check(start, headerLength, before: end)
        let source = try address(start + 12, 4)
        let destination = try address(start + 16, 4)
        let protocolNumber = try view.u8(start + 9)
        // Bit 13: more fragments; bits 0 to 12: fragment offset.
        guard try view.u16(start + 6) & 0x3FFF == 0 else {
            return IPPacket(
                source: source, destination: destination, transport: .fragment(protocolNumber: protocolNumber))
        }
        let inner = totalLength == 0 ? self : narrowed(to: start + totalLength)
        return IPPacket(
            source: source, destination: destination,
            transport: try inner.transport(protocolNumber, start + headerLength))
    }

    /// An IPv6 packet, its extension headers walked. Source: RFC 8200, sections 3 and 4.
    func ipv6(_ start: Int) throws(CaptureError) -> IPPacket {
        try view.check(start, 40, before: end)
        guard try view.u8(start) >> 4 == 6 else { throw CaptureError(.malformed("IPv6"), offset: start) }
        let source = try address(start + 8, 16)
        let destination = try address(start + 24, 16)
        let length = Int(try view.u16(start + 4))
        // Zero: a jumbogram, or a packet that the network card cuts.
        let inner = length == 0 ? self : narrowed(to: start + 40 + length)
        var next = try view.u8(start + 6)
        var offset = start + 40
        var isFragment = false
        walk: while true {
            switch next {
            case 0, 43, 60, 135, 139, 140:
                next = try inner.view.u8(offset, before: inner.end)
                offset += 8 * (1 + Int(try inner.view.u8(offset + 1, before: inner.end)))
            case 51:
                // The authentication header counts in 32-bit words, less two.
                next = try inner.view.u8(offset, before: inner.end)
                offset += 4 * (2 + Int(try inner.view.u8(offset + 1, before: inner.end)))
            case 44:
                next = try inner.view.u8(offset, before: inner.end)
                // Fragment offset, or more fragments; a fragment that is the whole packet goes on.
                isFragment = try inner.view.u16(offset + 2, before: inner.end) & 0xFFF9 != 0
                offset += 8
                if isFragment { break walk }
            default: break walk
            }
        }
        return IPPacket(
            source: source, destination: destination,
            transport: isFragment ? .fragment(protocolNumber: next) : try inner.transport(next, offset))
    }

    private func address(_ offset: Int, _ count: Int) throws(CaptureError) -> IPAddress {
        try view.check(offset, count, before: end)
        guard let address = IPAddress(bytes: view.bytes[offset..<offset + count]) else {
            throw CaptureError(.malformed("IP"), offset: offset)
        }
        return address
    }

    /// The same frame without what comes after `limit`: padding, a check sequence.
    private func narrowed(to limit: Int) -> Layers {
        Layers(view: view, end: min(end, limit), wireEnd: min(wireEnd, limit))
    }
}
