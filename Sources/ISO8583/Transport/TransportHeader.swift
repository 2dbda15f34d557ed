/// What stands before a message on a line, without the length: addresses and the UnionPay-style header.
public enum TransportHeader: UInt8, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// A TPDU of five bytes.
    case tpdu
    /// A TPDU and the UnionPay-style header of six bytes.
    case tpduAndUnionPay

    /// Bytes on the wire.
    public var byteCount: Int {
        switch self {
        case .none: 0
        case .tpdu: TPDU.byteCount
        case .tpduAndUnionPay: TPDU.byteCount + UnionPayHeader.byteCount
        }
    }
}
