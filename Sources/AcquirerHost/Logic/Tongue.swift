import ISO8583
import Settlement

/// The dialects that the host speaks: each reads messages into requests and writes decisions into messages. What is decided
/// is the same in both.
enum Tongue {
    case unionPay
    case hypercom

    init(_ name: HostProfile.DialectName) {
        switch name {
        case .unionPay: self = .unionPay
        case .hypercom: self = .hypercom
        }
    }

    var dialect: Dialect { self == .unionPay ? .unionPay : .hypercom }
    /// True when the header of twelve digits stands before the message.
    var hasHeader: Bool { self == .unionPay }
    /// True when the centre gives the batch numbers, with its answer to a sign-on.
    var issuesBatchNumbers: Bool { self == .unionPay }

    /// True when messages of this type carry a MAC.
    func carriesMAC(_ mti: MTI) -> Bool { self == .unionPay && Dialect.unionPay.carriesMAC(mti) }

    /// The request that a message is.
    func read(_ message: Message) -> Incoming {
        switch self {
        case .unionPay: UnionPayTongue.read(message)
        case .hypercom: HypercomTongue.read(message)
        }
    }

    /// One line for the log, masked: a request, or the response to it.
    func summary(_ message: Message, _ incoming: Incoming) -> String {
        // Where type and fields alone do not say the kind of transaction, the request does.
        guard self == .hypercom else { return MessageView(message, dialect: dialect).summary() }
        var parts = [message.mti.description, incoming.kind.name]
        if let trace = message[text: 11] { parts.append(trace) }
        if let batch = incoming.batch { parts.append("batch " + paddedDecimal(UInt64(batch), width: 6)) }
        if let amount = message.minorUnits(4) { parts.append("amount " + hundredths(amount)) }
        if message.mti.isRequest, let pan = incoming.pan { parts.append(pan.masked) }
        if let code = message[text: 39] {
            parts.append("F39=" + code)
            if !message.mti.isRequest { parts.append(dialect.responseTable.meaning(of: code).text(.english)) }
        }
        return parts.joined(separator: " ")
    }

    /// The response, without its MAC.
    ///
    /// - Throws: `ISO8583Error` for totals or a balance that do not fit into their field.
    func response(
        to incoming: Incoming, _ message: Message, _ decision: Decision, now: ClockTime
    ) throws(ISO8583Error) -> Message {
        switch self {
        case .unionPay: try UnionPayTongue.response(to: incoming, message, decision, now: now)
        case .hypercom: try HypercomTongue.response(to: incoming, message, decision, now: now)
        }
    }
}

extension Message {
    /// A field of digits as a positive amount or zero, or nil.
    func minorUnits(_ field: Int) -> Int64? { self[number: field].flatMap { Int64(exactly: $0) } }

    /// A field of exactly so many digits, or nil.
    func digits(_ field: Int, count: Int) -> UInt32? {
        guard self[bytes: field]?.count == count else { return nil }
        return self[number: field].flatMap { UInt32(exactly: $0) }
    }
}
