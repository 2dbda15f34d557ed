/// Transport protocol data unit: `60`, destination, origin; five bytes before the message.
public struct TPDU: Hashable, Sendable, CustomStringConvertible {
    /// Bytes on the wire.
    public static let byteCount = 5

    /// First byte, 0x60 for transactions.
    public var protocolID: UInt8
    /// Where it goes: the network international identifier (NII) of the host, in BCD.
    public var destination: UInt16
    /// Where it came from.
    public var origin: UInt16

    /// A unit.
    public init(protocolID: UInt8, destination: UInt16, origin: UInt16) {
        self.protocolID = protocolID
        self.destination = destination
        self.origin = origin
    }

    /// Reads five bytes.
    public init(_ bytes: some Collection<UInt8>) throws(ISO8583Error) {
        let bytes = [UInt8](bytes)
        guard bytes.count >= TPDU.byteCount else {
            throw ISO8583Error(.tooShort(needed: TPDU.byteCount, available: bytes.count), field: nil, offset: 0)
        }
        self.init(
            protocolID: bytes[0], destination: UInt16(bytes[1]) << 8 | UInt16(bytes[2]),
            origin: UInt16(bytes[3]) << 8 | UInt16(bytes[4]))
    }

    /// The way back.
    public var swapped: TPDU { TPDU(protocolID: protocolID, destination: origin, origin: destination) }

    /// Five bytes.
    public var bytes: [UInt8] {
        [
            protocolID, UInt8(destination >> 8), UInt8(destination & 0xFF), UInt8(origin >> 8), UInt8(origin & 0xFF),
        ]
    }

    /// Ten hexadecimal digits.
    public var description: String { Digits.hex(bytes) }
}
