import BatchDoctor
import ISO8583

/// Reads single messages of the wire for a verdict. No card number is taken over.
public enum MessageEvidence {
    /// One payload, in whatever of the two dialects it is.
    ///
    /// - Returns: Nil when it is no message of either.
    public static func read(
        _ payload: [UInt8], at time: Int64, connection: Int?, packet: Int
    ) -> WireMessage? {
        if let envelope = try? Envelope(parsing: payload), envelope.header?.bytes.first == 0x60,
            let message = try? Dialect.unionPay.decode(envelope.body)
        {
            return unionPay(message, envelope, time, connection, packet)
        }
        guard let envelope = try? Envelope(parsing: payload, hasHeader: false),
            let message = try? Dialect.hypercom.decode(envelope.body)
        else { return nil }
        return hypercom(message, envelope, time, connection, packet)
    }

    private static func plain(
        _ message: Message, _ envelope: Envelope, _ time: Int64, _ connection: Int?, _ packet: Int
    ) -> WireMessage {
        let mti = message.mti.description
        // The third digit counts by twos: an odd one is a response.
        let isRequest = (mti.utf8.dropFirst(2).first ?? 0) & 1 == 0
        var found = WireMessage(at: time, isRequest: isRequest, connection: connection, packet: packet, mti: mti)
        found.processingCode = message[text: 3] ?? ""
        found.trace = message[number: 11].flatMap { UInt32(exactly: $0) }
        found.minorUnits = message[number: 4].flatMap { Int64(exactly: $0) }
        found.code = isRequest ? nil : message[text: 39]
        found.terminalID = message[text: 41]
        found.merchantID = message[text: 42]
        if let date = message[text: 13], let hour = message[text: 12] { found.hostTime = date + hour }
        found.nii = isRequest ? envelope.tpdu.destination : nil
        return found
    }

    private static func unionPay(
        _ message: Message, _ envelope: Envelope, _ time: Int64, _ connection: Int?, _ packet: Int
    ) -> WireMessage {
        var found = plain(message, envelope, time, connection, packet)
        let field60 = message[text: 60].flatMap { ReservedField60($0) }
        found.batch = field60?.batchNumber
        found.networkCode = field60?.networkCode
        if found.mti == "0510", let totals = message[text: 48].flatMap({ try? ReconciliationTotals48($0) }) {
            found.balance = [totals.domestic.flag.rawValue, totals.foreign.flag.rawValue]
        }
        guard found.mti == "0320" else { return found }
        switch field60?.networkCode {
        case "201":
            let block = message[text: 48].flatMap { try? UploadBlock48($0) }
            found.uploaded = block?.records.map(\.traceNumber) ?? []
        case "202", "207": break
        default: found.uploaded = found.trace.map { [$0] } ?? []
        }
        return found
    }

    private static func hypercom(
        _ message: Message, _ envelope: Envelope, _ time: Int64, _ connection: Int?, _ packet: Int
    ) -> WireMessage {
        var found = plain(message, envelope, time, connection, packet)
        if found.mti == "0500" || found.mti == "0510" {
            found.batch = message[text: 60].flatMap { $0.utf8.count == 6 ? UInt32($0) : nil }
        }
        if found.mti == "0320", let original = message[text: 60].flatMap({ try? UploadOriginal60($0) }) {
            found.uploaded = [original.traceNumber]
        }
        return found
    }
}
