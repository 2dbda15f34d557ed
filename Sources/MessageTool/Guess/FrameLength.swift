import ISO8583

/// The length that may stand before a frame, by the name that people type.
public enum FrameLength: String, Sendable, CaseIterable {
    /// None.
    case none
    /// Two bytes, high byte first.
    case binary
    /// The same; the length counts itself.
    case binaryInclusive = "binary-inclusive"
    /// Two bytes, low byte first.
    case little
    /// The same; the length counts itself.
    case littleInclusive = "little-inclusive"
    /// Two bytes of packed decimal digits.
    case bcd
    /// Four ASCII digits.
    case ascii

    /// The length as the codec has it.
    public var header: LengthHeader {
        switch self {
        case .none: LengthHeader(.none)
        case .binary: LengthHeader(.bigEndian)
        case .binaryInclusive: LengthHeader(.bigEndian, countsItself: true)
        case .little: LengthHeader(.littleEndian)
        case .littleInclusive: LengthHeader(.littleEndian, countsItself: true)
        case .bcd: LengthHeader(.packed)
        case .ascii: LengthHeader(.ascii)
        }
    }

    /// Bytes on the wire.
    public var byteCount: Int { header.byteCount }

    /// How many bytes follow, as the length says; nil without one, or when the bytes are no such length.
    public func announced(_ bytes: [UInt8]) -> Int? { header.messageLength(bytes) }

    /// In words.
    public var name: FieldName {
        switch self {
        case .none: FieldName("no length header", "无长度头")
        case .binary: FieldName("length header of 2 bytes, high byte first", "2字节长度头(高字节在前)")
        case .binaryInclusive:
            FieldName("length header of 2 bytes, high byte first, counting itself", "2字节长度头(高字节在前, 含自身)")
        case .little: FieldName("length header of 2 bytes, low byte first", "2字节长度头(低字节在前)")
        case .littleInclusive:
            FieldName("length header of 2 bytes, low byte first, counting itself", "2字节长度头(低字节在前, 含自身)")
        case .bcd: FieldName("length header of 4 packed digits", "2字节BCD长度头")
        case .ascii: FieldName("length header of 4 ASCII digits", "4位ASCII长度头")
        }
    }
}

/// What stands before a message: a length, and transport headers.
public struct Framing: Hashable, Sendable {
    /// Length header.
    public var length: FrameLength
    /// Transport header.
    public var header: TransportHeader

    /// A framing.
    public init(length: FrameLength = .none, header: TransportHeader = .none) {
        self.length = length
        self.header = header
    }

    /// Bytes before the message.
    public var byteCount: Int { length.byteCount + header.byteCount }

    /// Where the TPDU lies; nil without one.
    public var tpdu: Range<Int>? {
        header == .none ? nil : length.byteCount..<length.byteCount + TPDU.byteCount
    }

    /// Where the UnionPay-style header lies; nil without one.
    public var unionPayHeader: Range<Int>? {
        guard header == .tpduAndUnionPay else { return nil }
        return length.byteCount + TPDU.byteCount..<byteCount
    }
}

extension TransportHeader {
    /// Short name for command lines and reports.
    public var id: String {
        switch self {
        case .none: "none"
        case .tpdu: "tpdu"
        case .tpduAndUnionPay: "tpdu-unionpay"
        }
    }

    /// The header with this short name.
    public init?(id: String) {
        guard let header = TransportHeader.allCases.first(where: { $0.id == id }) else { return nil }
        self = header
    }

    /// In words.
    public var name: FieldName {
        switch self {
        case .none: FieldName("no transport header", "无传输头")
        case .tpdu: FieldName("TPDU", "TPDU")
        case .tpduAndUnionPay: FieldName("TPDU and UnionPay header", "TPDU及银联报文头")
        }
    }
}
