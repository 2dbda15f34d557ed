extension CapturePacket {
    /// What is in the frame.
    ///
    /// - Parameter input: The bytes that the packet was read from.
    /// - Throws: `CaptureError` for a header that is cut off or contradicts itself. Other packets are not touched by it.
    public func contents(in input: [UInt8]) throws(CaptureError) -> PacketContents {
        let view = ByteView(bytes: input)
        try view.check(frame.lowerBound, frame.count, before: Int.max)
        let frameWireEnd = frame.lowerBound.addingReportingOverflow(originalLength)
        let layers = Layers(
            view: view, end: frame.upperBound,
            wireEnd: frameWireEnd.overflow ? frame.upperBound : max(frameWireEnd.partialValue, frame.upperBound))
        if let user = linkType.userNumber { return .user(user, payload: frame) }
        let start = frame.lowerBound
        switch linkType {
        case .ethernet: return try layers.etherType(at: start + 12)
        case .linuxCooked: return try layers.etherType(at: start + 14)
        case .linuxCooked2: return try layers.etherType(try view.u16(start, before: frame.upperBound), start + 20, [])
        case .null, .loop: return try layers.loopback(start)
        case .raw, .ipv4, .ipv6, LinkType(12), LinkType(14): return .ip(try layers.ip(start), vlans: [])
        default: return .unknownLinkType
        }
    }
}

/// The layers of one frame.
struct Layers {
    let view: ByteView
    /// End of what was captured.
    let end: Int
    /// End of what was on the wire.
    let wireEnd: Int

    /// The EtherType at `offset`, and what follows it.
    func etherType(at offset: Int) throws(CaptureError) -> PacketContents {
        try etherType(try view.u16(offset, before: end), offset + 2, [])
    }

    /// Something of that EtherType at `offset`. Tags of IEEE 802.1Q and 802.1ad are walked.
    func etherType(_ first: UInt16, _ offset: Int, _ vlans: [UInt16]) throws(CaptureError) -> PacketContents {
        var type = first
        var offset = offset
        var vlans = vlans
        while type == 0x8100 || type == 0x88A8 || type == 0x9100 {
            vlans.append(try view.u16(offset, before: end) & 0x0FFF)
            type = try view.u16(offset + 2, before: end)
            offset += 4
        }
        switch type {
        case 0x0800: return .ip(try ipv4(offset), vlans: vlans)
        case 0x86DD: return .ip(try ipv6(offset), vlans: vlans)
        default: return .other(type: UInt32(type), payload: min(offset, end)..<end)
        }
    }

    /// The address family of a BSD loopback, in whichever byte order makes it small.
    func loopback(_ start: Int) throws(CaptureError) -> PacketContents {
        let big = try view.u32(start, before: end)
        let family = min(big, big.byteSwapped)
        switch family {
        case 2: return .ip(try ipv4(start + 4), vlans: [])
        // IPv6 has a number of its own on each system: Linux, NetBSD and OpenBSD, FreeBSD, Darwin.
        case 10, 24, 28, 30: return .ip(try ipv6(start + 4), vlans: [])
        default: return .other(type: family, payload: start + 4..<end)
        }
    }

    /// An IP packet of either version.
    func ip(_ start: Int) throws(CaptureError) -> IPPacket {
        let version = try view.u8(start, before: end) >> 4
        switch version {
        case 4: return try ipv4(start)
        case 6: return try ipv6(start)
        default: throw CaptureError(.malformed("IP"), offset: start)
        }
    }
}
