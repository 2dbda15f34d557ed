extension Layers {
    /// What an IP packet carries at `offset`.
    func transport(_ number: UInt8, _ offset: Int) throws(CaptureError) -> Transport {
        switch number {
        case 6: return .tcp(try tcp(offset))
        case 17: return .udp(try udp(offset))
        default: return .other(protocolNumber: number, payload: min(offset, end)..<end)
        }
    }

    private func tcp(_ start: Int) throws(CaptureError) -> TCPSegment {
        try view.check(start, 20, before: end)
        let headerLength = Int(try view.u8(start + 12) >> 4) * 4
        guard headerLength >= 20, headerLength <= wireEnd - start else {
            throw CaptureError(.malformed("TCP"), offset: start + 12)
        }
        // Options that a snap length cut off do not hide the ports.
        let payload = min(start + headerLength, end)
        return TCPSegment(
            sourcePort: try view.u16(start), destinationPort: try view.u16(start + 2),
            sequence: try view.u32(start + 4), acknowledgement: try view.u32(start + 8),
            flags: TCPFlags(rawValue: try view.u8(start + 13)), payload: payload..<end,
            wireLength: wireEnd - start - headerLength)
    }

    private func udp(_ start: Int) throws(CaptureError) -> UDPDatagram {
        try view.check(start, 8, before: end)
        let length = Int(try view.u16(start + 4))
        // Zero: a jumbogram.
        guard length >= 8 || length == 0, length <= wireEnd - start else {
            throw CaptureError(.malformed("UDP"), offset: start + 4)
        }
        return UDPDatagram(
            sourcePort: try view.u16(start), destinationPort: try view.u16(start + 2),
            payload: start + 8..<(length == 0 ? end : min(end, start + length)))
    }
}
