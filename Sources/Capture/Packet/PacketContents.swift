/// What is in a frame. Ranges are places in the input.
public enum PacketContents: Equatable, Sendable {
    /// An IP packet, with the VLAN identifiers before it, outermost first.
    case ip(IPPacket, vlans: [UInt16])
    /// A frame of a link type for private use: USER0 is 0, USER15 is 15.
    case user(Int, payload: Range<Int>)
    /// Something else with this EtherType (ARP, for example), or an address family that is not IP.
    case other(type: UInt32, payload: Range<Int>)
    /// A link type that is not read here.
    case unknownLinkType
}

/// An IPv4 or IPv6 packet.
public struct IPPacket: Equatable, Sendable {
    /// Who sent it.
    public let source: IPAddress
    /// To whom.
    public let destination: IPAddress
    /// What it carries.
    public let transport: Transport
}

/// What an IP packet carries.
public enum Transport: Equatable, Sendable {
    /// TCP.
    case tcp(TCPSegment)
    /// UDP.
    case udp(UDPDatagram)
    /// Another protocol, with its number.
    case other(protocolNumber: UInt8, payload: Range<Int>)
    /// A piece of a fragmented packet. Fragments are not put together: what is in them is not guessed at.
    case fragment(protocolNumber: UInt8)
}

/// A TCP segment. Source: RFC 9293, section 3.1.
public struct TCPSegment: Equatable, Sendable {
    /// Port of the sender.
    public let sourcePort: UInt16
    /// Port of the receiver.
    public let destinationPort: UInt16
    /// Number of the first byte (of SYN when that is set).
    public let sequence: UInt32
    /// Number of the next byte that the sender expects.
    public let acknowledgement: UInt32
    /// Control bits.
    public let flags: TCPFlags
    /// Captured bytes of the payload.
    public let payload: Range<Int>
    /// Length of the payload on the wire, in bytes; more than was captured when a snap length cut it.
    public let wireLength: Int
}

/// Control bits of TCP. Source: RFC 9293, section 3.1.
public struct TCPFlags: OptionSet, Hashable, Sendable {
    /// The byte of the header.
    public let rawValue: UInt8

    /// Those bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// No more data from the sender.
    public static let fin = TCPFlags(rawValue: 0x01)
    /// Sequence numbers begin.
    public static let syn = TCPFlags(rawValue: 0x02)
    /// The connection is broken off.
    public static let rst = TCPFlags(rawValue: 0x04)
    /// The data is to be handed on now.
    public static let psh = TCPFlags(rawValue: 0x08)
    /// The acknowledgement number counts.
    public static let ack = TCPFlags(rawValue: 0x10)
}

/// A UDP datagram. Source: RFC 768.
public struct UDPDatagram: Equatable, Sendable {
    /// Port of the sender.
    public let sourcePort: UInt16
    /// Port of the receiver.
    public let destinationPort: UInt16
    /// Captured bytes of the payload.
    public let payload: Range<Int>
}
