/// One message on its way: a header and one map.
public struct Packet: Equatable, Sendable {
    /// The header; its count of bytes is that of the map as it is written here.
    public var header: PacketHeader
    /// The map.
    public var map: CBORMap

    /// A packet.
    public init(_ header: PacketHeader, _ map: CBORMap) {
        self.header = header
        self.map = map
    }

    /// Reads a packet.
    ///
    /// - Throws: `PacketError`.
    public init(decoding bytes: [UInt8], limits: CBORLimits = CBORLimits()) throws(PacketError) {
        let header = try PacketHeader(bytes)
        let present = bytes.count - PacketHeader.byteCount
        guard Int(header.payloadCount) == present else {
            throw .payloadCount(said: Int(header.payloadCount), present: present)
        }
        // Old clients send nothing at all where there is nothing to say.
        guard present > 0 else {
            self.init(header, CBORMap())
            return
        }
        do { self.init(header, try CBORMap(decoding: bytes, from: PacketHeader.byteCount, limits: limits)) } catch {
            throw .payload(error)
        }
    }

    /// The bytes of the packet.
    ///
    /// - Throws: `PacketError.tooLong`.
    public func encoded() throws(PacketError) -> [UInt8] {
        let payload = map.encoded
        guard let count = UInt16(exactly: payload.count) else { throw .tooLong(payload.count) }
        var header = header
        header.payloadCount = count
        return header.bytes + payload
    }
}
