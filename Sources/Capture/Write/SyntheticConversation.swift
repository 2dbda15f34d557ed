/// A TCP conversation that is made up around bytes seen at a socket, so that other tools can follow it.
struct SyntheticConversation: Sendable {
    let interface: CaptureWriter.InterfaceID
    let client: CaptureEndpoint
    let server: CaptureEndpoint
    let captured: ConversationSide?
    private var clientNext: UInt32
    private var serverNext: UInt32

    /// - Parameter number: Number of the conversation; its sequence numbers begin where no other's do.
    init(
        interface: CaptureWriter.InterfaceID, client: CaptureEndpoint, server: CaptureEndpoint,
        captured: ConversationSide?,
        number: UInt32
    ) {
        self.interface = interface
        self.client = client
        self.server = server
        self.captured = captured
        // Knuth's multiplicative hashing scatters them.
        clientNext = number &* 2_654_435_769
        serverNext = ~clientNext
    }

    /// The next packet of one side: IP header, TCP header, payload.
    mutating func packet(
        from side: ConversationSide, _ flags: TCPFlags, _ payload: ArraySlice<UInt8>, identification: UInt16
    ) -> [UInt8] {
        let source = side == .client ? client : server
        let destination = side == .client ? server : client
        let sequence = side == .client ? clientNext : serverNext
        let acknowledged = flags.contains(.ack) ? (side == .client ? serverNext : clientNext) : 0
        // SYN and FIN count as a byte each.
        let marks: UInt32 = flags.isDisjoint(with: [.syn, .fin]) ? 0 : 1
        let after = sequence &+ UInt32(truncatingIfNeeded: payload.count) &+ marks
        if side == .client { clientNext = after } else { serverNext = after }

        var segment: [UInt8] = []
        segment.reserveCapacity(20 + payload.count)
        segment += big(source.port) + big(destination.port) + big(sequence) + big(acknowledged)
        // Five words of header, the widest window without scaling, checksum to come, no urgent data.
        segment += [0x50, flags.rawValue, 0xFF, 0xFF, 0, 0, 0, 0]
        segment += payload
        return source.address.isIPv6 || destination.address.isIPv6
            ? ipv6(source.address.mapped, destination.address.mapped, &segment)
            : ipv4(source.address, destination.address, &segment, identification)
    }

    /// Source: RFC 791, section 3.1; RFC 9293, section 3.1 (pseudo-header).
    private func ipv4(
        _ source: IPAddress, _ destination: IPAddress, _ segment: inout [UInt8], _ identification: UInt16
    ) -> [UInt8] {
        let addresses = source.bytes + destination.bytes
        place(checksum(addresses + [0, 6] + big(UInt16(segment.count)) + segment), at: 16, in: &segment)
        // Not to be fragmented, 64 hops, TCP.
        var header = [0x45, 0] + big(UInt16(20 + segment.count)) + big(identification) + [0x40, 0, 64, 6, 0, 0]
        header += addresses
        place(checksum(header), at: 10, in: &header)
        return header + segment
    }

    /// Source: RFC 8200, sections 3 and 8.1 (pseudo-header).
    private func ipv6(_ source: IPAddress, _ destination: IPAddress, _ segment: inout [UInt8]) -> [UInt8] {
        let addresses = source.bytes + destination.bytes
        place(checksum(addresses + big(UInt32(segment.count)) + [0, 0, 0, 6] + segment), at: 16, in: &segment)
        return [0x60, 0, 0, 0] + big(UInt16(segment.count)) + [6, 64] + addresses + segment
    }

    private func big(_ value: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
        (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> (value.bitWidth - 8 - 8 * $0)) }
    }

    private func place(_ sum: UInt16, at offset: Int, in bytes: inout [UInt8]) {
        bytes[offset] = UInt8(sum >> 8)
        bytes[offset + 1] = UInt8(sum & 0xFF)
    }

    /// The Internet checksum. Source: RFC 1071.
    private func checksum(_ bytes: [UInt8]) -> UInt16 {
        var sum: UInt32 = 0
        for (index, byte) in bytes.enumerated() { sum += index.isMultiple(of: 2) ? UInt32(byte) << 8 : UInt32(byte) }
        while sum > 0xFFFF { sum = sum >> 16 + sum & 0xFFFF }
        return ~UInt16(sum)
    }
}
