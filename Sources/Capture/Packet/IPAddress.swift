/// An IPv4 or IPv6 address.
public struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64
    /// True for IPv6.
    public let isIPv6: Bool

    private init(high: UInt64, low: UInt64, isIPv6: Bool) {
        self.high = high
        self.low = low
        self.isIPv6 = isIPv6
    }

    /// The address of 4 or 16 bytes in network order, or nil for another count.
    public init?(bytes: some Collection<UInt8>) {
        switch bytes.count {
        case 4: self.init(high: 0, low: bytes.reduce(0) { $0 << 8 | UInt64($1) }, isIPv6: false)
        case 16:
            self.init(
                high: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) },
                low: bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }, isIPv6: true)
        default: return nil
        }
    }

    /// The IPv4 address a.b.c.d.
    public static func v4(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> IPAddress {
        IPAddress(
            high: 0, low: UInt64(a) << 24 | UInt64(b) << 16 | UInt64(c) << 8 | UInt64(d), isIPv6: false)
    }

    /// 127.0.0.1.
    public static let loopback = IPAddress.v4(127, 0, 0, 1)

    /// The bytes in network order: 4 or 16 of them.
    public var bytes: [UInt8] {
        let all = [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) } }
        return isIPv6 ? all : Array(all.suffix(4))
    }

    /// The same as an IPv6 address; an IPv4 one is mapped (RFC 4291, section 2.5.5.2).
    var mapped: IPAddress { isIPv6 ? self : IPAddress(high: 0, low: 0xFFFF_0000_0000 | low, isIPv6: true) }

    /// `127.0.0.1`, or `fe80::1`. Source: RFC 5952, section 4.
    public var description: String {
        let bytes = bytes
        guard isIPv6 else { return bytes.map { String($0) }.joined(separator: ".") }
        let groups = (0..<8).map { UInt16(bytes[2 * $0]) << 8 | UInt16(bytes[2 * $0 + 1]) }
        // The longest run of two or more zero groups, the first of equals.
        var longest = 0..<0
        var start = 0
        while start < 8 {
            let end = groups[start...].firstIndex { $0 != 0 } ?? 8
            if end - start > max(longest.count, 1) { longest = start..<end }
            start = end + 1
        }
        func text(_ part: ArraySlice<UInt16>) -> String {
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        if longest.isEmpty { return text(groups[...]) }
        return text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
    }
}

/// An address and a port of TCP or UDP.
public struct CaptureEndpoint: Hashable, Sendable, CustomStringConvertible {
    /// Address.
    public var address: IPAddress
    /// Port.
    public var port: UInt16

    /// That address and port; the address is loopback unless told otherwise.
    public init(_ address: IPAddress = .loopback, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// `127.0.0.1:8583`, or `[::1]:8583`.
    public var description: String { address.isIPv6 ? "[\(address)]:\(port)" : "\(address):\(port)" }
}
