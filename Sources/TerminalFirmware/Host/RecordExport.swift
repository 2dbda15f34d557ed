import ISO8583
import Settlement

extension TerminalParameters {
    /// A record of a batch as the message in which it is uploaded, for an acquirer that books it by hand. It holds no account
    /// number, which only the secure element opens: the host knows the record by its trace number and its reference.
    ///
    /// - Returns: The payload of a frame: TPDU, header, message.
    /// - Throws: `ISO8583Error` when the dialect cannot say what the record holds.
    public func exportPayload(_ item: UploadItem, isLast: Bool) throws(ISO8583Error) -> [UInt8] {
        let record = item.record
        // It is taken out again below; the messages are built for records with their cards.
        guard let nobody = PAN("000000000000") else { return [] }
        let builder = RequestBuilder(parameters: self, batch: record.transaction.batch)
        var message = builder.upload(
            item, balanced: false, isLast: isLast, pan: nobody, trace: record.transaction.trace)
        message[text: 2] = nil
        message[text: 14] = nil
        // Of a chip, no more than that there was one.
        message[bytes: 55] = nil
        if case .approved(let approval) = record.state {
            if !approval.reference.isEmpty { message[text: 37] = approval.reference }
            if !approval.authorization.isEmpty { message[text: 38] = approval.authorization }
        }
        return Envelope(tpdu: tpdu, header: envelopeHeader, body: try dialect.encode(message)).bytes
    }
}
