/// What travels as one frame: TPDU, header, message.
public struct Envelope: Equatable, Sendable {
    /// Transport addresses.
    public var tpdu: TPDU
    /// UnionPay-style header; nil in dialects without it.
    public var header: UnionPayHeader?
    /// The message's bytes.
    public var body: [UInt8]

    /// An envelope.
    public init(tpdu: TPDU, header: UnionPayHeader?, body: [UInt8]) {
        self.tpdu = tpdu
        self.header = header
        self.body = body
    }

    /// Opens a frame's payload.
    ///
    /// - Throws: `ISO8583Error` when it is too short for its headers.
    public init(parsing payload: [UInt8], hasHeader: Bool = true) throws(ISO8583Error) {
        let headerCount = TPDU.byteCount + (hasHeader ? UnionPayHeader.byteCount : 0)
        guard payload.count > headerCount else {
            throw ISO8583Error(.tooShort(needed: headerCount + 1, available: payload.count), field: nil, offset: 0)
        }
        tpdu = try TPDU(payload[..<TPDU.byteCount])
        header = hasHeader ? try UnionPayHeader(payload[TPDU.byteCount..<headerCount]) : nil
        body = [UInt8](payload[headerCount...])
    }

    /// The payload of a frame.
    public var bytes: [UInt8] { tpdu.bytes + (header?.bytes ?? []) + body }
}
