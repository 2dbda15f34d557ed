/// What a captured frame begins with. Source: the LINKTYPE registry of the tcpdump group.
public struct LinkType: Hashable, Sendable {
    /// Its number in the registry.
    public let number: UInt16

    /// The link type of that number.
    public init(_ number: UInt16) { self.number = number }

    /// BSD loopback, address family in the byte order of the capturing machine.
    public static let null = LinkType(0)
    /// Ethernet.
    public static let ethernet = LinkType(1)
    /// An IP packet, of version 4 or 6.
    public static let raw = LinkType(101)
    /// OpenBSD loopback, address family in network byte order.
    public static let loop = LinkType(108)
    /// Linux "cooked" capture, version 1.
    public static let linuxCooked = LinkType(113)
    /// Linux "cooked" capture, version 2.
    public static let linuxCooked2 = LinkType(276)
    /// An IPv4 packet.
    public static let ipv4 = LinkType(228)
    /// An IPv6 packet.
    public static let ipv6 = LinkType(229)
    /// For private use; tillbench writes frames of serial lines with it.
    public static let user0 = LinkType(147)

    /// 0 to 15 for a link type of private use (USER0 to USER15), or nil.
    public var userNumber: Int? { (147...162).contains(number) ? Int(number) - 147 : nil }

    /// What the header of a cooked capture says of the direction: packet type 4 was sent by the capturing machine.
    func direction(of frame: Range<Int>, in bytes: [UInt8]) -> CaptureDirection {
        let view = ByteView(bytes: bytes)
        let type: UInt16?
        switch self {
        case .linuxCooked: type = try? view.u16(frame.lowerBound, before: frame.upperBound)
        case .linuxCooked2: type = (try? view.u8(frame.lowerBound + 10, before: frame.upperBound)).map { UInt16($0) }
        default: type = nil
        }
        return switch type {
        case nil, .some(5...): .unknown
        case 4: .outbound
        default: .inbound
        }
    }
}
