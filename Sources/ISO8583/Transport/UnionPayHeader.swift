/// The UnionPay-style header between TPDU and message: twelve digits in six bytes.
///
/// Application class n2, software version n2, terminal status n1, processing request n1, reserved n6.
public struct UnionPayHeader: Hashable, Sendable {
    /// Bytes on the wire.
    public static let byteCount = 6

    /// Six bytes.
    public let bytes: [UInt8]

    /// A header from six bytes.
    ///
    /// - Throws: `ISO8583Error.badHeader` when there are not six.
    public init(_ bytes: some Collection<UInt8>) throws(ISO8583Error) {
        guard bytes.count == UnionPayHeader.byteCount else {
            throw ISO8583Error(.badHeader, field: nil, offset: TPDU.byteCount)
        }
        self.bytes = [UInt8](bytes)
    }

    private init(fixed bytes: [UInt8]) { self.bytes = bytes }

    /// Bank card application, software 31, nothing asked for.
    public static let terminalRequest = UnionPayHeader(fixed: [0x60, 0x31, 0x00, 0x31, 0x01, 0x00])

    /// What the host asks the terminal to do next: 0 nothing, 3 sign in again, and others.
    public var processingRequest: Int { Int(bytes[2] & 0x0F) }

    /// The same header with another processing request, 0 to 9.
    public func asking(_ request: Int) -> UnionPayHeader {
        var changed = bytes
        changed[2] = changed[2] & 0xF0 | UInt8(min(max(request, 0), 9))
        return UnionPayHeader(fixed: changed)
    }
}
