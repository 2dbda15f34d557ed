import ISO8583

/// What a terminal and its host speak, as a bridge must know it: to find the message behind TPDU and header.
public enum WireDialect: String, Sendable, CaseIterable {
    /// UnionPay-style: a header of twelve digits stands between TPDU and message.
    case unionPay = "unionpay"
    /// Hypercom-style: the message follows the TPDU.
    case hypercom

    /// The codec's table.
    public var dialect: Dialect { self == .unionPay ? .unionPay : .hypercom }
    /// True when the header of twelve digits stands before the message.
    var hasHeader: Bool { self == .unionPay }

    /// The message in what a frame of the line carries; nil when it is none.
    public func message(inPayload payload: [UInt8]) -> Message? {
        guard let envelope = try? Envelope(parsing: payload, hasHeader: hasHeader) else { return nil }
        return try? dialect.decode(envelope.body)
    }
}
